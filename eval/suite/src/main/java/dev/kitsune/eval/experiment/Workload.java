package dev.kitsune.eval.experiment;

import dev.kitsune.eval.kv.KvPlan;

/**
 * What load there was, as it stands in the report.
 *
 * @param rate arrivals a second, open loop
 * @param connections the probe's included
 */
public record Workload(
    String kind,
    double rate,
    double probeRate,
    int connections,
    int keys,
    int valueBytes,
    long seed) {

  /** Describes a plan. */
  public static Workload of(KvPlan plan, int keys) {
    return new Workload(
        "GET SET INCR RPUSH LPOP LRANGE SADD SPOP and pipelines of four",
        plan.perSecond(),
        plan.probesPerSecond(),
        plan.connections() + 1,
        keys,
        100,
        plan.seed());
  }
}
