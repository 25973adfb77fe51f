package dev.kitsune.ftp.session;

import dev.kitsune.ftp.text.Bytes;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * What a client sent and the server has not looked at: whole command lines, and perhaps the first
 * part of one. It is the session's state, so that a line typed half goes on in a new version.
 */
public final class LineBuffer {

  private static final int LONGEST_LINE = 4096;

  private byte[] bytes = new byte[256];
  private int start;
  private int end;

  /** Adds what one read brought. */
  public void add(byte[] from, int offset, int length) {
    if (end + length > bytes.length) {
      int held = end - start;
      byte[] bigger = held + length > bytes.length ? new byte[2 * (held + length)] : bytes;
      System.arraycopy(bytes, start, bigger, 0, held);
      bytes = bigger;
      start = 0;
      end = held;
    }
    System.arraycopy(from, offset, bytes, end, length);
    end += length;
  }

  /** Forgets what waits. */
  public void clear() {
    start = end;
  }

  /** Returns how many bytes wait. */
  public int size() {
    return end - start;
  }

  /**
   * Takes the next line without its end, or null if none is whole. A line that does not end within
   * 4096 bytes counts as an empty one, and the rest of it as another.
   */
  public @Nullable String next() {
    int limit = Math.min(end, start + LONGEST_LINE);
    for (int i = start; i < limit; i++) {
      if (bytes[i] == '\n') {
        String line = line(start, i);
        start = i + 1;
        return line;
      }
    }
    if (end - start >= LONGEST_LINE) {
      start += LONGEST_LINE;
      return "";
    }
    return null;
  }

  /** Takes the next line if it is an interrupt, as Telnet marks one, with this command. */
  public boolean takeInterrupt(String command) {
    int from = start;
    while (from < end && bytes[from] < 0 && from - start < 4) {
      from++;
    }
    int length = command.length();
    boolean isMarked = from > start && end - from >= length + 1;
    if (!isMarked || !Bytes.upper(Bytes.text(bytes, from, from + length)).equals(command)) {
      return false;
    }
    int after = from + length;
    if (after < end && bytes[after] == '\r') {
      after++;
    }
    if (after >= end || bytes[after] != '\n') {
      return false;
    }
    start = after + 1;
    return true;
  }

  /** Carriage returns before the end are not of the line; a NUL stands for a line feed. */
  private String line(int from, int to) {
    int last = to;
    while (last > from && bytes[last - 1] == '\r') {
      last--;
    }
    byte[] line = Arrays.copyOfRange(bytes, from, last);
    for (int i = 0; i < line.length; i++) {
      if (line[i] == 0) {
        line[i] = '\n';
      }
    }
    return Bytes.text(line, 0, line.length);
  }
}
