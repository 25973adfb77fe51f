package dev.kitsune.http.file;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** The types of files by their extension. */
public final class MimeTypes {

  private static final Path FILE = Path.of("/etc/mime.types");
  private static final String UNKNOWN = "application/octet-stream";

  private final Map<String, String> types;

  private MimeTypes(Map<String, String> types) {
    this.types = types;
  }

  /** Reads the host's list, if there is one, on top of the release's own. */
  public static MimeTypes read() {
    Map<String, String> types = new HashMap<>();
    types.put("ogg", "application/ogg");
    types.put("mp3", "audio/mpeg");
    types.put("html", "text/html");
    types.put("css", "text/css");
    types.put("txt", "text/plain");
    types.put("jpg", "image/jpeg");
    types.put("png", "image/png");
    types.put("m3u", "audio/x-mpegurl");
    try {
      for (String line : Files.readAllLines(FILE, StandardCharsets.ISO_8859_1)) {
        String[] words = line.strip().split("\\s+");
        for (int i = 1; i < words.length && !line.startsWith("#"); i++) {
          types.put(words[i], words[0]);
        }
      }
    } catch (IOException e) {
      return new MimeTypes(types); // a host without a list
    }
    return new MimeTypes(types);
  }

  /** Returns the type of an extension. */
  public String of(String extension) {
    return types.getOrDefault(extension, UNKNOWN);
  }
}
