package dev.kitsune.kv.model;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.math.RoundingMode;

/** Numbers in text, as C reads and prints them. */
final class Numeric {

  private static final BigInteger LEAST = BigInteger.valueOf(Long.MIN_VALUE);
  private static final BigInteger MOST = BigInteger.valueOf(Long.MAX_VALUE);

  private Numeric() {}

  static long strict(String whole) {
    String text = upToNul(whole);
    if (!text.isEmpty() && !text.matches("\\s*[+-]?\\d+")) {
      throw new ModelError("value is not an integer");
    }
    return text.isEmpty() ? 0 : saturated(text);
  }

  private static String upToNul(String text) {
    int nul = text.indexOf(0);
    return nul < 0 ? text : text.substring(0, nul);
  }

  /** As C's atoi. */
  static int loose(String text) {
    String digits = text.replaceFirst("(?s)^(\\s*[+-]?\\d+).*", "$1");
    return digits.matches("\\s*[+-]?\\d+") ? (int) saturated(digits) : 0;
  }

  private static long saturated(String digits) {
    BigInteger number = new BigInteger(digits.strip().replaceFirst("^\\+", ""));
    return number.max(LEAST).min(MOST).longValue();
  }

  static double strictDouble(String whole) {
    String text = upToNul(whole);
    if (text.isEmpty()) {
      return 0;
    }
    String number = text.stripLeading();
    if (number.matches("[+-]?inf")) {
      return number.startsWith("-") ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY;
    }
    if (!number.matches("[+-]?(\\d+\\.?\\d*|\\.\\d+)([eE][+-]?\\d+)?")) {
      throw new ModelError("value is not a double");
    }
    return Double.parseDouble(number);
  }

  static double looseDouble(String text) {
    for (int end = text.length(); end > 0; end--) {
      try {
        return strictDouble(text.substring(0, end));
      } catch (ModelError e) {
        // a shorter beginning may be a number
      }
    }
    return 0;
  }

  /** As C's %.17g. */
  static String print(double number) {
    if (Double.isInfinite(number)) {
      return number > 0 ? "inf" : "-inf";
    }
    if (number == 0) {
      return Double.doubleToRawLongBits(number) == 0 ? "0" : "-0";
    }
    BigDecimal exact = new BigDecimal(number).round(new MathContext(17, RoundingMode.HALF_EVEN));
    int exponent = exact.precision() - 1 - exact.scale();
    if (exponent >= 17 || exponent < -4) {
      String mantissa = exact.movePointLeft(exponent).stripTrailingZeros().toPlainString();
      return mantissa + (exponent < 0 ? "e-" : "e+") + "%02d".formatted(Math.abs(exponent));
    }
    return exact.stripTrailingZeros().toPlainString();
  }
}
