package dev.kitsune.eval.kv;

/**
 * What a load on kv-server consists of.
 *
 * @param strings string keys, shared out among the connections
 * @param connections those that carry the load; the probe has another of its own
 * @param perSecond arrivals of all connections together; about one in 27 is a pipeline of four
 *     requests
 * @param probesPerSecond arrivals of the probe
 * @param timeoutMillis after which a request counts as unanswered
 */
public record KvPlan(
    int strings,
    int connections,
    double perSecond,
    double probesPerSecond,
    int timeoutMillis,
    long seed) {

  /** Counters, lists and sets that each connection owns besides its strings. */
  static final int OTHERS_EACH = 16;

  public KvPlan {
    if (connections < 1 || strings < connections || perSecond <= 0 || probesPerSecond <= 0) {
      throw new IllegalArgumentException(
          "expected a connection at least, and a key and a rate for each: strings="
              + strings
              + ", connections="
              + connections
              + ", perSecond="
              + perSecond);
    }
  }

  /** Returns the same with another rate, and with fewer keys. */
  public KvPlan at(double rate) {
    return new KvPlan(
        Math.min(strings, 10_000), connections, rate, probesPerSecond, timeoutMillis, seed);
  }
}
