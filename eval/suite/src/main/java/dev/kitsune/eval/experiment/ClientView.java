package dev.kitsune.eval.experiment;

import dev.kitsune.eval.load.Segment;
import dev.kitsune.eval.report.Percentiles;
import org.jspecify.annotations.Nullable;

/**
 * What clients saw of an event in the middle of a load.
 *
 * @param maxGapMs the longest time without an answer to the probe that touches the event
 * @param maxGapElsewhereMs the longest in the windows before and after: the noise to compare with;
 *     0 if none was longer than 2 ms
 * @param intended latencies of the load from the event on
 * @param before latencies of the load in the window before
 * @param probe latencies of the probe from the event on
 * @param recoveryS from the request until answers kept pace with the schedule again, within 2% a
 *     second; null if they did not in the window
 * @param driverLatenessMs how late the client itself was
 */
public record ClientView(
    double maxGapMs,
    double maxGapElsewhereMs,
    Percentiles intended,
    Percentiles before,
    Percentiles probe,
    @Nullable Double recoveryS,
    Percentiles driverLatenessMs) {

  /**
   * Cuts a segment at an event.
   *
   * @param countedNanos when the warm-up was over
   */
  static ClientView of(Segment segment, long countedNanos, long startNanos, long endNanos) {
    int firstSecond = segment.load().secondOf(countedNanos);
    int eventSecond = segment.load().secondOf(startNanos);
    return new ClientView(
        segment.gaps().longestTouching(startNanos, endNanos),
        segment.gaps().longestApartFrom(countedNanos, segment.endNanos(), startNanos, endNanos),
        Percentiles.of(segment.load().between(eventSecond, Integer.MAX_VALUE)),
        Percentiles.of(segment.load().between(firstSecond, eventSecond)),
        Percentiles.of(segment.probe().between(eventSecond, Integer.MAX_VALUE)),
        Pace.recoverySeconds(segment, startNanos),
        Percentiles.of(segment.driverLateness()));
  }
}
