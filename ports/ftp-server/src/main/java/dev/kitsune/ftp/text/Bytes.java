package dev.kitsune.ftp.text;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;

/**
 * The protocol's text is bytes without a character set. It is kept in strings of one character for
 * each byte, so that nothing is lost that the server does not understand.
 */
public final class Bytes {

  private static final Charset WIRE = StandardCharsets.ISO_8859_1;
  private static final Charset NATIVE =
      Charset.forName(System.getProperty("sun.jnu.encoding", "UTF-8"));

  private Bytes() {}

  /** Returns the text of bytes. */
  public static String text(byte[] bytes, int from, int to) {
    return new String(bytes, from, to - from, WIRE);
  }

  /** Returns the bytes of a text. */
  public static byte[] of(String text) {
    return text.getBytes(WIRE);
  }

  /** Returns a text as the file system's interface wants a name. */
  public static String toNative(String text) {
    return new String(of(text), NATIVE);
  }

  /** Returns a name of the file system as text. */
  public static String fromNative(String name) {
    return new String(name.getBytes(NATIVE), WIRE);
  }

  /** Returns the text with the letters a to z made capitals, and no other changed. */
  public static String upper(String text) {
    StringBuilder upper = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      upper.append(c >= 'a' && c <= 'z' ? (char) (c - 'a' + 'A') : c);
    }
    return upper.toString();
  }

  /** Returns the text with what cannot be printed replaced by question marks. */
  public static String printable(String text) {
    StringBuilder printable = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      printable.append(isPrintable(c) ? c : '?');
    }
    return printable.toString();
  }

  /** Returns whether a byte is printable ASCII. */
  public static boolean isPrintable(char c) {
    return c >= ' ' && c < 0x7f;
  }
}
