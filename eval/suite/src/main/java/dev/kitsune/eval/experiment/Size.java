package dev.kitsune.eval.experiment;

import dev.kitsune.eval.kv.KvPlan;
import java.time.Duration;
import java.util.List;

/**
 * How much a run measures. Every size checks the same things; it only repeats them more or less.
 */
public enum Size {
  QUICK(
      100_000,
      new Timing(Duration.ofSeconds(3), Duration.ofSeconds(5)),
      1,
      List.of(
          "one fork: no spread over fresh processes (default 3, --full 21)",
          "at most 100,000 keys, windows of 5 s (--full: 1,000,000 keys, 60 s)",
          "restart with a dump is the only alternative measured",
          "steady-state overhead (kitsune eval steady) and 100 updates in a row (kitsune eval soak)",
          "heap sizes, collectors, state sizes, faults: with the full suite")),
  DEFAULT(
      100_000,
      new Timing(Duration.ofSeconds(5), Duration.ofSeconds(20)),
      3,
      List.of(
          "3 forks, at most 100,000 keys (--full: 21 forks, 1,000,000 keys)",
          "restart with a dump is the only alternative measured",
          "heap sizes, collectors, state sizes, faults: with the full suite")),
  FULL(
      1_000_000,
      new Timing(Duration.ofSeconds(10), Duration.ofSeconds(60)),
      21,
      List.of("heap sizes, collectors, state sizes, faults: with the full suite"));

  private static final double PER_SECOND = 2000;
  private static final double PROBES_PER_SECOND = 1000;
  private static final int CONNECTIONS = 8;
  private static final int TIMEOUT_MILLIS = 10_000;

  private final int keys;
  private final Timing timing;
  private final int forks;
  private final List<String> leftOut;

  Size(int keys, Timing timing, int forks, List<String> leftOut) {
    this.keys = keys;
    this.timing = timing;
    this.forks = forks;
    this.leftOut = leftOut;
  }

  /** Returns the load on kv-server. */
  public KvPlan kvPlan(long seed) {
    return new KvPlan(keys, CONNECTIONS, PER_SECOND, PROBES_PER_SECOND, TIMEOUT_MILLIS, seed);
  }

  /** Returns the times around an update. */
  public Timing timing() {
    return timing;
  }

  /** Returns how often a stream is gone through, each time in a fresh process. */
  public int forks() {
    return forks;
  }

  /** Returns, in words, what this size does not measure. */
  public List<String> leftOut() {
    return leftOut;
  }
}
