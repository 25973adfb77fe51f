package dev.kitsune.eval.experiment;

import dev.kitsune.eval.ftp.FtpPlan;
import dev.kitsune.eval.http.HttpPlan;
import dev.kitsune.eval.kv.KvPlan;
import dev.kitsune.eval.steady.Comparison;
import java.time.Duration;
import java.util.List;

/**
 * How much a run measures. Every size checks the same things; it only repeats them more or less.
 */
public enum Size {
  QUICK(
      new Timing(Duration.ofSeconds(2), Duration.ofMillis(500), Duration.ofSeconds(2)),
      1,
      new Extent(100_000, 20, 2, 10, 11),
      List.of(
          "one fork: no spread over fresh processes (default 3, --full 21)",
          "at most 100,000 keys, 20 listeners, windows of 2 s (--full: 1,000,000 keys, 60 s)",
          "the alternative, a restart, at the last step of each stream only",
          "steady state and numbers of connections (name them with --only)",
          "100 updates in a row (kitsune eval soak), numbers of keys (kitsune eval size)")),
  DEFAULT(
      new Timing(Duration.ofSeconds(5), Duration.ofSeconds(2), Duration.ofSeconds(10)),
      3,
      new Extent(100_000, 40, 4, 25, 21),
      List.of("3 forks, at most 100,000 keys, 50 listeners (--full: 21 forks, 1,000,000 keys)")),
  FULL(
      new Timing(Duration.ofSeconds(10), Duration.ofSeconds(10), Duration.ofSeconds(60)),
      21,
      new Extent(1_000_000, 100, 10, 50, 101),
      List.of());

  private static final double PROBES_PER_SECOND = 1000;
  private static final int TIMEOUT_MILLIS = 10_000;
  private static final int TRANSFER_BYTES_PER_SECOND = 512 * 1024;
  private static final int STREAM_BYTES_PER_SECOND = 64_000;

  /** Beyond what is measured, so that no transfer ends by itself. */
  private static final int SECONDS_TO_SPARE = 20;

  /** How much there is of what. */
  private record Extent(int keys, int sessions, int transfers, int listeners, int stops) {}

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

  /** Returns numbers of connections, rising. */
  public List<Integer> connectionCounts() {
    return this == FULL ? List.of(10, 100, 1000) : List.of(10, 100, 400);
  }

  /** Returns a load on ftp-server of idle sessions, or of transfers under way. */
  public FtpPlan manyFtp(int sessions, int transfers, long seed) {
    // A third of the transfers is of each kind.
    return new FtpPlan(
        sessions, transfers / 3, 16 * 1024, 8 << 20, 2, 10, 200, 10 * TIMEOUT_MILLIS, seed);
  }

  /** Returns a load on http-server of so many listeners. */
  public HttpPlan manyHttp(int sources, int listeners, long seed) {
    return new HttpPlan(sources, listeners, 8_000, 2, 10, 200, 10 * TIMEOUT_MILLIS, seed);
  }

  /** Returns how closely steady state is compared. */
  public Comparison.Effort steady() {
    return this == FULL
        ? new Comparison.Effort(21, 4000, 2000, 5)
        : new Comparison.Effort(5, 2000, 800, 3);
  }

  /** Returns how often a program is stopped, idle and again under load. */
  public int stops() {
    return extent.stops;
  }

  /** Returns the times around an update. */
  public Timing timing() {
    return timing;
  }

  /** Returns how often a stream is gone through, each time in a fresh process. */
  public int forks() {
    return forks;
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

  /** Returns the seconds that stopping takes, about. */
  public double secondsOfQuiescence() {
    return 7 + timing.first().toSeconds() + stops() * 0.5;
  }

  /** Returns the seconds that a comparison takes, about. */
  public double secondsOfSteady() {
    return steady().pairs() * 25.0;
  }

  /** Returns the seconds that the search of a capacity and two updates take, about. */
  public double secondsOfCapacity() {
    return 50 + 2 * (secondsOfSteps(1) + timing.first().toSeconds() + timing.window().toSeconds());
  }

  /** Returns the seconds that one number of connections takes, about. */
  public double secondsOfConnections() {
    return 12;
  }

  private static final double SECONDS_OF_CHECKS = 2;
}
