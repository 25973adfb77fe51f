package dev.kitsune.kv.protocol;

import dev.kitsune.kv.data.Bytes;
import dev.kitsune.kv.data.Numbers;
import java.util.Arrays;

/**
 * Takes the requests of one connection out of its bytes, however these were cut into pieces.
 * Clients may mix three forms:
 *
 * <pre>
 *   PING                            a plain line
 *   SET key 5 / hello               a plain line whose last word counts the payload's bytes
 *   *2 / $3 / GET / $3 / key        a count of arguments, each with its length
 * </pre>
 *
 * <p>Complete requests are parsed where they lie, in the buffer of the read; only what is left of
 * an incomplete one is kept here. It is state of the connection, carried through an update.
 */
public final class RequestParser {

  private static final String BAD_LENGTH = "invalid bulk write count";
  private static final String NO_LENGTH = "multi bulk protocol error";
  private static final int LONGEST_PAYLOAD = 1024 * 1024 * 1024;
  private static final int LONGEST_LINE = 256 * 1024 * 1024;
  private static final int LINE_END = 2; // after a payload; skipped, whatever it is
  private static final int ARGUMENTS_AT_FIRST = 16;
  private static final int KEPT_CAPACITY = 16 * 1024;
  private static final int NOT_FOUND = -1;

  private byte[] pending = new byte[0]; // bytes of an incomplete request
  private int pendingLength;
  private int searched; // pending bytes that are known to hold no line end
  private int payloadLength = NOT_FOUND; // with its line end; NOT_FOUND while a line is expected
  private int argumentsMissing; // of the counted form
  private Bytes[] arguments = new Bytes[0];
  private int argumentCount;

  /**
   * Takes the next bytes of the connection, and hands on the requests that they complete.
   *
   * @param input not kept
   */
  public void feed(byte[] input, int from, int to, Requests requests) {
    if (pendingLength == 0) {
      keep(input, parse(input, from, to, requests), to);
      return;
    }
    reserve(pendingLength + (to - from));
    System.arraycopy(input, from, pending, pendingLength, to - from);
    pendingLength += to - from;
    keep(pending, parse(pending, 0, pendingLength, requests), pendingLength);
  }

  /** Hands on the requests that came while they had to wait, as far as they are complete. */
  public void resume(Requests requests) {
    if (pendingLength > 0) {
      keep(pending, parse(pending, 0, pendingLength, requests), pendingLength);
    }
  }

  /** Returns whether a request was begun and not completed. */
  public boolean isMidway() {
    return pendingLength > 0 || payloadLength != NOT_FOUND || argumentsMissing > 0;
  }

  /** Returns the index of the first byte that was not used. */
  private int parse(byte[] bytes, int from, int to, Requests requests) {
    int at = from;
    while (requests.isOpen()) {
      if (requests.isPaused()) {
        return at;
      }
      if (payloadLength != NOT_FOUND) {
        if (to - at < payloadLength) {
          return at;
        }
        add(Bytes.copyOf(bytes, at, at + payloadLength - LINE_END));
        at += payloadLength;
        payloadLength = NOT_FOUND;
        if (argumentsMissing == 0 || --argumentsMissing == 0) {
          requests.run(takeArguments());
        }
      } else {
        int lineEnd = findLineEnd(bytes, at + searched, to);
        if (lineEnd < 0) {
          searched = ~lineEnd - at;
          if (to - at >= LONGEST_LINE) {
            requests.overflow();
          }
          return at;
        }
        searched = 0;
        int end = lineEnd > at && bytes[lineEnd - 1] == '\r' ? lineEnd - 1 : lineEnd;
        parseLine(bytes, at, end, requests);
        at = lineEnd + 1;
      }
    }
    return to;
  }

  private void parseLine(byte[] bytes, int from, int to, Requests requests) {
    int start = skipSpaces(bytes, from, to);
    if (start == to) {
      return;
    }
    int end = endOfWord(bytes, start, to);
    if (argumentsMissing > 0) {
      if (bytes[start] == '$') {
        expectPayload(Numbers.parseLoosely(bytes, start + 1, end), requests);
      } else {
        refuse(NO_LENGTH, requests);
      }
    } else if (bytes[start] == '*' && skipSpaces(bytes, end, to) == to) {
      int count = Numbers.parseLoosely(bytes, start + 1, end);
      if (count > 0) {
        argumentsMissing = count;
        arguments = new Bytes[Math.min(count, ARGUMENTS_AT_FIRST)];
      }
    } else {
      parsePlainLine(bytes, start, to, requests);
    }
  }

  private void parsePlainLine(byte[] bytes, int from, int to, Requests requests) {
    arguments = new Bytes[ARGUMENTS_AT_FIRST];
    for (int start = from; start < to; ) {
      int end = endOfWord(bytes, start, to);
      add(Bytes.copyOf(bytes, start, end));
      start = skipSpaces(bytes, end, to);
    }
    Bytes[] line = takeArguments();
    switch (requests.admit(line)) {
      case WHOLE -> requests.run(line);
      case PAYLOAD -> {
        arguments = line;
        argumentCount = line.length - 1; // the payload takes the place of its length
        expectPayload(Numbers.parseLoosely(line[argumentCount]), requests);
      }
      case REFUSED -> {}
    }
  }

  private void expectPayload(int length, Requests requests) {
    if (length < 0 || length > LONGEST_PAYLOAD) {
      refuse(BAD_LENGTH, requests);
    } else {
      payloadLength = length + LINE_END;
    }
  }

  private void refuse(String error, Requests requests) {
    argumentsMissing = 0;
    takeArguments();
    requests.refuse(error);
  }

  private void add(Bytes argument) {
    if (argumentCount == arguments.length) {
      arguments = Arrays.copyOf(arguments, Math.max(ARGUMENTS_AT_FIRST, 2 * argumentCount));
    }
    arguments[argumentCount++] = argument;
  }

  private Bytes[] takeArguments() {
    Bytes[] taken =
        arguments.length == argumentCount ? arguments : Arrays.copyOf(arguments, argumentCount);
    arguments = new Bytes[0];
    argumentCount = 0;
    return taken;
  }

  /** Keeps the bytes that were not used, which may lie in the array that they are kept in. */
  private void keep(byte[] bytes, int from, int to) {
    int length = to - from;
    if (length > pending.length) {
      pending = Arrays.copyOfRange(bytes, from, to);
    } else if (length > 0 && (bytes != pending || from > 0)) {
      System.arraycopy(bytes, from, pending, 0, length);
    } else if (length == 0 && pending.length > KEPT_CAPACITY) {
      pending = new byte[0];
    }
    pendingLength = length;
  }

  private void reserve(int capacity) {
    if (capacity > pending.length) {
      pending = Arrays.copyOf(pending, Math.max(capacity, 2 * pending.length));
    }
  }

  /**
   * Finds a line feed; one behind a NUL is not seen, however many bytes still come.
   *
   * @return its index, or the complement of the index at which the next search begins
   */
  private static int findLineEnd(byte[] bytes, int from, int to) {
    for (int i = from; i < to; i++) {
      if (bytes[i] == '\n') {
        return i;
      }
      if (bytes[i] == 0) {
        return ~i;
      }
    }
    return ~to;
  }

  private static int skipSpaces(byte[] bytes, int from, int to) {
    int at = from;
    while (at < to && bytes[at] == ' ') {
      at++;
    }
    return at;
  }

  private static int endOfWord(byte[] bytes, int from, int to) {
    int at = from;
    while (at < to && bytes[at] != ' ') {
      at++;
    }
    return at;
  }
}
