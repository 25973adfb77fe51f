package dev.kitsune.eval.subject;

import java.util.Arrays;

/**
 * Checks each byte of a stream of {@link Numbered} content, and says of what is not right whether
 * it is missing, doubled or altered. One thread gives bytes; any may ask for the position.
 */
public final class StreamCheck {

  /** With no record in so many bytes nothing is what it should be. */
  private static final int MOST_IN_DOUBT = 1 << 16;

  private final String name;
  private final Numbered content;
  private final Findings findings;
  private volatile long position;
  private boolean isPlaced;
  private byte[] doubtful = new byte[0];

  private StreamCheck(
      String name, Numbered content, Findings findings, long position, boolean isPlaced) {
    this.name = name;
    this.content = content;
    this.findings = findings;
    this.position = position;
    this.isPlaced = isPlaced;
  }

  /** Checks a stream that begins at a position. */
  public static StreamCheck from(long position, String name, Numbered content, Findings findings) {
    return new StreamCheck(name, content, findings, position, true);
  }

  /** Checks a stream that may begin anywhere: its first whole record says where. */
  public static StreamCheck anywhere(String name, Numbered content, Findings findings) {
    return new StreamCheck(name, content, findings, 0, false);
  }

  /**
   * Checks a stream that was broken off at a position and may go on anywhere: what lies between is
   * lost; what comes again from before is not counted, since the stream itself is another.
   */
  public static StreamCheck resumed(
      long position, String name, Numbered content, Findings findings) {
    return new StreamCheck(name, content, findings, position, false);
  }

  /** Checks the next bytes. */
  public void take(byte[] bytes, int length) {
    byte[] next = Arrays.copyOf(doubtful, doubtful.length + length);
    System.arraycopy(bytes, 0, next, doubtful.length, length);
    boolean isInDoubt = doubtful.length > 0;
    doubtful = new byte[0];
    check(next, isInDoubt);
  }

  /** Returns the position after the last byte that was checked. */
  public long position() {
    return position;
  }

  /** Says that the stream ended, and where it should have. */
  public void end(long expected) {
    if (doubtful.length > 0) {
      findings.bytesAltered(name, position, doubtful.length);
      advance(doubtful.length);
      doubtful = new byte[0];
    }
    if (position < expected) {
      findings.bytesLost(name, position, expected - position);
    } else if (position > expected) {
      findings.bytesDoubled(name, expected, position - expected);
    }
  }

  private void check(byte[] bytes, boolean startsInDoubt) {
    byte[] rest = bytes;
    boolean isInDoubt = startsInDoubt;
    while (rest.length > 0) {
      if (isPlaced && !isInDoubt) {
        int wrong = Arrays.mismatch(rest, content.bytes(position, rest.length));
        if (wrong < 0) {
          advance(rest.length);
          return;
        }
        advance(wrong);
        rest = Arrays.copyOfRange(rest, wrong, rest.length);
      }
      int found = Numbered.find(rest, 0);
      if (found < 0) {
        wait(rest);
        return;
      }
      long place = content.positionOf(Numbered.numberAt(rest, found));
      if (isPlaced) {
        judge(rest, found, place);
        rest = Arrays.copyOfRange(rest, found, rest.length);
        position = place;
      } else {
        long start = Math.max(0, place - found);
        if (position > 0 && start > position) {
          findings.bytesLost(name, position, start - position);
        }
        position = start;
        isPlaced = true;
      }
      isInDoubt = false;
    }
  }

  /** Only the thread that gives bytes writes the position, so that nobody can come between. */
  private void advance(long bytes) {
    long before = position;
    position = before + bytes;
  }

  /** Keeps bytes until a whole record says what they are, but not for ever. */
  private void wait(byte[] bytes) {
    if (bytes.length < MOST_IN_DOUBT) {
      doubtful = bytes;
      return;
    }
    findings.bytesAltered(name, position, bytes.length);
    advance(bytes.length);
  }

  private void judge(byte[] bytes, int found, long place) {
    long shift = place - (position + found);
    if (shift > 0) {
      findings.bytesLost(name, position, shift);
    } else if (shift < 0) {
      findings.bytesDoubled(name, position, -shift);
    } else {
      byte[] expected = content.bytes(position, found);
      long altered = 0;
      for (int i = 0; i < found; i++) {
        altered += bytes[i] == expected[i] ? 0 : 1;
      }
      findings.bytesAltered(name, position, Math.max(1, altered));
    }
  }
}
