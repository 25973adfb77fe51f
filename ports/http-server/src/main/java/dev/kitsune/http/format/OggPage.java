package dev.kitsune.http.format;

import dev.kitsune.NoMigrate;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/** One page of an Ogg stream (RFC 3533), whole, as bytes. */
record OggPage(byte[] bytes) {

  static final int CONTINUED = 1;
  static final int BEGINNING = 2;
  static final int END = 4;
  static final int HEADER = 27;
  static final int FULL_SEGMENT = 255;

  private static final int POLYNOMIAL = 0x04c11db7;
  @NoMigrate private static final int[] TABLE = table();
  private static final int FLAGS_AT = 5;
  private static final int GRANULE_AT = 6;
  private static final int SERIAL_AT = 14;
  private static final int SEQUENCE_AT = 18;
  private static final int CHECKSUM_AT = 22;
  private static final int SEGMENTS_AT = 26;

  /** Makes a page of packets that it holds whole, with few enough segments. */
  static OggPage of(int flags, long granule, int serial, int sequence, byte[] lacing, byte[] body) {
    byte[] bytes = new byte[HEADER + lacing.length + body.length];
    bytes[0] = 'O';
    bytes[1] = 'g';
    bytes[2] = 'g';
    bytes[3] = 'S';
    bytes[FLAGS_AT] = (byte) flags;
    bytes[SEGMENTS_AT] = (byte) lacing.length;
    System.arraycopy(lacing, 0, bytes, HEADER, lacing.length);
    System.arraycopy(body, 0, bytes, HEADER + lacing.length, body.length);
    return new OggPage(bytes).renumbered(granule, serial, sequence);
  }

  /** Spreads packets over as many pages as they need. */
  static List<OggPage> paginate(
      int flags, long granule, int serial, int firstSequence, List<byte[]> packets) {
    List<OggPage> pages = new ArrayList<>();
    ByteArrayOutputStream lacing = new ByteArrayOutputStream();
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    int pageFlags = flags;
    for (byte[] packet : packets) {
      for (int at = 0; at <= packet.length; at += FULL_SEGMENT) {
        if (lacing.size() == FULL_SEGMENT) {
          int sequence = firstSequence + pages.size();
          pages.add(of(pageFlags, -1, serial, sequence, lacing.toByteArray(), body.toByteArray()));
          lacing.reset();
          body.reset();
          pageFlags = at > 0 ? CONTINUED : 0;
        }
        int length = Math.min(FULL_SEGMENT, packet.length - at);
        lacing.write(length);
        body.write(packet, at, length);
      }
    }
    int sequence = firstSequence + pages.size();
    pages.add(of(pageFlags, granule, serial, sequence, lacing.toByteArray(), body.toByteArray()));
    return pages;
  }

  /** Returns the same page with other numbers and the checksum that goes with them. */
  OggPage renumbered(long granule, int serial, int sequence) {
    byte[] copy = bytes.clone();
    ByteBuffer buffer = ByteBuffer.wrap(copy).order(ByteOrder.LITTLE_ENDIAN);
    buffer.putLong(GRANULE_AT, granule);
    buffer.putInt(SERIAL_AT, serial);
    buffer.putInt(SEQUENCE_AT, sequence);
    buffer.putInt(CHECKSUM_AT, 0);
    buffer.putInt(CHECKSUM_AT, checksum(copy));
    return new OggPage(copy);
  }

  boolean hasFlag(int flag) {
    return (bytes[FLAGS_AT] & flag) != 0;
  }

  long granule() {
    return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getLong(GRANULE_AT);
  }

  int serial() {
    return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getInt(SERIAL_AT);
  }

  int segments() {
    return bytes[SEGMENTS_AT] & 0xff;
  }

  int segment(int index) {
    return bytes[HEADER + index] & 0xff;
  }

  int bodyAt() {
    return HEADER + segments();
  }

  /** Returns whether the checksum is that of the bytes. */
  boolean isIntact() {
    int told = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getInt(CHECKSUM_AT);
    byte[] copy = bytes.clone();
    ByteBuffer.wrap(copy).putInt(CHECKSUM_AT, 0);
    return told == checksum(copy);
  }

  /** Returns the bytes of pages one after the other. */
  static byte[] join(List<OggPage> pages) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (OggPage each : pages) {
      all.writeBytes(each.bytes);
    }
    return all.toByteArray();
  }

  private static int checksum(byte[] bytes) {
    int sum = 0;
    for (byte each : bytes) {
      sum = (sum << Byte.SIZE) ^ TABLE[(sum >>> 24) ^ (each & 0xff)];
    }
    return sum;
  }

  private static int[] table() {
    int[] table = new int[256];
    for (int i = 0; i < table.length; i++) {
      int value = i << 24;
      for (int bit = 0; bit < Byte.SIZE; bit++) {
        value = (value << 1) ^ (value < 0 ? POLYNOMIAL : 0);
      }
      table[i] = value;
    }
    return table;
  }
}
