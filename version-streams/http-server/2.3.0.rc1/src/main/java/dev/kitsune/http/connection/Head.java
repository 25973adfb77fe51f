package dev.kitsune.http.connection;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** Collects the first lines of a connection: up to an empty line, or a single line. */
final class Head {

  /** What the bytes so far are. */
  enum Progress {
    MORE,
    COMPLETE,
    TOO_LONG
  }

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final int limit;
  private final boolean singleLine;
  private int length;
  private boolean atLineStart = true;

  Head(int limit, boolean singleLine) {
    this.limit = limit;
    this.singleLine = singleLine;
  }

  /** Takes a byte; carriage returns count, and are dropped wherever they are. */
  Progress add(byte next) {
    if (++length > limit) {
      return Progress.TOO_LONG;
    }
    if (next == '\r') {
      return Progress.MORE;
    }
    if (next == '\n' && (singleLine || atLineStart)) {
      return Progress.COMPLETE;
    }
    atLineStart = next == '\n';
    bytes.write(next);
    return Progress.MORE;
  }

  String text() {
    return bytes.toString(StandardCharsets.UTF_8);
  }
}
