package dev.kitsune.eval;

import java.util.Locale;

/**
 * How far a run is. What is left is what was expected of the parts that are not done, in proportion
 * to how long those that are done have really taken.
 */
final class Progress {

  private static final double LEAST_PACE = 0.5;
  private static final double MOST_PACE = 5;

  private final Console console;
  private double leftSeconds;
  private double partSeconds;
  private long partNanos;
  private double doneSeconds;
  private double reallySeconds;

  Progress(Console console) {
    this.console = console;
  }

  /** Adds a part that is to be done. */
  void expect(double seconds) {
    leftSeconds += seconds;
  }

  /** Says how long all of it takes, about. */
  String estimate() {
    return "about " + time(leftSeconds);
  }

  /**
   * Notes that a part begins.
   *
   * @param seconds what was expected of it
   */
  void begin(double seconds) {
    end();
    partSeconds = seconds;
    partNanos = System.nanoTime();
    leftSeconds -= seconds;
  }

  /** Notes that the part that began last is done. */
  void end() {
    if (partSeconds > 0) {
      doneSeconds += partSeconds;
      reallySeconds += sincePart();
    }
    partSeconds = 0;
  }

  /** Says what goes on, and how much time is left. */
  void say(String text) {
    double pace = doneSeconds == 0 ? 1 : reallySeconds / doneSeconds;
    pace = Math.max(LEAST_PACE, Math.min(MOST_PACE, pace));
    double part = partSeconds > 0 ? Math.max(0, partSeconds * pace - sincePart()) : 0;
    console.progress("about " + time(leftSeconds * pace + part) + " left: " + text);
  }

  private double sincePart() {
    return (System.nanoTime() - partNanos) / 1e9;
  }

  private static String time(double seconds) {
    return seconds < 90
        ? Math.round(seconds) + " s"
        : seconds < 5400
            ? String.format(Locale.ROOT, "%.0f min", seconds / 60)
            : String.format(Locale.ROOT, "%.1f h", seconds / 3600);
  }
}
