package dev.kitsune.eval.subject;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * An endless content that is a function of the position: records of 16 bytes, each with its number,
 * in frames that may begin with some fixed bytes. Whoever sees a whole record knows where it is.
 */
public final class Numbered {

  /** The size of a record: a hash, 14 digits and a semicolon. */
  public static final int RECORD = 16;

  private static final int MP3_FRAME = 576;
  private static final int MP3_HEAD = 32;
  private static final int DIGITS = 14;

  private final byte[] head;
  private final int records;

  private Numbered(byte[] head, int records) {
    this.head = head;
    this.records = records;
  }

  /** Records and nothing else. */
  public static Numbered plain() {
    return new Numbered(new byte[0], 1);
  }

  /**
   * Frames of MPEG 1, layer III, 128 kbit/s, 32 kHz, mono: 576 bytes each, silent, the records in
   * what decoders skip.
   */
  public static Numbered mp3() {
    byte[] head = new byte[MP3_HEAD];
    byte[] header = {(byte) 0xff, (byte) 0xfb, (byte) 0x98, (byte) 0xc0};
    System.arraycopy(header, 0, head, 0, header.length);
    return new Numbered(head, (MP3_FRAME - MP3_HEAD) / RECORD);
  }

  /** Returns the content from a position on. */
  public byte[] bytes(long position, int length) {
    byte[] bytes = new byte[length];
    int period = head.length + records * RECORD;
    byte[] record = new byte[RECORD];
    for (int i = 0; i < length; ) {
      long frame = (position + i) / period;
      int within = (int) ((position + i) % period);
      byte[] from;
      int offset;
      if (within < head.length) {
        from = head;
        offset = within;
      } else {
        write(frame * records + (within - head.length) / RECORD, record);
        from = record;
        offset = (within - head.length) % RECORD;
      }
      int count = Math.min(from.length - offset, length - i);
      System.arraycopy(from, offset, bytes, i, count);
      i += count;
    }
    return bytes;
  }

  /** Returns where the record of a number, from 0, begins. */
  public long positionOf(long number) {
    return number / records * (head.length + (long) records * RECORD)
        + head.length
        + number % records * RECORD;
  }

  /**
   * Looks for a whole record.
   *
   * @return its offset, or -1
   */
  static int find(byte[] bytes, int from) {
    for (int i = from; i + RECORD <= bytes.length; i++) {
      if (bytes[i] == '#' && bytes[i + RECORD - 1] == ';' && areDigits(bytes, i + 1)) {
        return i;
      }
    }
    return -1;
  }

  /** Returns the number of the record that begins at an offset. */
  static long numberAt(byte[] bytes, int offset) {
    byte[] digits = Arrays.copyOfRange(bytes, offset + 1, offset + 1 + DIGITS);
    return Long.parseLong(new String(digits, StandardCharsets.US_ASCII));
  }

  private static boolean areDigits(byte[] bytes, int from) {
    for (int i = from; i < from + DIGITS; i++) {
      if (bytes[i] < '0' || bytes[i] > '9') {
        return false;
      }
    }
    return true;
  }

  private static void write(long number, byte[] record) {
    record[0] = '#';
    record[RECORD - 1] = ';';
    long left = number;
    for (int i = DIGITS; i > 0; i--) {
      record[i] = (byte) ('0' + left % 10);
      left /= 10;
    }
  }
}
