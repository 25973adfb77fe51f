package dev.kitsune.eval.load;

import org.HdrHistogram.Histogram;

/**
 * What was recorded from one start of the load to its next stop.
 *
 * @param endNanos when the schedule ended
 * @param timeline of the load and the probe together
 * @param perSecond arrivals of the load and the probe together
 * @param driverLateness of the client itself, in microseconds
 */
public record Segment(
    long startNanos,
    long endNanos,
    LatencyLog load,
    LatencyLog probe,
    GapLog gaps,
    Timeline timeline,
    double perSecond,
    Histogram driverLateness) {}
