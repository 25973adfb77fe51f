package dev.kitsune.http.stats;

import java.util.TreeMap;

/** The statistics of one mount. Owned by the {@link Statistics} that holds it. */
final class StatsSource {

  final TreeMap<String, StatsNode> nodes = new TreeMap<>();
  boolean hidden;
}
