package dev.kitsune.eval.kv;

import dev.kitsune.eval.subject.Findings;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/**
 * Values that say what they are: {@code key|sequence|padding|checksum}. A value can be made again
 * from its key and sequence number, so that a reply is compared byte for byte; one that differs
 * still shows whether it is an older write, another key's, or damaged.
 */
final class Values {

  /** What a reply to a read turned out to be. */
  enum Verdict {
    RIGHT,
    LOST,
    ALTERED,
    WRONG
  }

  /** The length of every value. */
  static final int LENGTH = 100;

  private static final String ALPHABET =
      "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ012345-_";

  private Values() {}

  /** Returns the value of a key after its write of this number. */
  static String of(String key, long sequence) {
    StringBuilder value = new StringBuilder(LENGTH);
    value.append(key).append('|').append(sequence).append('|');
    long state = key.hashCode() * 31L + sequence;
    while (value.length() < LENGTH - 9) {
      state = state * 6364136223846793005L + 1442695040888963407L;
      value.append(ALPHABET.charAt((int) ((state >>> 40) % ALPHABET.length())));
    }
    return value.append('|').append(checksum(value, value.length() - 1)).toString();
  }

  /**
   * Judges a reply: lost if there is none, wrong if it is another key's intact value, altered if it
   * is anything else that was not expected (an older write of the same key included).
   */
  static Verdict judge(String key, long sequence, @Nullable String reply) {
    if (reply == null) {
      return Verdict.LOST;
    }
    if (reply.equals(of(key, sequence))) {
      return Verdict.RIGHT;
    }
    return isIntact(reply) && !reply.startsWith(key + '|') ? Verdict.WRONG : Verdict.ALTERED;
  }

  /** Notes the verdict on a read of a key. */
  static void note(Findings findings, String key, Verdict verdict, Object expected, Object reply) {
    switch (verdict) {
      case RIGHT -> {}
      case LOST -> findings.lost(key, expected, reply);
      case ALTERED -> findings.altered(key, expected, reply);
      case WRONG -> findings.wrongReply(key + ": expected " + expected + ", found " + reply);
    }
  }

  /**
   * Returns the sequence number of an intact value of the key.
   *
   * @return -1 if the reply is none
   */
  static long sequenceOf(String key, @Nullable String reply) {
    if (reply == null || !isIntact(reply) || !reply.startsWith(key + '|')) {
      return -1;
    }
    int end = reply.indexOf('|', key.length() + 1);
    try {
      return Long.parseLong(reply.substring(key.length() + 1, end));
    } catch (NumberFormatException e) {
      return -1;
    }
  }

  private static boolean isIntact(String value) {
    int bar = value.lastIndexOf('|');
    return bar > 0 && value.substring(bar + 1).equals(checksum(value, bar));
  }

  private static String checksum(CharSequence text, int length) {
    CRC32 crc = new CRC32();
    crc.update(text.subSequence(0, length).toString().getBytes(StandardCharsets.UTF_8));
    return String.format("%08x", crc.getValue());
  }
}
