package dev.kitsune.http.suite;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** A source that streams the pattern, about 25 KB a second, until it is closed. */
public final class TestSource implements AutoCloseable {

  private static final int RECORDS = 32;
  private static final long PAUSE_MILLIS = 20;

  private final Wire wire;
  private final CountDownLatch stop = new CountDownLatch(1);
  private final Thread thread = new Thread(this::run, "test-source");

  private TestSource(Wire wire) {
    this.wire = wire;
    thread.start();
  }

  /** Logs in with the global password. */
  static TestSource start(Context context, String mount, String headers) {
    return start(context.server().port(), context.patience(), mount, headers);
  }

  /** Logs in with the global password. */
  public static TestSource start(int port, Duration patience, String mount, String headers) {
    Wire wire = Wire.connect(port, patience);
    wire.send("SOURCE " + mount + " HTTP/1.0\r\n" + Wire.login("source:hackme") + headers + "\r\n");
    String head = wire.head();
    if (!head.equals("HTTP/1.0 200 OK\r\n\r\n")) {
      wire.close();
      throw new AssertionError("the source was not let in: mount=" + mount + ", head=" + head);
    }
    return new TestSource(wire);
  }

  /** Streams over a connection that is logged in already. */
  static TestSource over(Wire wire) {
    return new TestSource(wire);
  }

  private void run() {
    long next = 0;
    try {
      while (!stop.await(PAUSE_MILLIS, TimeUnit.MILLISECONDS)) {
        wire.send(Pattern.records(next, RECORDS));
        next += RECORDS;
      }
    } catch (InterruptedException | RuntimeException e) {
      return; // the server ended it, as some cases want
    }
  }

  @Override
  public void close() {
    stop.countDown();
    try {
      thread.join();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
    wire.close();
  }
}
