package dev.kitsune.kv.suite;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Text files beside these classes. */
final class Resources {

  private Resources() {}

  /** Returns the lines of a file. */
  static List<String> lines(String name) {
    InputStream file = Resources.class.getResourceAsStream(name);
    if (file == null) {
      throw new AssertionError("resource is missing: name=" + name);
    }
    try (BufferedReader reader =
        new BufferedReader(new InputStreamReader(file, StandardCharsets.UTF_8))) {
      return reader.lines().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
