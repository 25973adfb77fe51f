package dev.kitsune.control;

import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Lines over a socket, each with a time-out and a largest size: sockets of the Unix domain have no
 * time-outs of their own. For one thread at a time.
 */
final class LineChannel implements Closeable {

  private final SocketChannel channel;
  private final Selector selector;
  private final ByteBuffer received = ByteBuffer.allocate(8192).flip();

  LineChannel(SocketChannel channel) throws IOException {
    this.channel = channel;
    selector = Selector.open();
    channel.configureBlocking(false);
    channel.register(selector, 0);
  }

  /**
   * Reads up to the next line feed.
   *
   * @return null if the other side has closed
   * @throws SocketTimeoutException if the line is not whole in time
   */
  @Nullable String readLine(int maxBytes, Duration timeout) throws IOException {
    long end = System.nanoTime() + timeout.toNanos();
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    while (true) {
      while (received.hasRemaining()) {
        byte next = received.get();
        if (next == '\n') {
          return line.toString(StandardCharsets.UTF_8);
        }
        if (line.size() == maxBytes) {
          throw new IOException("line too long: maxBytes=" + maxBytes);
        }
        line.write(next);
      }
      await(SelectionKey.OP_READ, end);
      received.clear();
      int count;
      try {
        count = channel.read(received);
      } finally {
        received.flip();
      }
      if (count < 0) {
        return null;
      }
    }
  }

  /**
   * Writes one line.
   *
   * @throws SocketTimeoutException if the other side does not take it in time
   */
  void writeLine(String line, Duration timeout) throws IOException {
    long end = System.nanoTime() + timeout.toNanos();
    ByteBuffer bytes = StandardCharsets.UTF_8.encode(line + "\n");
    channel.write(bytes);
    while (bytes.hasRemaining()) {
      await(SelectionKey.OP_WRITE, end);
      channel.write(bytes);
    }
  }

  private void await(int operation, long end) throws IOException {
    SelectionKey key = channel.keyFor(selector);
    key.interestOps(operation);
    while (true) {
      long leftMillis = (end - System.nanoTime()) / 1_000_000;
      if (leftMillis <= 0) {
        throw new SocketTimeoutException("no answer in time");
      }
      if (selector.select(leftMillis) > 0) {
        selector.selectedKeys().clear();
        return;
      }
      if (Thread.currentThread().isInterrupted()) {
        throw new IOException("interrupted");
      }
    }
  }

  @Override
  public void close() throws IOException {
    try (selector) {
      channel.close();
    }
  }
}
