package dev.kitsune.http.connection;

import dev.kitsune.NoMigrate;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.mina.core.buffer.IoBuffer;
import org.apache.mina.core.session.IoSession;
import org.jspecify.annotations.Nullable;

/**
 * One connection. Its head is read in turns of the gate; then it belongs to the thread that serves
 * it, for which what comes after the head is queued.
 *
 * <p>Writing hands bytes to MINA, which never waits: whoever sends a lot asks {@link #canTake}
 * first, and is told by its {@link Taker} when that becomes true again.
 */
public final class Connection {

  /** Who is told that a connection takes more. */
  @FunctionalInterface
  public interface Taker {

    /** Called in a turn of the gate. */
    void canTake();
  }

  /** The end of the input, or a reason to look again. */
  @NoMigrate public static final byte[] NOTHING = {};

  private static final int LONGEST_HEAD = 4095;
  private static final int LONGEST_PASSWORD = 255;
  private static final int ENOUGH_INPUT = 128 * 1024;
  private static final int ENOUGH_OUTPUT = 32 * 1024;
  private static final int TOO_MUCH_OUTPUT = 256 * 1024;
  private static final long MILLIS = 1000;
  private static final long STUCK_NANOS = 250_000_000;

  private final long id;
  private final IoSession session;
  private final String ip;
  private final InetSocketAddress local;
  private final boolean isShoutcast;
  private final long startMillis = System.currentTimeMillis();
  private final AtomicLong sentBytes = new AtomicLong();
  private final BlockingQueue<byte[]> input = new LinkedBlockingQueue<>();
  private final AtomicInteger inputBytes = new AtomicInteger();
  private @Nullable Head head; // touched in turns of the gate, as the next
  private boolean passwordFollows;
  private volatile boolean discardsInput;
  private volatile boolean isTooMany;
  private volatile boolean isHeadComplete;
  private volatile boolean isInputClosed;
  private volatile boolean isClosed;
  private volatile boolean isHungry;
  private volatile String headText = "";
  private final long acceptedNanos = System.nanoTime();
  private volatile @Nullable Taker taker;
  private long lastWritten = -1; // the serving thread's own, as the next
  private long stuckSinceNanos;

  /** Begins with the head, or, on a shoutcast socket, with a password. */
  public Connection(long id, IoSession session, boolean isShoutcast) {
    this.id = id;
    this.session = session;
    this.isShoutcast = isShoutcast;
    passwordFollows = isShoutcast;
    head = nextHead();
    local = (InetSocketAddress) session.getLocalAddress();
    InetAddress peer = ((InetSocketAddress) session.getRemoteAddress()).getAddress();
    ip = peer.getHostAddress();
  }

  private Head nextHead() {
    return passwordFollows
        ? new Head(LONGEST_PASSWORD, /* singleLine= */ true)
        : new Head(LONGEST_HEAD, /* singleLine= */ false);
  }

  /** What bytes made of the head. */
  public enum Progress {
    /** Nothing that anybody must act on. */
    NONE,
    /** The password line is whole. */
    PASSWORD,
    /** The head is whole. */
    HEAD,
    /** It is longer than the release allows. */
    TOO_LONG
  }

  /**
   * Takes bytes from the network; called in turns of the gate.
   *
   * @param from how many of them were looked at already
   * @return what is to be done; after a password {@link #afterPassword} says whether to go on
   */
  public Progress received(byte[] data, int from) {
    Head reading = head;
    int at = from;
    while (reading != null && at < data.length) {
      Head.Progress progress = reading.add(data[at++]);
      if (progress == Head.Progress.TOO_LONG) {
        return Progress.TOO_LONG;
      }
      if (progress == Head.Progress.COMPLETE) {
        headText = reading.text();
        queue(data, at);
        if (passwordFollows) {
          return Progress.PASSWORD;
        }
        head = null;
        isHeadComplete = true;
        return Progress.HEAD;
      }
    }
    queue(data, at);
    return Progress.NONE;
  }

  /** Goes on with the lines after a right password; returns what was received after it. */
  public byte[] afterPassword() {
    passwordFollows = false;
    head = nextHead();
    byte[] rest = input.poll();
    inputBytes.set(0);
    return rest == null ? NOTHING : rest;
  }

  private void queue(byte[] data, int from) {
    if (from >= data.length || discardsInput) {
      return;
    }
    byte[] rest = new byte[data.length - from];
    System.arraycopy(data, from, rest, 0, rest.length);
    input.add(rest);
    if (inputBytes.addAndGet(rest.length) > ENOUGH_INPUT) {
      session.suspendRead();
    }
  }

