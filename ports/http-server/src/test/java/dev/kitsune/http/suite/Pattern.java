package dev.kitsune.http.suite;

import static org.assertj.core.api.Assertions.assertThat;

/** A stream of numbered records, so that a missing, doubled or swapped byte is seen. */
public final class Pattern {

  /** The size of a record. */
  public static final int RECORD = 16;

  private Pattern() {}

  /** Returns records from a number on. */
  public static byte[] records(long first, int count) {
    StringBuilder text = new StringBuilder(count * RECORD);
    for (long i = first; i < first + count; i++) {
      text.append(String.format("#%014d;", i));
    }
    return text.toString().getBytes(Wire.BYTES);
  }

  /** Checks bytes that may begin within a record; returns the number of the last whole one. */
  public static long check(byte[] bytes) {
    String text = new String(bytes, Wire.BYTES);
    int at = text.indexOf('#');
    assertThat(at).as(text.substring(0, Math.min(40, text.length()))).isBetween(0, RECORD - 1);
    long number = Long.parseLong(text.substring(at + 1, at + RECORD - 1));
    int whole = (text.length() - at) / RECORD;
    byte[] expected = records(number, whole + 1);
    assertThat(text.substring(at))
        .isEqualTo(new String(expected, 0, text.length() - at, Wire.BYTES));
    if (at > 0) {
      String before = new String(records(number - 1, 1), Wire.BYTES);
      assertThat(text.substring(0, at)).isEqualTo(before.substring(RECORD - at));
    }
    return number + whole - 1;
  }
}
