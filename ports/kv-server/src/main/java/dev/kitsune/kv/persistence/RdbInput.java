package dev.kitsune.kv.persistence;

import dev.kitsune.kv.data.Bytes;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/**
 * The primitives of a dump: numbers, lengths, strings. It never believes a length it cannot read.
 */
final class RdbInput {

  private final InputStream bytes;
  private final long size;
  private long position;

  /**
   * Reads from a stream.
   *
   * @param size how many bytes there are
   */
  RdbInput(InputStream bytes, long size) {
    this.bytes = bytes;
    this.size = size;
  }

  /** Returns how many bytes were read. */
  long position() {
    return position;
  }

  int octet() throws IOException {
    int octet = bytes.read();
    if (octet < 0) {
      throw new EOFException();
    }
    position++;
    return octet;
  }

  byte[] octets(long count) throws IOException {
    if (count > size - position) {
      throw new EOFException();
    }
    byte[] read = bytes.readNBytes((int) count);
    position += read.length;
    if (read.length < count) {
      throw new EOFException();
    }
    return read;
  }

  long littleEndian(int count) throws IOException {
    long number = 0;
    for (int shift = 0; shift < Byte.SIZE * count; shift += Byte.SIZE) {
      number |= (long) octet() << shift;
    }
    return number;
  }

  /** Reads how many elements follow, each of at least one byte. */
  int count() throws IOException, RdbException {
    int first = octet();
    if ((first & Rdb.SPECIAL) == Rdb.SPECIAL) {
      throw damaged("expected a length: found=" + first);
    }
    long count = length(first);
    if (count > size - position) {
      throw new EOFException();
    }
    return (int) count;
  }

  /** Reads the number of a database. */
  long number() throws IOException, RdbException {
    int first = octet();
    if ((first & Rdb.SPECIAL) == Rdb.SPECIAL) {
      throw damaged("expected a number: found=" + first);
    }
    return length(first);
  }

  private long length(int first) throws IOException {
    return switch (first & Rdb.SPECIAL) {
      case 0 -> first;
      case Rdb.LENGTH_14 -> (long) (first & 0x3f) << 8 | octet();
      default -> {
        long length = 0;
        for (int i = 0; i < Integer.BYTES; i++) {
          length = length << 8 | octet();
        }
        yield length;
      }
    };
  }

  Bytes string() throws IOException, RdbException {
    int first = octet();
    if ((first & Rdb.SPECIAL) != Rdb.SPECIAL) {
      return bytes(octets(length(first)));
    }
    return switch (first & 0x3f) {
      case Rdb.INTEGER_8 -> integer((byte) littleEndian(Byte.BYTES));
      case Rdb.INTEGER_16 -> integer((short) littleEndian(Short.BYTES));
      case Rdb.INTEGER_32 -> integer((int) littleEndian(Integer.BYTES));
      case Rdb.COMPRESSED -> {
        long compressed = length(octet());
        long original = length(octet());
        // No compression saves more than 264 bytes in three.
        if (original > Integer.MAX_VALUE - 8 || original > compressed * 90 + 90) {
          throw damaged("compressed string is too long: length=" + original);
        }
        yield bytes(Lzf.decompress(octets(compressed), (int) original));
      }
      default -> throw damaged("unknown coding of a string: found=" + first);
    };
  }

  double score() throws IOException, RdbException {
    int length = octet();
    switch (length) {
      case Rdb.DOUBLE_NAN:
        return Double.NaN;
      case Rdb.DOUBLE_INFINITE:
        return Double.POSITIVE_INFINITY;
      case Rdb.DOUBLE_MINUS_INFINITE:
        return Double.NEGATIVE_INFINITY;
      default:
        return score(new String(octets(length), StandardCharsets.ISO_8859_1));
    }
  }

  double score(String text) throws RdbException {
    return switch (text) {
      case "inf" -> Double.POSITIVE_INFINITY;
      case "-inf" -> Double.NEGATIVE_INFINITY;
      default -> {
        try {
          yield Double.parseDouble(text);
        } catch (NumberFormatException e) {
          throw damaged("expected a score: found=" + text);
        }
      }
    };
  }

  RdbException damaged(String message) {
    return new RdbException(message + ", position=" + position);
  }

  private static Bytes bytes(byte[] octets) {
    return Bytes.copyOf(octets, 0, octets.length);
  }

  private static Bytes integer(long integer) {
    return Bytes.of(Long.toString(integer));
  }
}
