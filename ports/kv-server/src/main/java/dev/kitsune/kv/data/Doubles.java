package dev.kitsune.kv.data;

import dev.kitsune.NoMigrate;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Doubles in text, as the release reads and prints them: C's strtod, and 17 significant digits. */
public final class Doubles {

  private static final int DIGITS = 17;
  private static final int LEAST_FIXED_EXPONENT = -4;
  private static final double EXACT_INTEGERS = 1e15;

  @NoMigrate
  private static final MathContext ROUNDING = new MathContext(DIGITS, RoundingMode.HALF_EVEN);

  /** What C's strtod takes from the beginning of a text. */
  @NoMigrate
  private static final Pattern NUMBER =
      Pattern.compile(
          "[ \\t\\n\\x0b\\f\\r]*([+-]?)(?:(inf(?:inity)?)|(nan)"
              + "|(0x(?:[0-9a-f]+\\.?[0-9a-f]*|\\.[0-9a-f]+))(p[+-]?[0-9]+)?"
              + "|((?:[0-9]+\\.?[0-9]*|\\.[0-9]+)(?:e[+-]?[0-9]+)?))",
          Pattern.CASE_INSENSITIVE);

  private Doubles() {}

  /** Returns the number as C prints it with {@code %.17g}. */
  public static String format(double number) {
    if (Double.isNaN(number)) {
      return "nan";
    }
    if (Double.isInfinite(number)) {
      return number > 0 ? "inf" : "-inf";
    }
    if (number == 0) {
      return 1 / number > 0 ? "0" : "-0";
    }
    if (Math.abs(number) < EXACT_INTEGERS && number == (long) number) {
      return Long.toString((long) number);
    }
    BigDecimal rounded = new BigDecimal(number).round(ROUNDING).stripTrailingZeros();
    int exponent = rounded.precision() - rounded.scale() - 1;
    if (exponent >= LEAST_FIXED_EXPONENT && exponent < DIGITS) {
      return rounded.toPlainString();
    }
    String digits = rounded.unscaledValue().abs().toString();
    StringBuilder text = new StringBuilder(number < 0 ? "-" : "").append(digits.charAt(0));
    if (digits.length() > 1) {
      text.append('.').append(digits, 1, digits.length());
    }
    text.append(exponent < 0 ? "e-" : "e+").append(Math.abs(exponent) < 10 ? "0" : "");
    return text.append(Math.abs(exponent)).toString();
  }

  /**
   * Reads a number that must fill the bytes up to their end or first NUL; nothing at all is 0.
   *
   * @throws NotADoubleException if something else stands there, or what is not a number
   */
  public static double parseStrictly(Bytes bytes) {
    String text = upToNul(bytes);
    if (text.isEmpty()) {
      return 0;
    }
    Matcher matcher = NUMBER.matcher(text);
    if (!matcher.matches() || matcher.group(3) != null) {
      throw NotADoubleException.INSTANCE;
    }
    return value(matcher);
  }

  /** Reads as much of a number as stands at the beginning; none is 0. */
  public static double parseLoosely(Bytes bytes) {
    Matcher matcher = NUMBER.matcher(upToNul(bytes));
    return matcher.lookingAt() ? value(matcher) : 0;
  }

  private static double value(Matcher matcher) {
    double magnitude;
    if (matcher.group(2) != null) {
      magnitude = Double.POSITIVE_INFINITY;
    } else if (matcher.group(3) != null) {
      magnitude = Double.NaN;
    } else if (matcher.group(4) != null) {
      String power = matcher.group(5);
      magnitude = Double.parseDouble(matcher.group(4) + (power == null ? "p0" : power));
    } else {
      magnitude = Double.parseDouble(matcher.group(6));
    }
    return matcher.group(1).equals("-") ? -magnitude : magnitude;
  }

  private static String upToNul(Bytes bytes) {
    byte[] octets = bytes.octets();
    int end = 0;
    while (end < octets.length && octets[end] != 0) {
      end++;
    }
    return new String(octets, 0, end, StandardCharsets.ISO_8859_1);
  }
}
