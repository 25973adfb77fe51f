package dev.kitsune.kv.data;

/** Integers in decimal, as the release reads them: loosely, strictly, and in canonical form. */
public final class Numbers {

  private static final int LONGEST = 20; // the sign and digits of Long.MIN_VALUE

  private Numbers() {}

  /**
   * Reads an integer as C's atoi does: blanks, a sign, then as many digits as there are. No digits
   * are 0; what does not fit 64 bits saturates, and of 64 bits the low 32 are returned.
   */
  public static int parseLoosely(byte[] text, int from, int to) {
    int start = skipBlanks(text, from, to);
    return (int) digits(text, start, endOfDigits(text, start, to));
  }

  /** As {@link #parseLoosely(byte[], int, int)}, of the whole. */
  public static int parseLoosely(Bytes bytes) {
    return parseLoosely(bytes.octets(), 0, bytes.length());
  }

  /**
   * Reads an integer that must fill the bytes up to their end or first NUL. Leading blanks and a
   * sign are allowed, the empty string is 0, and what does not fit saturates.
   *
   * @throws NotAnIntegerException if something else stands there
   */
  public static long parseStrictly(Bytes bytes) {
    byte[] text = bytes.octets();
    int to = 0;
    while (to < text.length && text[to] != 0) {
      to++;
    }
    if (to == 0) {
      return 0;
    }
    int start = skipBlanks(text, 0, to);
    int end = endOfDigits(text, start, to);
    if (end != to || !isDigit(text[end - 1])) {
      throw NotAnIntegerException.INSTANCE;
    }
    return digits(text, start, end);
  }

  /** Returns whether the bytes are just what printing a 64-bit integer gives. */
  static boolean isCanonical(Bytes bytes) {
    int length = bytes.length();
    if (length == 0 || length > LONGEST) {
      return false;
    }
    int first = bytes.at(0) == '-' ? 1 : 0;
    if (first == length) {
      return false;
    }
    if (bytes.at(first) == '0') {
      return length == 1;
    }
    for (int i = first; i < length; i++) {
      if (!isDigit(bytes.at(i))) {
        return false;
      }
    }
    return length - first < LONGEST - 1
        || Bytes.of(Long.toString(parseCanonical(bytes))).equals(bytes);
  }

  /** Returns the integer of canonical bytes. */
  static long parseCanonical(Bytes bytes) {
    return parseStrictly(bytes);
  }

  private static int skipBlanks(byte[] text, int from, int to) {
    int at = from;
    while (at < to && (text[at] == ' ' || text[at] >= '\t' && text[at] <= '\r')) {
      at++;
    }
    return at;
  }

  private static int endOfDigits(byte[] text, int from, int to) {
    int at = from;
    if (at < to && (text[at] == '-' || text[at] == '+')) {
      at++;
    }
    while (at < to && isDigit(text[at])) {
      at++;
    }
    return at;
  }

  /**
   * Returns a sign and digits as a number, summing below zero, where there is room for one more.
   */
  private static long digits(byte[] text, int from, int to) {
    boolean negative = from < to && text[from] == '-';
    int at = from < to && !isDigit(text[from]) ? from + 1 : from;
    long sum = 0;
    for (; at < to; at++) {
      int digit = text[at] - '0';
      if (sum < (Long.MIN_VALUE + digit) / 10) {
        return negative ? Long.MIN_VALUE : Long.MAX_VALUE;
      }
      sum = sum * 10 - digit;
    }
    if (negative) {
      return sum;
    }
    return sum == Long.MIN_VALUE ? Long.MAX_VALUE : -sum;
  }

  private static boolean isDigit(int c) {
    return c >= '0' && c <= '9';
  }
}
