package dev.kitsune.http.stats;

import org.jspecify.annotations.Nullable;

/**
 * A change of the statistics.
 *
 * @param source the mount, or null for a global one
 * @param name of the statistic, or null for all of the mount
 */
record StatsEvent(
    @Nullable String source, @Nullable String name, @Nullable String value, Action action) {

  /** What is done. */
  enum Action {
    SET,
    INCREASE,
    DECREASE,
    ADD,
    REMOVE,
    HIDE
  }

  /** Returns the line that STATS clients get, with the value that came of it. */
  String line(@Nullable String applied) {
    return "EVENT " + (source == null ? "global" : source) + " " + name + " " + applied + "\n";
  }
}
