package dev.kitsune.eval.experiment;

import dev.kitsune.eval.load.Segment;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** When a load has caught up with its schedule after an update. */
final class Pace {

  private static final double TOLERANCE = 0.02;

  private Pace() {}

  /**
   * Returns the seconds from a moment to the first second from which answers keep within 2% of
   * those expected, to the end of the schedule.
   *
   * @return null if the last whole second still was not
   */
  static @Nullable Double recoverySeconds(Segment segment, long fromNanos) {
    long[] answered = sum(segment.load().answeredPerSecond(), segment.probe().answeredPerSecond());
    int whole = Math.min(answered.length, segment.load().secondOf(segment.endNanos()));
    int first = segment.load().secondOf(fromNanos);
    int steady = whole;
    while (steady > first
        && Math.abs(answered[steady - 1] / segment.perSecond() - 1) <= TOLERANCE) {
      steady--;
    }
    if (steady == whole) {
      return null;
    }
    double steadyFrom = segment.startNanos() + steady * 1e9;
    return Math.max(0, (steadyFrom - fromNanos) / 1e9);
  }

  private static long[] sum(long[] one, long[] other) {
    long[] sum = Arrays.copyOf(one, Math.max(one.length, other.length));
    for (int i = 0; i < other.length; i++) {
      sum[i] += other[i];
    }
    return sum;
  }
}
