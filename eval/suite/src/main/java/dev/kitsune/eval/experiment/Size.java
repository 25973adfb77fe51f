package dev.kitsune.eval.experiment;

import dev.kitsune.eval.ftp.FtpPlan;
import dev.kitsune.eval.http.HttpPlan;
import dev.kitsune.eval.kv.KvPlan;
import java.time.Duration;
import java.util.List;

/**
 * How much a run measures. Every size checks the same things; it only repeats them more or less.
 */
public enum Size {
  QUICK(
      new Timing(Duration.ofSeconds(2), Duration.ofMillis(500), Duration.ofSeconds(2)),
      1,
      new Extent(100_000, 20, 2, 10, 5),
      List.of(
          "one fork: no spread over fresh processes (default 3, --full 21)",
          "at most 100,000 keys, 20 listeners, windows of 2 s (--full: 1,000,000 keys, 60 s)",
          "the alternative, a restart, at the last step of each stream only",
          "100 updates in a row (kitsune eval soak), state sizes (kitsune eval size)",
          "steady-state overhead (kitsune eval steady)")),
  DEFAULT(
      new Timing(Duration.ofSeconds(5), Duration.ofSeconds(2), Duration.ofSeconds(10)),
      3,
      new Extent(100_000, 40, 4, 25, 11),
      List.of("3 forks, at most 100,000 keys, 50 listeners (--full: 21 forks, 1,000,000 keys)")),
  FULL(
      new Timing(Duration.ofSeconds(10), Duration.ofSeconds(10), Duration.ofSeconds(60)),
      21,
      new Extent(1_000_000, 100, 10, 50, 21),
      List.of());

  private static final double PROBES_PER_SECOND = 1000;
  private static final int TIMEOUT_MILLIS = 10_000;
  private static final int TRANSFER_BYTES_PER_SECOND = 512 * 1024;
  private static final int STREAM_BYTES_PER_SECOND = 64_000;

  /** Beyond what is measured, so that no transfer ends by itself. */
  private static final int SECONDS_TO_SPARE = 20;

  /** How much there is of what. */
  private record Extent(int keys, int sessions, int transfers, int listeners, int idleUpdates) {}

  private final Timing timing;
  private final int forks;
  private final Extent extent;
  private final List<String> leftOut;

  Size(Timing timing, int forks, Extent extent, List<String> leftOut) {
    this.timing = timing;
    this.forks = forks;
    this.extent = extent;
    this.leftOut = leftOut;
  }

  /** Returns the load on kv-server. */
  public KvPlan kvPlan(long seed) {
    return new KvPlan(extent.keys, 8, 2000, PROBES_PER_SECOND, TIMEOUT_MILLIS, seed);
  }

  /** Returns the load on ftp-server. */
  public FtpPlan ftpPlan(long seed) {
    double longest = timing.first().toSeconds() + timing.seconds() + SECONDS_TO_SPARE;
    return new FtpPlan(
        extent.sessions,
        extent.transfers,
        TRANSFER_BYTES_PER_SECOND,
        Math.round(longest * TRANSFER_BYTES_PER_SECOND),
        4,
        40,
        PROBES_PER_SECOND,
        TIMEOUT_MILLIS,
        seed);
  }

  /** Returns the load on http-server. */
  public HttpPlan httpPlan(long seed) {
    return new HttpPlan(
        2, extent.listeners, STREAM_BYTES_PER_SECOND, 4, 100, 250, TIMEOUT_MILLIS, seed);
  }

  /** Returns the times around an update. */
  public Timing timing() {
    return timing;
  }

  /** Returns how often a stream is gone through, each time in a fresh process. */
  public int forks() {
    return forks;
  }

  /** Returns how many updates there are without a load, each way. */
  public int idleUpdates() {
    return extent.idleUpdates;
  }

  /** Returns whether the alternative is measured at every step, or at the last one only. */
  public boolean restartsAtEveryStep() {
    return this != QUICK;
  }

  /** Returns, in words, what this size does not measure. */
  public List<String> leftOut() {
    return leftOut;
  }

  /** Returns the seconds that a stream under load takes, about. */
  public double secondsOfSteps(int steps) {
    return 4 + timing.first().toSeconds() + steps * (timing.seconds() + SECONDS_OF_CHECKS);
  }

  /** Returns the seconds that a stream takes in the verifying mode, about. */
  public double secondsOfVerified(int steps) {
    return 4 + steps * 2.5;
  }

  /** Returns the seconds that one restart takes, about. */
  public double secondsOfRestart() {
    return 6 + timing.first().toSeconds() + 2 * timing.window().toSeconds();
  }

  private static final double SECONDS_OF_CHECKS = 2;
}