  /** Notes that bytes of the input queue were taken, so that more may come. */
  public void taken(byte[] data) {
    if (data.length > 0
        && inputBytes.addAndGet(-data.length) <= ENOUGH_INPUT
        && !isInputClosed
        && session.isReadSuspended()) {
      session.resumeRead();
    }
  }

  /** Drops what comes from now on: listeners have nothing to say. */
  public void discardInput() {
    discardsInput = true;
    input.clear();
    inputBytes.set(0);
    if (session.isReadSuspended() && !isInputClosed) {
      session.resumeRead();
    }
  }

  /** Returns what was received after the head. */
  public BlockingQueue<byte[]> input() {
    return input;
  }

  /** Notes that the peer sends no more; called in a turn of the gate. */
  public void endInput() {
    isInputClosed = true;
    session.suspendRead();
    input.add(NOTHING);
  }

  /** Notes that the connection is gone; called in a turn of the gate. */
  public void closed() {
    isClosed = true;
    input.add(NOTHING);
    sent();
  }

  /** Tells who waits for it that the connection takes more; called in a turn of the gate. */
  public void sent() {
    Taker waiting = taker;
    if (isHungry && waiting != null && (isClosed || canTake())) {
      isHungry = false;
      waiting.canTake();
    }
  }

  /** Sets who is told that the connection takes more. */
  public void taker(@Nullable Taker next) {
    taker = next;
  }

  /** Asks to be told when the connection takes more. */
  public void hungry() {
    isHungry = true;
    if (canTake()) {
      sent();
    }
  }

  /** Returns whether little enough is on its way to hand over more. */
  public boolean canTake() {
    return session.getScheduledWriteBytes() < ENOUGH_OUTPUT;
  }

  /** Returns whether far more is on its way than a peer that reads would leave lying. */
  public boolean isFlooded() {
    return session.getScheduledWriteBytes() > TOO_MUCH_OUTPUT;
  }

  /**
   * Returns whether the peer has taken nothing for a while, though there is much on its way. Bytes
   * go out on another thread, so a connection that takes no more at this moment may be a fast one.
   */
  public boolean isStuck() {
    long now = System.nanoTime();
    long written = session.getWrittenBytes();
    if (canTake() || written != lastWritten) {
      lastWritten = written;
      stuckSinceNanos = now;
      return false;
    }
    return now - stuckSinceNanos > STUCK_NANOS;
  }

  /** Sends bytes, which must not be changed any more. */
  public void write(byte[] data) {
    write(data, 0, data.length);
  }

  /** Sends a part of an array, which must not be changed any more. */
  public void write(byte[] data, int offset, int length) {
    if (length > 0 && !isClosed) {
      sentBytes.addAndGet(length);
      session.write(IoBuffer.wrap(data, offset, length));
    }
  }

  /** Closes when all is sent. */
  public void finish() {
    session.closeOnFlush();
  }

  /** Closes at once. */
  public void close() {
    session.closeNow();
  }

  /** Returns whether the head is not whole some time after the connection was accepted. */
  public boolean isLate(long nowNanos, long timeoutNanos) {
    return !isHeadComplete && nowNanos - acceptedNanos > timeoutNanos;
  }

  /** Returns the head or the password line, without its end. */
  public String headText() {
    return headText;
  }

  /** Notes that there are more connections than are allowed. */
  public void tooMany() {
    isTooMany = true;
  }

  /** Returns whether there were more connections than are allowed when this one came. */
  public boolean isTooMany() {
    return isTooMany;
  }

  /** Returns the number that listclients shows. */
  public long id() {
    return id;
  }

  /** Returns the peer's address. */
  public String ip() {
    return ip;
  }

  /** Returns the address at which the connection came in. */
  public InetSocketAddress local() {
    return local;
  }

  /** Returns whether it came in on a shoutcast socket. */
  public boolean isShoutcast() {
    return isShoutcast;
  }

  /** Returns whether the peer sends no more. */
  public boolean isInputClosed() {
    return isInputClosed || isClosed;
  }

  /** Returns whether the connection is gone. */
  public boolean isClosed() {
    return isClosed;
  }

  /** Returns the bytes sent so far. */
  public long sentBytes() {
    return sentBytes.get();
  }

  /** Returns for how long it has been there, in seconds. */
  public long seconds() {
    return (System.currentTimeMillis() - startMillis) / MILLIS;
  }
}
