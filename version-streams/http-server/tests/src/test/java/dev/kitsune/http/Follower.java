package dev.kitsune.http;

import dev.kitsune.http.suite.Pattern;
import dev.kitsune.http.suite.Wire;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * A listener on a thread of its own that checks each byte: of the numbered pattern, of metadata, or
 * of Ogg pages, whose sequence numbers and positions go up by the same amount each.
 */
final class Follower implements AutoCloseable {

  private static final int INTERVAL = 16_000;
  private static final int CHUNK = 4000;
  private static final int PAGE_HEAD = 27;
  private static final int GRANULE_AT = 6;
  private static final int SEQUENCE_AT = 18;
  private static final int STEP = 1000;

  /** What is listened to. */
  enum Kind {
    PLAIN,
    TITLED,
    OGG
  }

  private final Wire wire;
  private final Kind kind;
  private final Thread thread = new Thread(this::run, "follower");
  private final AtomicLong received = new AtomicLong();
  private final Set<String> titles = ConcurrentHashMap.newKeySet();
  private volatile boolean isClosed;
  private volatile @Nullable Throwable failure;
  private long position = -1; // of the pattern, or the last page's
  private int sequence = -1;

  /** Begins to follow a stream, of which the head was read. */
  Follower(Wire wire, Kind kind) {
    this.wire = wire;
    this.kind = kind;
    thread.start();
  }

  /** Returns the bytes that came and were right. */
  long received() {
    if (failure != null) {
      throw new AssertionError("the stream is broken: kind=" + kind, failure);
    }
    return received.get();
  }

  /** Returns whether a title came. */
  boolean hasTitle(String title) {
    return kind != Kind.TITLED || titles.contains("StreamTitle='" + title + "';");
  }

  private void run() {
    try {
      while (!isClosed) {
        switch (kind) {
          case PLAIN -> pattern(wire.read(CHUNK));
          case TITLED -> {
            pattern(wire.read(INTERVAL));
            int length = (wire.read(1)[0] & 0xff) * 16;
            titles.add(new String(wire.read(length), StandardCharsets.UTF_8).replace("\0", ""));
          }
          case OGG -> page();
        }
      }
    } catch (RuntimeException | AssertionError e) {
      if (!isClosed) {
        failure = e;
      }
    }
  }

  private void pattern(byte[] data) {
    if (position < 0) {
      String text = new String(data, StandardCharsets.US_ASCII);
      int at = text.indexOf('#');
      position = Long.parseLong(text.substring(at + 1, at + Pattern.RECORD - 1)) * Pattern.RECORD;
      position -= at;
    }
    long first = position / Pattern.RECORD;
    byte[] expected = Pattern.records(first, data.length / Pattern.RECORD + 2);
    int offset = (int) (position - first * Pattern.RECORD);
    for (int i = 0; i < data.length; i++) {
      if (data[i] != expected[offset + i]) {
        throw new AssertionError("expected another byte: position=" + (position + i));
      }
    }
    position += data.length;
    received.addAndGet(data.length);
  }

  private void page() {
    ByteBuffer head = ByteBuffer.wrap(wire.read(PAGE_HEAD)).order(ByteOrder.LITTLE_ENDIAN);
    int length = 0;
    for (byte each : wire.read(head.get(PAGE_HEAD - 1))) {
      length += each & 0xff;
    }
    wire.read(length);
    long granule = head.getLong(GRANULE_AT);
    int number = head.getInt(SEQUENCE_AT);
    boolean isHeader = granule == 0;
    boolean isNext =
        isHeader || position <= 0 || granule == position + STEP && number == sequence + 1;
    if (head.get(0) != 'O' || !isNext) {
      throw new AssertionError(
          "expected the next page: granule=" + granule + ", last=" + position + ", page=" + number);
    }
    position = granule;
    sequence = number;
    received.addAndGet(PAGE_HEAD + length);
  }

  @Override
  public void close() {
    isClosed = true;
    wire.close();
    try {
      thread.join();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
