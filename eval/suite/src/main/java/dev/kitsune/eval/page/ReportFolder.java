package dev.kitsune.eval.page;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * What a run left: its report and the raw logs beside it.
 *
 * @param missing what the report was asked for and has not
 */
record ReportFolder(Path folder, JsonNode root, Set<String> missing) {

  /** The report's file. */
  static final String REPORT = "report.json";

  /**
   * Reads a run's folder.
   *
   * @throws IOException if there is no report, or it is no JSON
   */
  static ReportFolder read(Path folder) throws IOException {
    Path file = folder.resolve(REPORT);
    if (!Files.isRegularFile(file)) {
      throw new IOException("no report there: path=" + file + "; give the folder of a run");
    }
    JsonNode root = new ObjectMapper().readTree(file.toFile());
    if (!root.isObject()) {
      throw new IOException("expected a report, found something else: path=" + file);
    }
    return new ReportFolder(folder.toAbsolutePath().normalize(), root, new TreeSet<>());
  }

  /** Returns the report as a whole. */
  Row whole() {
    return new Row(root, "", missing);
  }

  /** Returns the objects under a top-level key. */
  List<Row> rows(String key) {
    return whole().rows("/" + key);
  }
}
