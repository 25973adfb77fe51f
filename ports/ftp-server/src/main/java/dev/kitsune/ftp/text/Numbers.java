package dev.kitsune.ftp.text;

/** Numbers as the release reads them: as far as they go, and never an error. */
public final class Numbers {

  private static final int OCTAL = 8;
  private static final int DECIMAL = 10;

  private Numbers() {}

  /**
   * Reads a whole number as C's {@code atoll} does: blanks, a sign, digits, and the rest is
   * ignored. A number too big is the biggest.
   */
  public static long lenient(String text) {
    int i = 0;
    while (i < text.length() && (text.charAt(i) == ' ' || text.charAt(i) == '\t')) {
      i++;
    }
    boolean negative = i < text.length() && text.charAt(i) == '-';
    if (negative || i < text.length() && text.charAt(i) == '+') {
      i++;
    }
    long value = 0;
    for (; i < text.length() && isDigit(text.charAt(i), DECIMAL); i++) {
      int digit = text.charAt(i) - '0';
      if (value > (Long.MAX_VALUE - digit) / DECIMAL) {
        return negative ? Long.MIN_VALUE : Long.MAX_VALUE;
      }
      value = value * DECIMAL + digit;
    }
    return negative ? -value : value;
  }

  /** Reads octal digits up to the first character that is none. */
  public static int octal(String text) {
    return (int) digits(text, OCTAL);
  }

  /** Reads a setting's value: octal with a leading zero, else decimal. */
  public static int setting(String text) {
    return (int) digits(text, text.startsWith("0") ? OCTAL : DECIMAL);
  }

  private static long digits(String text, int base) {
    long value = 0;
    for (int i = 0; i < text.length() && isDigit(text.charAt(i), base); i++) {
      value = (value * base + text.charAt(i) - '0') & 0xffffffffL;
    }
    return value;
  }

  private static boolean isDigit(char c, int base) {
    return c >= '0' && c < '0' + base;
  }
}
