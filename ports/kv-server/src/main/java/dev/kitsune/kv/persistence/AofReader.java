package dev.kitsune.kv.persistence;

import dev.kitsune.kv.data.Bytes;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Reads a log of commands, request by request. */
public final class AofReader implements AutoCloseable {

  private static final int BUFFER_BYTES = 64 * 1024;
  private static final int LONGEST_NUMBER = 20;
  private static final String BAD_FORMAT =
      "Bad file format reading the append only file: expected '%s' and a number at position %d; make"
          + " a backup of the file, then correct it";
  private static final String UNEXPECTED_END =
      "Unexpected end of file reading the append only file: position %d";

  private final InputStream input;
  private final long size;
  private long position;

  /** Opens a log. */
  public AofReader(Path file) throws IOException {
    input = new BufferedInputStream(Files.newInputStream(file), BUFFER_BYTES);
    size = Files.size(file);
  }

  /**
   * Returns the next request, or null at the end.
   *
   * @throws IOException if it cannot be read; the message is the release's
   */
  public Bytes @Nullable [] next() throws IOException {
    if (position == size) {
      return null;
    }
    try {
      Bytes[] words = new Bytes[number('*', 1, size - position)];
      for (int i = 0; i < words.length; i++) {
        int length = number('$', 0, Integer.MAX_VALUE);
        if (length + 2L > size - position) {
          throw new EOFException();
        }
        words[i] = Bytes.copyOf(input.readNBytes(length), 0, length);
        input.skipNBytes(2); // unchecked, as in requests
        position += length + 2;
      }
      return words;
    } catch (EOFException e) {
      throw new IOException(UNEXPECTED_END.formatted(position), e);
    }
  }

  /** Throws as at an end of the file that comes too early. */
  public IOException unexpectedEnd() {
    return new IOException(UNEXPECTED_END.formatted(position));
  }

  private int number(char kind, long least, long most) throws IOException {
    long begin = position;
    StringBuilder line = new StringBuilder();
    for (int c = octet(); c != '\n'; c = octet()) {
      line.append((char) c);
      if (line.length() > LONGEST_NUMBER) {
        throw badFormat(kind, begin);
      }
    }
    String text = line.toString().stripTrailing();
    if (text.isEmpty() || text.charAt(0) != kind) {
      throw badFormat(kind, begin);
    }
    try {
      long number = Long.parseLong(text.substring(1));
      if (number >= least && number <= Math.min(most, Integer.MAX_VALUE)) {
        return (int) number;
      }
    } catch (NumberFormatException e) {
      // told below
    }
    throw badFormat(kind, begin);
  }

  private int octet() throws IOException {
    int octet = input.read();
    if (octet < 0) {
      throw new EOFException();
    }
    position++;
    return octet;
  }

  private static IOException badFormat(char kind, long position) {
    return new IOException(BAD_FORMAT.formatted(kind, position));
  }

  @Override
  public void close() throws IOException {
    input.close();
  }
}
