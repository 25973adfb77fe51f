package dev.kitsune.blocking;

import dev.kitsune.internal.Hooks;
import dev.kitsune.internal.PointWait;
import java.io.IOException;
import java.net.SocketAddress;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousCloseException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.DatagramChannel;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.SelectableChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.channels.spi.SelectorProvider;
import org.jspecify.annotations.Nullable;

/**
 * Channel I/O that blocks in a selector of our own, which an update can wake. Bytes are taken only
 * after the look whether an update is wanted, never while one waits.
 */
final class ChannelWait {

  /** A selector is not told when its channel is closed by another thread; so one looks. */
  private static final long CLOSE_CHECK_MILLIS = 500;

  private static final long NANOS_A_MILLI = 1_000_000;

  private ChannelWait() {}

  /** One try of the I/O; null if it would block. */
  @FunctionalInterface
  private interface Attempt<T> {
    @Nullable T now() throws IOException;
  }

  static SocketChannel accept(String label, ServerSocketChannel channel, long timeoutNanos)
      throws IOException {
    return run(label, channel, SelectionKey.OP_ACCEPT, timeoutNanos, channel::accept);
  }

  static void connect(String label, SocketChannel channel, SocketAddress address, long timeoutNanos)
      throws IOException {
    try {
      run(
          label,
          channel,
          SelectionKey.OP_CONNECT,
          timeoutNanos,
          () -> {
            boolean connected =
                channel.isConnectionPending() ? channel.finishConnect() : channel.connect(address);
            return connected ? true : null;
          });
    } catch (SocketTimeoutException e) {
      channel.close();
      throw e;
    }
  }

  static <C extends SelectableChannel & ReadableByteChannel> int read(
      String label, C channel, ByteBuffer buffer, long timeoutNanos) throws IOException {
    return run(
        label,
        channel,
        SelectionKey.OP_READ,
        timeoutNanos,
        () -> {
          int count = channel.read(buffer);
          return count != 0 || !buffer.hasRemaining() ? count : null;
        });
  }

  static <C extends SelectableChannel & WritableByteChannel> int write(
      String label, C channel, ByteBuffer buffer, long timeoutNanos) throws IOException {
    int before = buffer.position();
    return run(
        label,
        channel,
        SelectionKey.OP_WRITE,
        timeoutNanos,
        () -> {
          channel.write(buffer);
          return buffer.hasRemaining() ? null : buffer.position() - before;
        });
  }

  static SocketAddress receive(
      String label, DatagramChannel channel, ByteBuffer buffer, long timeoutNanos)
      throws IOException {
    return run(label, channel, SelectionKey.OP_READ, timeoutNanos, () -> channel.receive(buffer));
  }

  private static <T> T run(
      String label, SelectableChannel channel, int operation, long timeoutNanos, Attempt<T> attempt)
      throws IOException {
    if (Hooks.runtime() == null && timeoutNanos == PointWait.FOREVER && channel.isBlocking()) {
      T result = attempt.now();
      if (result != null) {
        return result;
      }
    }
    unblock(channel);
    PointWait wait = new PointWait(label, timeoutNanos);
    while (true) {
      wait.pass();
      if (Thread.currentThread().isInterrupted()) {
        channel.close();
        throw new ClosedByInterruptException();
      }
      T result = attempt.now();
      if (result != null) {
        return result;
      }
      if (wait.leftNanos() == 0) {
        throw new SocketTimeoutException("nothing within the time: label=" + label);
      }
      awaitReady(wait, channel, operation);
      if (!channel.isOpen()) {
        throw new AsynchronousCloseException();
      }
    }
  }

  private static void unblock(SelectableChannel channel) throws IOException {
    if (channel.provider() != SelectorProvider.provider()) {
      throw new IllegalArgumentException(
          "a channel of the JDK's own provider is expected, for it is waited for in a selector:"
              + " found="
              + channel.provider().getClass().getName()
              + "; open it by its open method");
    }
    if (channel.isBlocking()) {
      channel.configureBlocking(false);
    }
  }

  /** Waits until the channel is ready, or anything else has happened. */
  private static void awaitReady(PointWait wait, SelectableChannel channel, int operation)
      throws IOException {
    Selector selector = Selectors.take();
    try {
      channel.register(selector, operation);
      if (!wait.tryBegin(selector)) {
        return;
      }
      try {
        long left;
        do {
          left = Math.min(CLOSE_CHECK_MILLIS, millis(wait.leftNanos()));
        } while (left > 0
            && selector.select(left) == 0
            && channel.isOpen()
            && !wait.isWanted()
            && !Thread.currentThread().isInterrupted());
      } finally {
        wait.end();
      }
    } finally {
      Selectors.giveBack(selector);
    }
  }

  static int select(String label, Selector selector, long timeoutNanos) throws IOException {
    PointWait wait = new PointWait(label, timeoutNanos);
    if (wait.tryBegin(selector)) {
      int selected;
      try {
        selected =
            timeoutNanos == PointWait.FOREVER
                ? selector.select()
                : timeoutNanos <= 0 ? selector.selectNow() : selector.select(millis(timeoutNanos));
      } finally {
        wait.end();
      }
      if (selected > 0 || !wait.isWanted()) {
        return selected;
      }
    }
    wait.pass();
    return selector.selectNow();
  }

  /** Rounds up, so that one millisecond too early nothing is taken for late. */
  private static long millis(long nanos) {
    return nanos / NANOS_A_MILLI + (nanos % NANOS_A_MILLI == 0 ? 0 : 1);
  }
}
