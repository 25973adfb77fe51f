package dev.kitsune.ftp.user;

import dev.kitsune.ftp.text.Bytes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The lines of a file of names.
 *
 * @param lines exact, without their ends
 */
public record NameList(List<String> lines) {

  /** The list of nobody. */
  public static final NameList EMPTY = new NameList(List.of());

  /**
   * Reads a file.
   *
   * @throws IOException if it cannot be read
   */
  public static NameList read(String file) throws IOException {
    byte[] bytes = Files.readAllBytes(Path.of(Bytes.toNative(file)));
    String text = Bytes.text(bytes, 0, bytes.length);
    return text.isEmpty() ? EMPTY : new NameList(List.of(text.split("\n")));
  }

  /** Returns whether a name is a line. */
  public boolean has(String name) {
    return lines.contains(name);
  }

  /** Returns whether nobody is in it. */
  public boolean isEmpty() {
    return lines.isEmpty();
  }
}
