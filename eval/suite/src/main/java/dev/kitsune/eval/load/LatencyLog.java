package dev.kitsune.eval.load;

import java.io.FileNotFoundException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.HistogramLogWriter;

/**
 * Latencies in microseconds, one histogram for each second in which requests were due, and the
 * number of answers that came in each second. Any thread may record.
 */
public final class LatencyLog {

  private static final int DIGITS = 3;

  private final long originNanos;
  private final long originMillis;
  private final List<Second> seconds = new ArrayList<>(); // guarded by this

  private static final class Second {
    final Histogram due = new Histogram(DIGITS); // guarded by this Second
    long answered; // guarded by this Second
  }

  /**
   * Begins a log.
   *
   * @param originNanos the start of second 0, on {@link System#nanoTime}'s clock
   */
  public LatencyLog(long originNanos) {
    this.originNanos = originNanos;
    this.originMillis =
        System.currentTimeMillis() + TimeUnit.NANOSECONDS.toMillis(originNanos - System.nanoTime());
  }

  /** Records one answered request; its latency counts from when it was due. */
  public void answered(long dueNanos, long answeredNanos) {
    Second due = second(dueNanos);
    long micros = Math.max(0, TimeUnit.NANOSECONDS.toMicros(answeredNanos - dueNanos));
    synchronized (due) {
      due.due.recordValue(micros);
    }
    Second then = second(answeredNanos);
    synchronized (then) {
      then.answered++;
    }
  }

  /** Returns the second, from 0, in which a moment lies. */
  public int secondOf(long nanos) {
    return (int) Math.max(0, TimeUnit.NANOSECONDS.toSeconds(nanos - originNanos));
  }

  /** Returns how many seconds have been recorded. */
  public synchronized int length() {
    return seconds.size();
  }

  /** Returns all latencies together, in microseconds. */
  public Histogram total() {
    return between(0, length());
  }

  /** Returns the latencies of requests due in seconds {@code from} (included) to {@code to}. */
  public Histogram between(int from, int to) {
    Histogram sum = new Histogram(DIGITS);
    for (Second second : copy(from, to)) {
      synchronized (second) {
        sum.add(second.due);
      }
    }
    return sum;
  }

  /** Returns the number of answers that came in each second. */
  public long[] answeredPerSecond() {
    List<Second> all = copy(0, length());
    long[] answered = new long[all.size()];
    for (int i = 0; i < answered.length; i++) {
      Second second = all.get(i);
      synchronized (second) {
        answered[i] = second.answered;
      }
    }
    return answered;
  }

  /** Writes the seconds in HdrHistogram's log format, for its own viewers. */
  public void writeTo(Path file) throws FileNotFoundException {
    HistogramLogWriter writer = new HistogramLogWriter(file.toFile());
    try {
      writer.outputComment("[latency in microseconds, from the intended time of sending]");
      writer.outputLogFormatVersion();
      writer.outputStartTime(originMillis);
      writer.setBaseTime(originMillis);
      writer.outputBaseTime(originMillis);
      writer.outputLegend();
      long start = originMillis;
      for (Second second : copy(0, length())) {
        synchronized (second) {
          Histogram interval = second.due.copy();
          interval.setStartTimeStamp(start);
          interval.setEndTimeStamp(start + 1000);
          writer.outputIntervalHistogram(interval);
        }
        start += 1000;
      }
    } finally {
      writer.close();
    }
  }

  private synchronized List<Second> copy(int from, int to) {
    int end = Math.min(to, seconds.size());
    return from >= end ? List.of() : new ArrayList<>(seconds.subList(from, end));
  }

  private synchronized Second second(long nanos) {
    int index = secondOf(nanos);
    while (seconds.size() <= index) {
      seconds.add(new Second());
    }
    return seconds.get(index);
  }
}
