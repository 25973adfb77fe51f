package dev.kitsune.http.text;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/** Conversions of text, with the rules of the release. */
public final class Text {

  private static final int RADIX = 16;

  private Text() {}

  /** Reads leading digits as C's {@code atoi} does; text that is no number is 0. */
  public static int number(@Nullable String text) {
    return (int) Math.max(Integer.MIN_VALUE, Math.min(Integer.MAX_VALUE, longNumber(text)));
  }

  /** As {@link #number}, with 64 bits. */
  public static long longNumber(@Nullable String text) {
    if (text == null) {
      return 0;
    }
    String trimmed = text.strip();
    int at = 0;
    boolean negative = false;
    if (!trimmed.isEmpty() && (trimmed.charAt(0) == '-' || trimmed.charAt(0) == '+')) {
      negative = trimmed.charAt(0) == '-';
      at = 1;
    }
    long value = 0;
    for (; at < trimmed.length() && value < Long.MAX_VALUE / RADIX; at++) {
      char digit = trimmed.charAt(at);
      if (digit < '0' || digit > '9') {
        break;
      }
      value = value * 10 + (digit - '0');
    }
    return negative ? -value : value;
  }

  /**
   * Decodes {@code %XX}, in queries also {@code +}; a {@code #} ends the text.
   *
   * @return null if a {@code %} is not followed by two hexadecimal digits
   */
  public static @Nullable String decode(String text, boolean query) {
    ByteArrayOutputStream decoded = new ByteArrayOutputStream();
    byte[] bytes = bytes(text);
    for (int i = 0; i < bytes.length; i++) {
      byte each = bytes[i];
      if (each == '#') {
        break;
      }
      if (each == '%') {
        int high = i + 2 < bytes.length ? Character.digit(bytes[i + 1], RADIX) : -1;
        int low = high < 0 ? -1 : Character.digit(bytes[i + 2], RADIX);
        if (low < 0) {
          return null;
        }
        decoded.write(high * RADIX + low);
        i += 2;
      } else {
        decoded.write(each == '+' && query ? ' ' : each);
      }
    }
    return decoded.toString(StandardCharsets.UTF_8);
  }

  /** Escapes everything but letters and digits, as forms for the directory are. */
  public static String encode(@Nullable String text) {
    StringBuilder encoded = new StringBuilder();
    for (byte each : bytes(text == null ? "" : text)) {
      if (each >= '0' && each <= '9' || each >= 'A' && each <= 'Z' || each >= 'a' && each <= 'z') {
        encoded.append((char) each);
      } else {
        encoded.append('%').append(HexFormat.of().toHexDigits(each));
      }
    }
    return encoded.toString();
  }

  /** Escapes text for the inside of an XML element or attribute. */
  public static String xml(@Nullable String text) {
    StringBuilder escaped = new StringBuilder();
    for (char each : (text == null ? "" : text).toCharArray()) {
      switch (each) {
        case '<' -> escaped.append("&lt;");
        case '>' -> escaped.append("&gt;");
        case '&' -> escaped.append("&amp;");
        case '"' -> escaped.append("&quot;");
        case '\t', '\n' -> escaped.append(each);
        default -> escaped.append(each < ' ' || each == '\uFFFE' || each == '\uFFFF' ? '?' : each);
      }
    }
    return escaped.toString();
  }

  /** Returns the lower-case hexadecimal MD5 of a password, as htpasswd files have it. */
  public static String md5(String text) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("MD5").digest(bytes(text)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("expected MD5 in every JDK", e);
    }
  }

  /** Returns the bytes that go over the wire. */
  public static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
