package dev.kitsune.kv.server;

import java.util.Locale;

/**
 * Amounts of memory as the configuration file writes them: {@code 100}, {@code 1k}, {@code 2gb}.
 */
final class MemoryUnits {

  private MemoryUnits() {}

  /**
   * Returns how many bytes an amount is. A unit without {@code b} is a power of ten, with it of
   * two.
   *
   * @throws IllegalArgumentException if it is no amount
   */
  static long parse(String text) {
    int end = 0;
    while (end < text.length() && Character.isDigit(text.charAt(end))) {
      end++;
    }
    long unit =
        switch (text.substring(end).toLowerCase(Locale.ROOT)) {
          case "", "b" -> 1;
          case "k" -> 1000;
          case "kb" -> 1L << 10;
          case "m" -> 1000 * 1000;
          case "mb" -> 1L << 20;
          case "g" -> 1000L * 1000 * 1000;
          case "gb" -> 1L << 30;
          default -> 0;
        };
    try {
      if (unit > 0) {
        return Math.multiplyExact(Long.parseLong(text.substring(0, end)), unit);
      }
    } catch (NumberFormatException | ArithmeticException e) {
      // told below
    }
    throw new IllegalArgumentException(
        "expected an amount of memory such as 100, 10k, 10kb, 1m, 1mb, 1g or 1gb: found=" + text);
  }
}
