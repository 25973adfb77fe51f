package dev.kitsune.ftp.transfer;

import java.time.Duration;

/**
 * Slows a transfer down: after each chunk it waits for as long as the chunk came too fast. The
 * first chunk is free.
 */
final class RateLimit {

  private static final double NANOS_A_SECOND = 1e9;
  private static final long LEAST_NANOS = 10_000_000;

  private final int bytesPerSecond;
  private long stampNanos;
  private boolean isStamped;
  private long resumeNanos;
  private boolean isWaiting;

  /** Makes a limit; 0 is none. */
  RateLimit(int bytesPerSecond) {
    this.bytesPerSecond = bytesPerSecond;
  }

  /** Notes a chunk that was moved now. */
  void moved(long bytes, long nowNanos) {
    if (bytesPerSecond == 0) {
      return;
    }
    if (isStamped) {
      long elapsed = nowNanos - stampNanos;
      if (elapsed <= 0) {
        elapsed = LEAST_NANOS;
      }
      double rate = bytes * NANOS_A_SECOND / elapsed;
      if (rate > bytesPerSecond) {
        resumeNanos = nowNanos + (long) ((rate / bytesPerSecond - 1) * elapsed);
        isWaiting = true;
        stampNanos = resumeNanos;
        return;
      }
    }
    stampNanos = nowNanos;
    isStamped = true;
  }

  /**
   * Returns how long to wait before the next chunk; zero if not at all. Nothing is written here: a
   * new version asks before it may change what it shares with the old one.
   */
  Duration pause(long nowNanos) {
    if (!isWaiting) {
      return Duration.ZERO;
    }
    return Duration.ofNanos(Math.max(0, resumeNanos - nowNanos));
  }
}
