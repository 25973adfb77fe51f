package dev.kitsune.kv.protocol;

import dev.kitsune.kv.data.Bytes;
import dev.kitsune.kv.data.Doubles;
import dev.kitsune.kv.data.IntValue;
import dev.kitsune.kv.data.StringValue;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Builds replies, one after the other, so that all replies to what one read brought leave in one
 * write. One buffer serves all connections; between turns it is empty.
 */
public final class ReplyBuffer {

  private static final int CAPACITY = 16 * 1024;
  private static final int KEPT_CAPACITY = 1024 * 1024;
  private static final int LONGEST_INTEGER = 20;

  private byte[] bytes = new byte[CAPACITY];
  private int length;

  /** Returns how many bytes wait to be taken. */
  public int length() {
    return length;
  }

  /** Returns the replies so far, and begins anew. */
  public byte[] take() {
    byte[] taken = Arrays.copyOf(bytes, length);
    clear();
    return taken;
  }

  /** Forgets the replies so far. */
  public void clear() {
    length = 0;
    if (bytes.length > KEPT_CAPACITY) {
      bytes = new byte[CAPACITY];
    }
  }

  /** Answers a status, such as {@code OK}. */
  public void status(String text) {
    line('+', text);
  }

  /** Answers an error; the text follows {@code -ERR}. */
  public void error(String text) {
    line('-', "ERR ".concat(text));
  }

  /** Answers that something went wrong, without saying what. */
  public void failure() {
    line('-', "ERR");
  }

  /** Answers an integer. */
  public void integer(long number) {
    header(':', number);
  }

  /** Answers 1 or 0. */
  public void integer(boolean truth) {
    header(':', truth ? 1 : 0);
  }

  /** Answers bytes, or nil for null. */
  public void bulk(@Nullable Bytes value) {
    if (value == null) {
      nil();
      return;
    }
    header('$', value.length());
    reserve(value.length() + 2);
    value.copyTo(bytes, length);
    length += value.length();
    endLine();
  }

  /** Answers a string value, or nil for null. */
  public void bulk(@Nullable StringValue value) {
    if (value instanceof IntValue integer) {
      header('$', digits(integer.integer()));
      reserve(LONGEST_INTEGER + 2);
      putInteger(integer.integer());
      endLine();
    } else {
      bulk((Bytes) value);
    }
  }

  /** Answers a double, as a bulk. */
  public void bulk(double number) {
    bulk(Bytes.of(Doubles.format(number)));
  }

  /** Answers that there are no parts to come, unlike {@code multiBulk(0)}. */
  public void nilMultiBulk() {
    header('*', -1);
  }

  /** Adds replies that are complete. */
  public void raw(byte[] replies) {
    reserve(replies.length);
    System.arraycopy(replies, 0, bytes, length, replies.length);
    length += replies.length;
  }

  /** Answers a text, one byte for each character. */
  public void bulk(String text) {
    bulk(Bytes.of(text));
  }

  /** Answers that there is no value. */
  public void nil() {
    header('$', -1);
  }

  /** Begins an answer of several parts; as many replies must follow. */
  public void multiBulk(int count) {
    header('*', count);
  }

  @SuppressWarnings("deprecation") // the one call that copies characters as bytes without a detour
  private void line(char kind, String text) {
    int size = text.length();
    reserve(size + 3);
    bytes[length++] = (byte) kind;
    text.getBytes(0, size, bytes, length);
    length += size;
    endLine();
  }

  private void header(char kind, long number) {
    reserve(LONGEST_INTEGER + 3);
    bytes[length++] = (byte) kind;
    putInteger(number);
    endLine();
  }

  private void endLine() {
    bytes[length++] = '\r';
    bytes[length++] = '\n';
  }

  private void putInteger(long number) {
    if (number >= 0 && number < 10) {
      bytes[length++] = (byte) ('0' + number);
      return;
    }
    if (number == Long.MIN_VALUE) {
      byte[] text = Long.toString(number).getBytes(StandardCharsets.ISO_8859_1);
      System.arraycopy(text, 0, bytes, length, text.length);
      length += text.length;
      return;
    }
    int end = length + digits(number);
    length = end;
    for (long rest = Math.abs(number); ; rest /= 10) {
      bytes[--end] = (byte) ('0' + rest % 10);
      if (rest < 10) {
        break;
      }
    }
    if (number < 0) {
      bytes[--end] = '-';
    }
  }

  /** Returns how many characters the number takes. */
  private static int digits(long number) {
    if (number == Long.MIN_VALUE) {
      return LONGEST_INTEGER;
    }
    int count = number < 0 ? 2 : 1;
    for (long rest = Math.abs(number); rest >= 10; rest /= 10) {
      count++;
    }
    return count;
  }

  private void reserve(int more) {
    if (length + more > bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.max(length + more, 2 * bytes.length));
    }
  }
}
