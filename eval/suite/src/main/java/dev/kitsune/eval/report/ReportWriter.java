package dev.kitsune.eval.report;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** Writes {@code report.json}: one document a run, with everything that the tables show. */
public final class ReportWriter {

  private static final ObjectMapper JSON =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

  private final Map<String, Object> document = new LinkedHashMap<>();

  /**
   * Goes on with a report that was written before, or begins one.
   *
   * @param beginning what a new one begins with
   */
  public static ReportWriter onto(Path file, ReportWriter beginning) throws IOException {
    if (!Files.isRegularFile(file)) {
      return beginning;
    }
    ReportWriter written = new ReportWriter();
    JSON.readTree(file.toFile())
        .properties()
        .forEach(each -> written.put(each.getKey(), each.getValue()));
    return written;
  }

  /**
   * Adds a part under a name.
   *
   * @return this
   */
  public ReportWriter put(String name, Object part) {
    document.put(name, part);
    return this;
  }

  /** Returns whether a part is there and is true. */
  public boolean says(String name) {
    return String.valueOf(document.get(name)).equals("true");
  }

  /** Writes the document; what was there before is replaced whole. */
  public void write(Path file) throws IOException {
    Path parent = file.toAbsolutePath().getParent();
    if (parent != null) {
      Files.createDirectories(parent);
    }
    Path whole = file.resolveSibling(file.getFileName() + ".part");
    Files.writeString(whole, text() + "\n");
    Files.move(whole, file, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
  }

  /** Returns the document as text. */
  public String text() throws IOException {
    return JSON.writeValueAsString(document);
  }
}
