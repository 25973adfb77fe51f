package dev.kitsune.ftp.transfer;

import dev.kitsune.Kitsune;
import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.SelectableChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.time.Duration;

/** Waits for a channel, as an update point. */
final class Waiting {

  /** How late an update may find a thread that waits. */
  private static final long SLICE_MILLIS = 5;

  private Waiting() {}

  /**
   * Waits until a channel is ready.
   *
   * @param channel that does not block
   * @param operations of {@link SelectionKey}
   * @return whether it became ready in time
   * @throws IOException if the channel was closed
   */
  static boolean until(String label, SelectableChannel channel, int operations, Duration atMost)
      throws IOException {
    long end = System.nanoTime() + atMost.toNanos();
    try (Selector selector = Selector.open()) {
      channel.register(selector, operations);
      while (true) {
        Kitsune.update(label);
        long left = (end - System.nanoTime()) / 1_000_000;
        if (left <= 0) {
          return false;
        }
        if (selector.select(Math.min(left, SLICE_MILLIS)) > 0) {
          return true;
        }
        if (!channel.isOpen()) {
          throw new ClosedChannelException();
        }
      }
    }
  }
}
