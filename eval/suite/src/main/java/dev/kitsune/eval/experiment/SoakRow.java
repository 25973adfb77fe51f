package dev.kitsune.eval.experiment;

import dev.kitsune.eval.server.Vitals;
import dev.kitsune.eval.subject.Correctness;

/**
 * A stretch of a soak, up to a mark.
 *
 * @param updates committed since the start
 * @param pauseMs median and longest inside the server, in this stretch
 * @param gapMs median and longest for the probe, in this stretch
 * @param sent by all connections since they were opened
 * @param answered likewise; all of them were judged
 * @param vitals after a collection
 */
public record SoakRow(
    int updates,
    String version,
    Spread pauseMs,
    Spread gapMs,
    long sent,
    long answered,
    Correctness correct,
    Vitals vitals) {

  /** The middle and the worst of several. */
  public record Spread(double median, double max) {}
}
