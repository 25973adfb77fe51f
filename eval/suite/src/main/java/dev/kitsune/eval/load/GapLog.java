package dev.kitsune.eval.load;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * The times in which a probe had no answer: what a client sees of a pause. A gap is the time from
 * one answer to the next; only those longer than a threshold are kept. One thread records, any
 * thread reads.
 */
public final class GapLog {

  /** One time without an answer. */
  public record Gap(long fromNanos, long toNanos) {

    /** Returns its length. */
    public double millis() {
      return (toNanos - fromNanos) / 1e6;
    }

    boolean touches(long startNanos, long endNanos) {
      return toNanos >= startNanos && fromNanos <= endNanos;
    }
  }

  private static final int KEPT = 100_000;

  private final long thresholdNanos;
  private final List<Gap> gaps = new ArrayList<>(); // guarded by this
  private long lastNanos = Long.MIN_VALUE; // owned by the recording thread
  private int forgotten; // guarded by this

  /** Keeps gaps of at least the threshold. */
  public GapLog(double thresholdMillis) {
    this.thresholdNanos = Math.round(thresholdMillis * 1e6);
  }

  /** Records that an answer came. */
  public void answered(long nanos) {
    if (lastNanos != Long.MIN_VALUE && nanos - lastNanos >= thresholdNanos) {
      synchronized (this) {
        if (gaps.size() < KEPT) {
          gaps.add(new Gap(lastNanos, nanos));
        } else {
          forgotten++;
        }
      }
    }
    lastNanos = nanos;
  }

  /** Begins anew after a rest of the load, so that the rest is no gap. */
  public void rest() {
    lastNanos = Long.MIN_VALUE;
  }

  /** Returns the longest gap that touches the time from start to end, 0 if there is none. */
  public synchronized double longestTouching(long startNanos, long endNanos) {
    return gaps.stream()
        .filter(gap -> gap.touches(startNanos, endNanos))
        .mapToDouble(Gap::millis)
        .max()
        .orElse(0);
  }

  /** Returns the longest gap within a time that does not touch another: the noise around it. */
  public synchronized double longestApartFrom(
      long fromNanos, long toNanos, long startNanos, long endNanos) {
    return gaps.stream()
        .filter(gap -> gap.touches(fromNanos, toNanos) && !gap.touches(startNanos, endNanos))
        .mapToDouble(Gap::millis)
        .max()
        .orElse(0);
  }

  /** Returns how many gaps were too many to keep; the report says so if there are any. */
  public synchronized int forgotten() {
    return forgotten;
  }

  /** Returns the gaps kept, in order. */
  public synchronized List<Gap> gaps() {
    return List.copyOf(gaps);
  }

  /** Returns the threshold. */
  public double thresholdMillis() {
    return TimeUnit.NANOSECONDS.toMicros(thresholdNanos) / 1e3;
  }
}
