package dev.kitsune.unit;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** SHA-256, in hexadecimal. */
final class Digests {

  private Digests() {}

  /** Returns a fresh SHA-256 digest; every Java platform has one. */
  static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("this Java platform has no SHA-256", e);
    }
  }

  /** Returns the digest of the bytes. */
  static String of(byte[] bytes) {
    return hex(sha256().digest(bytes));
  }

  /** Returns the bytes as lower case hexadecimal digits. */
  static String hex(byte[] bytes) {
    return HexFormat.of().formatHex(bytes);
  }
}
