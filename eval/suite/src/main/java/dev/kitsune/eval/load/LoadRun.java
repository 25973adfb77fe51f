package dev.kitsune.eval.load;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.LongConsumer;
import org.HdrHistogram.Histogram;

/**
 * The loops of one load and of its probe, which may be started and stopped again and again. Each
 * start has logs of its own. One thread steers.
 */
public final class LoadRun {

  /** Shorter gaps than this say nothing, whatever the probe's rate. */
  private static final double LEAST_GAP_MILLIS = 2;

  private final List<OpenLoop> loops = new ArrayList<>();
  private long startNanos;
  private double perSecond;
  private LatencyLog load = new LatencyLog(0);
  private LatencyLog probe = new LatencyLog(0);
  private Timeline timeline = new Timeline(0);
  private GapLog gaps = new GapLog(LEAST_GAP_MILLIS);

  /**
   * Begins, or goes on with, the load.
   *
   * @param requests one for each connection, which share the rate
   * @param asks the probe's
   */
  public void start(
      List<OpenLoop.Request> requests, double rate, OpenLoop.Request asks, double probeRate) {
    if (!loops.isEmpty()) {
      throw new IllegalStateException("expected a load at rest: stop it first");
    }
    startNanos = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(20);
    perSecond = rate + probeRate;
    LatencyLog newLoad = new LatencyLog(startNanos);
    LatencyLog newProbe = new LatencyLog(startNanos);
    Timeline newTimeline = new Timeline(startNanos);
    GapLog newGaps = new GapLog(Math.max(LEAST_GAP_MILLIS, 2000 / probeRate));
    load = newLoad;
    probe = newProbe;
    timeline = newTimeline;
    gaps = newGaps;
    for (int i = 0; i < requests.size(); i++) {
      Schedule share = Schedule.share(startNanos, rate, i, requests.size());
      loops.add(
          new OpenLoop(
              "load-" + i,
              share,
              requests.get(i),
              (due, now) -> {
                newLoad.answered(due, now);
                newTimeline.answered(due, now);
              }));
    }
    loops.add(
        new OpenLoop(
            "probe",
            Schedule.share(startNanos, probeRate, 0, 1),
            asks,
            (due, now) -> {
              newProbe.answered(due, now);
              newTimeline.answered(due, now);
              newGaps.answered(now);
            }));
    loops.forEach(OpenLoop::start);
  }

  /**
   * Ends the schedule, waits for the answers to all that was due, and returns what was recorded.
   *
   * @param unanswered told how many requests were given up, if any were
   */
  public Segment stop(LongConsumer unanswered) throws InterruptedException {
    long endNanos = System.nanoTime();
    end(endNanos);
    Histogram lateness = new Histogram(3);
    for (OpenLoop loop : loops) {
      long givenUp = loop.join();
      if (givenUp > 0) {
        unanswered.accept(givenUp);
      }
      lateness.add(loop.lateness());
    }
    loops.clear();
    return new Segment(startNanos, endNanos, load, probe, gaps, timeline, perSecond, lateness);
  }

  /** Lets the loops end, without waiting for them. */
  public void abandon() {
    end(System.nanoTime());
  }

  private void end(long nanos) {
    loops.forEach(loop -> loop.endAt(nanos));
  }
}
