package dev.kitsune.http.stats;

/** One statistic. Owned by the {@link Statistics} that holds it. */
final class StatsNode {

  String value;
  boolean hidden;

  StatsNode(String value, boolean hidden) {
    this.value = value;
    this.hidden = hidden;
  }
}
