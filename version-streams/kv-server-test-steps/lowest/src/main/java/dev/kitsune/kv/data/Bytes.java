package dev.kitsune.kv.data;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** An immutable string of bytes: a key, an element, an argument, or a string value. */
public final class Bytes implements StringValue, Comparable<Bytes> {

  private final byte[] octets;

  /** Zero until it is asked for; computing it twice does no harm. */
  private int hash;

  private Bytes(byte[] octets) {
    this.octets = octets;
  }

  /** Returns the bytes of a text, one for each character up to U+00FF. */
  public static Bytes of(String text) {
    return new Bytes(text.getBytes(StandardCharsets.ISO_8859_1));
  }

  /** Returns a copy of the bytes from one index up to another. */
  public static Bytes copyOf(byte[] source, int from, int to) {
    return new Bytes(Arrays.copyOfRange(source, from, to));
  }

  /** Returns how many bytes there are. */
  public int length() {
    return octets.length;
  }

  /** Returns the byte at an index, as 0 to 255. */
  public int at(int index) {
    return octets[index] & 0xff;
  }

  /** Copies all bytes into an array, from an index on. */
  public void copyTo(byte[] target, int index) {
    System.arraycopy(octets, 0, target, index, octets.length);
  }

  /** Returns the array itself, for the readers of this package. */
  byte[] octets() {
    return octets;
  }

  /** Returns a copy as an array. */
  public byte[] toArray() {
    return octets.clone();
  }

  /** Returns the bytes from one index up to another. */
  public Bytes slice(int from, int to) {
    return from == 0 && to == octets.length ? this : copyOf(octets, from, to);
  }

  /** Returns these bytes and the others after them. */
  public Bytes concat(Bytes other) {
    byte[] both = Arrays.copyOf(octets, octets.length + other.octets.length);
    other.copyTo(both, octets.length);
    return new Bytes(both);
  }

  /** Returns whether this spells the text, ASCII letters of either case being equal. */
  public boolean equalsIgnoreCase(String text) {
    if (octets.length != text.length()) {
      return false;
    }
    for (int i = 0; i < octets.length; i++) {
      if (lower(at(i)) != lower(text.charAt(i))) {
        return false;
      }
    }
    return true;
  }

  /** Returns a hash code that does not tell the cases of ASCII letters apart. */
  public int hashIgnoringCase() {
    int result = 0;
    for (byte octet : octets) {
      result = 31 * result + lower(octet & 0xff);
    }
    return result;
  }

  private static int lower(int c) {
    return c >= 'A' && c <= 'Z' ? c + ('a' - 'A') : c;
  }

  @Override
  public Bytes bytes() {
    return this;
  }

  @Override
  public long footprint() {
    return OVERHEAD + octets.length;
  }

  @Override
  public long integer() {
    return Numbers.parseStrictly(this);
  }

  /** Compares as unsigned bytes. */
  @Override
  public int compareTo(Bytes other) {
    return Arrays.compareUnsigned(octets, other.octets);
  }

  @Override
  public boolean equals(Object other) {
    return this == other
        || other instanceof Bytes bytes
            && hashCode() == bytes.hashCode()
            && Arrays.equals(octets, bytes.octets);
  }

  /** The hash of the release: 5381, then times 33 plus the byte. */
  @Override
  public int hashCode() {
    int result = hash;
    if (result == 0) {
      result = 5381;
      for (byte octet : octets) {
        result = result * 33 + (octet & 0xff);
      }
      hash = result;
    }
    return result;
  }

  /** Returns the text, one character for each byte. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder(octets.length);
    for (byte octet : octets) {
      text.append((char) (octet & 0xff));
    }
    return text.toString();
  }
}
