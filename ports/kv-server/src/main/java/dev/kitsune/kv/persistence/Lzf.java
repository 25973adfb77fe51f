package dev.kitsune.kv.persistence;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/*
 * The format
 *
 *   000lllll                      l + 1 bytes follow as they are
 *   llldddddd dddddddd            copy l + 2 bytes from d + 1 back in what was made so far
 *   111ddddd llllllll dddddddd    copy l + 9 bytes from d + 1 back
 *
 * The libraries for Java frame their output in chunks of 64 KB, which is another format, and keep
 * buffers in thread-locals, which an update would have to carry.
 */
/** LZF, the compression of long strings in dumps. */
final class Lzf {

  private static final int HASH_BITS = 14;
  private static final int FARTHEST = 1 << 13;
  private static final int LONGEST_COPY = 264;
  private static final int LONGEST_LITERAL = 32;
  private static final int SHORTEST_COPY = 3;

  private Lzf() {}

  /** Returns the bytes compressed, or null if that takes more than the limit. */
  static byte @Nullable [] compress(byte[] input, int limit) {
    if (limit <= 0) {
      return null;
    }
    byte[] output = new byte[limit];
    int[] places = new int[1 << HASH_BITS]; // of the last occurrence; 0 is none, and never used
    int out = 0;
    int literalStart = 0;
    int at = 0;
    int lastStart = input.length - SHORTEST_COPY;
    while (at < lastStart) {
      int slot = hash(input, at);
      int reference = places[slot];
      places[slot] = at;
      int distance = at - reference - 1;
      if (reference == 0 || distance >= FARTHEST || !sameThree(input, reference, at)) {
        at++;
        continue;
      }
      int longest = Math.min(LONGEST_COPY, input.length - at - 2);
      int length = SHORTEST_COPY;
      while (length < longest && input[reference + length] == input[at + length]) {
        length++;
      }
      out = literals(input, literalStart, at, output, out);
      if (out < 0 || out + 3 > limit) {
        return null;
      }
      out = copy(length, distance, output, out);
      int end = at + length;
      for (at++; at < end && at < lastStart; at++) {
        places[hash(input, at)] = at;
      }
      at = end;
      literalStart = end;
    }
    out = literals(input, literalStart, input.length, output, out);
    return out < 0 ? null : Arrays.copyOf(output, out);
  }

  /**
   * Returns the original of compressed bytes.
   *
   * @throws RdbException if they are not what compression makes
   */
  static byte[] decompress(byte[] input, int length) throws RdbException {
    byte[] output = new byte[length];
    int at = 0;
    int out = 0;
    while (at < input.length) {
      int control = input[at++] & 0xff;
      if (control < LONGEST_LITERAL) {
        int count = control + 1;
        if (at + count > input.length || out + count > length) {
          throw damaged(length);
        }
        System.arraycopy(input, at, output, out, count);
        at += count;
        out += count;
      } else {
        int count = (control >> 5) + 2;
        if (count == 9 && at < input.length) {
          count += input[at++] & 0xff;
        }
        if (at >= input.length) {
          throw damaged(length);
        }
        int from = out - ((control & 0x1f) << 8 | input[at++] & 0xff) - 1;
        if (from < 0 || out + count > length) {
          throw damaged(length);
        }
        for (int i = 0; i < count; i++) {
          output[out++] = output[from++]; // one by one: the two may overlap
        }
      }
    }
    if (out != length) {
      throw damaged(length);
    }
    return output;
  }

  private static RdbException damaged(int length) {
    return new RdbException("compressed string is damaged: length=" + length);
  }

  private static int literals(byte[] input, int from, int to, byte[] output, int outAt) {
    int out = outAt;
    for (int at = from; at < to; ) {
      int count = Math.min(LONGEST_LITERAL, to - at);
      if (out + 1 + count > output.length) {
        return -1;
      }
      output[out++] = (byte) (count - 1);
      System.arraycopy(input, at, output, out, count);
      at += count;
      out += count;
    }
    return out;
  }

  private static int copy(int length, int distance, byte[] output, int outAt) {
    int out = outAt;
    int code = length - 2;
    if (code < 7) {
      output[out++] = (byte) (code << 5 | distance >> 8);
    } else {
      output[out++] = (byte) (7 << 5 | distance >> 8);
      output[out++] = (byte) (code - 7);
    }
    output[out++] = (byte) distance;
    return out;
  }

  private static boolean sameThree(byte[] input, int first, int second) {
    return input[first] == input[second]
        && input[first + 1] == input[second + 1]
        && input[first + 2] == input[second + 2];
  }

  private static int hash(byte[] input, int at) {
    int three = (input[at] & 0xff) << 16 | (input[at + 1] & 0xff) << 8 | input[at + 2] & 0xff;
    return three * 0x9E3779B1 >>> 32 - HASH_BITS;
  }
}
