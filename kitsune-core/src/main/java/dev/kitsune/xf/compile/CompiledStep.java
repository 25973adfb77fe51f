package dev.kitsune.xf.compile;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A compiled specification.
 *
 * @param files by name: the index, and the transformer's classes
 * @param ruleCount the number of targets in the specification
 */
public record CompiledStep(Map<String, byte[]> files, int ruleCount) {

  /**
   * Writes the files into a folder, which is made; what an earlier compilation left there goes.
   *
   * @throws UncheckedIOException if they cannot be written
   */
  public void writeTo(Path folder) {
    try {
      Files.createDirectories(folder);
      try (Stream<Path> before = Files.list(folder)) {
        for (Path file : (Iterable<Path>) before.filter(Files::isRegularFile)::iterator) {
          Files.delete(file);
        }
      }
      for (Map.Entry<String, byte[]> each : files.entrySet()) {
        Files.write(folder.resolve(each.getKey()), each.getValue());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
