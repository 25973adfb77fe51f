package dev.kitsune.kv.command;

import dev.kitsune.kv.data.Bytes;
import dev.kitsune.kv.data.Numbers;

/**
 * A part of a sequence, from an index up to another; empty if they are equal.
 *
 * @param from the first index
 * @param to the index after the last
 */
record Range(int from, int to) {

  /** Reads the indexes of the first and the last element; negative ones count from the end. */
  static Range parse(Bytes first, Bytes last, int length) {
    return of(Numbers.parseLoosely(first), Numbers.parseLoosely(last), length);
  }

  /** Returns the range of the indexes of the first and the last element. */
  static Range of(long first, long last, int length) {
    long start = Math.max(first < 0 ? first + length : first, 0);
    long end = last < 0 ? last + length : last;
    if (start > end || start >= length) {
      return new Range(0, 0);
    }
    return new Range((int) start, (int) Math.min(end, length - 1) + 1);
  }

  /** Returns the index that a number from the wire means; it may lie outside. */
  static int resolve(int index, int length) {
    return index < 0 ? index + length : index;
  }

  boolean isEmpty() {
    return from == to;
  }

  int size() {
    return to - from;
  }
}
