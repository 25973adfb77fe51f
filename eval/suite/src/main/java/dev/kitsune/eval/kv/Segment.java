package dev.kitsune.eval.kv;

import dev.kitsune.eval.load.GapLog;
import dev.kitsune.eval.load.LatencyLog;
import org.HdrHistogram.Histogram;

/**
 * What was recorded from one start of the load to its next stop.
 *
 * @param endNanos when the schedule ended
 * @param driverLateness of the client itself, in microseconds
 */
public record Segment(
    long startNanos,
    long endNanos,
    LatencyLog load,
    LatencyLog probe,
    GapLog gaps,
    Histogram driverLateness) {}
