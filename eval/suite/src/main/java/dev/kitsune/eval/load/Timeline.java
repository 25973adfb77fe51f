package dev.kitsune.eval.load;

import java.time.Duration;
import java.util.Arrays;

/**
 * What a load saw from moment to moment: answers, and the largest latency of what was due, in
 * buckets of 10 ms. Any thread may record.
 */
public final class Timeline {

  private static final int BUCKET_MILLIS = 10;
  private static final long BUCKET_NANOS = BUCKET_MILLIS * 1_000_000L;
  private static final int LONGEST = 60 * 60 * 1000 / BUCKET_MILLIS;

  /**
   * The time around an event, as it stands in the report.
   *
   * @param startMs when the first bucket begins, relative to the event: negative is before it
   * @param answered answers that came in each bucket
   * @param maxLatencyMs the largest latency, from the intended time of sending, of the requests
   *     that were due in each bucket; 0 if none was
   */
  public record View(int bucketMs, double startMs, int[] answered, double[] maxLatencyMs) {}

  private final long originNanos;
  private int[] answered = new int[1024]; // guarded by this, as the next
  private long[] maxLatencyNanos = new long[1024];

  /**
   * Begins a timeline.
   *
   * @param originNanos the start of the first bucket, on {@link System#nanoTime}'s clock
   */
  public Timeline(long originNanos) {
    this.originNanos = originNanos;
  }

  /** Records one answered request; its latency counts from when it was due. */
  public synchronized void answered(long dueNanos, long answeredNanos) {
    int due = bucket(dueNanos);
    int came = bucket(answeredNanos);
    if (Math.max(due, came) >= LONGEST) {
      return;
    }
    if (Math.max(due, came) >= answered.length) {
      int length = Math.max(answered.length * 2, Math.max(due, came) + 1);
      answered = Arrays.copyOf(answered, length);
      maxLatencyNanos = Arrays.copyOf(maxLatencyNanos, length);
    }
    answered[came]++;
    maxLatencyNanos[due] = Math.max(maxLatencyNanos[due], answeredNanos - dueNanos);
  }

  /** Returns the buckets around an event, as far as there are any. */
  public synchronized View around(long eventNanos, Duration before, Duration after) {
    int first = bucket(eventNanos - before.toNanos());
    int end = Math.min(bucket(eventNanos + after.toNanos()) + 1, answered.length);
    int length = Math.max(0, end - first);
    int[] counts = new int[length];
    double[] latencies = new double[length];
    for (int i = 0; i < length; i++) {
      counts[i] = answered[first + i];
      latencies[i] = Math.round(maxLatencyNanos[first + i] / 1e4) / 1e2;
    }
    double startMs = (originNanos + first * BUCKET_NANOS - eventNanos) / 1e6;
    return new View(BUCKET_MILLIS, Math.round(startMs * 1e3) / 1e3, counts, latencies);
  }

  private int bucket(long nanos) {
    return (int) Math.min(Math.max(0, (nanos - originNanos) / BUCKET_NANOS), LONGEST);
  }
}
