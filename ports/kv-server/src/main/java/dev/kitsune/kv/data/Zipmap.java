package dev.kitsune.kv.data;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The release's small form of a hash: fields and values one after the other in one block of bytes,
 * each with its length before it, searched from the beginning. A length takes one byte below 254,
 * else five. Not thread-safe.
 */
final class Zipmap {

  private static final int LONG_LENGTH = 254;
  private static final int LONG_LENGTH_SIZE = 5;
  private static final int BYTE = 8;
  private static final int NOT_FOUND = -1;

  private byte[] block = new byte[0];
  private int size;

  /** Returns how many fields there are. */
  int size() {
    return size;
  }

  /** Returns how many bytes the block takes. */
  int footprint() {
    return block.length;
  }

  /** Returns a field's value, or null. */
  @Nullable Bytes get(Bytes field) {
    int at = find(field);
    return at == NOT_FOUND ? null : read(skip(at));
  }

  /** Sets a field, which keeps its place if it is here already; returns whether it is new. */
  boolean put(Bytes field, Bytes value) {
    int at = find(field);
    if (at == NOT_FOUND) {
      int end = block.length;
      resize(end, 0, encodedLength(field) + encodedLength(value));
      write(write(end, field), value);
      size++;
      return true;
    }
    int start = skip(at);
    resize(start, skip(start) - start, encodedLength(value));
    write(start, value);
    return false;
  }

  /** Removes a field; returns whether it was here. */
  boolean remove(Bytes field) {
    int at = find(field);
    if (at == NOT_FOUND) {
      return false;
    }
    resize(at, skip(skip(at)) - at, 0);
    size--;
    return true;
  }

  /** Visits all fields in the order of their coming. The visitor must not change this. */
  void forEach(Dict.Visitor<StringValue> visitor) {
    for (int at = 0; at < block.length; ) {
      int value = skip(at);
      visitor.visit(read(at), read(value));
      at = skip(value);
    }
  }

  private int find(Bytes field) {
    for (int at = 0; at < block.length; at = skip(skip(at))) {
      int start = at + (block[at] == (byte) LONG_LENGTH ? LONG_LENGTH_SIZE : 1);
      if (Arrays.equals(block, start, start + lengthAt(at), field.octets(), 0, field.length())) {
        return at;
      }
    }
    return NOT_FOUND;
  }

  /** Returns where the next string begins. */
  private int skip(int at) {
    return at + (block[at] == (byte) LONG_LENGTH ? LONG_LENGTH_SIZE : 1) + lengthAt(at);
  }

  private Bytes read(int at) {
    int end = skip(at);
    return Bytes.copyOf(block, end - lengthAt(at), end);
  }

  private int lengthAt(int at) {
    int first = block[at] & 0xff;
    if (first != LONG_LENGTH) {
      return first;
    }
    int length = 0;
    for (int i = 1; i < LONG_LENGTH_SIZE; i++) {
      length = length << BYTE | block[at + i] & 0xff;
    }
    return length;
  }

  private static int encodedLength(Bytes string) {
    int length = string.length();
    return length + (length < LONG_LENGTH ? 1 : LONG_LENGTH_SIZE);
  }

  /** Writes a string where there is room for it; returns where it ends. */
  private int write(int from, Bytes string) {
    int at = from;
    int length = string.length();
    if (length < LONG_LENGTH) {
      block[at++] = (byte) length;
    } else {
      block[at++] = (byte) LONG_LENGTH;
      for (int shift = Integer.SIZE - BYTE; shift >= 0; shift -= BYTE) {
        block[at++] = (byte) (length >> shift);
      }
    }
    string.copyTo(block, at);
    return at + length;
  }

  /** Makes a part of the block another length, moving what is behind it. */
  private void resize(int from, int oldLength, int newLength) {
    int rest = block.length - from - oldLength;
    int total = from + newLength + rest;
    if (newLength != oldLength) {
      byte[] resized = Arrays.copyOf(block, total);
      System.arraycopy(block, from + oldLength, resized, from + newLength, rest);
      block = resized;
    }
  }
}
