package dev.kitsune.eval.page;

import dev.kitsune.eval.report.Table;
import java.util.List;
import java.util.Set;

/** How long until all of a program stands (Kitsune, TOPLAS 2014, table VII). */
final class Quiescence implements Part {

  @Override
  public Set<String> keys() {
    return Set.of("quiescence");
  }

  @Override
  public List<Section> sections(ReportFolder report) {
    List<Row> rows = report.rows("quiescence");
    if (rows.isEmpty()) {
      return List.of();
    }
    Table table =
        new Table(
            "Time to quiescence",
            "program",
            "connections",
            "idle median (ms)",
            "idle max (ms)",
            "under load median (ms)",
            "under load max (ms)",
            "times",
            "did not quiesce",
            "verdict");
    for (Row row : rows) {
      Figures idle = Figures.listed(row, "/idleMs");
      Figures loaded = Figures.listed(row, "/loadedMs");
      List<String> failures = row.texts("/failures");
      table.row(
          row.text("/subject") + " " + row.text("/version"),
          row.whole("/connections"),
          idle.median(),
          idle.max(),
          loaded.median(),
          loaded.max(),
          idle.values().length + loaded.values().length,
          row.whole("/didNotQuiesce"),
          failures.isEmpty() ? "right" : "FAILED: " + String.join("; ", failures));
    }
    return List.of(
        new Section(
            "quiescence",
            "Quiescence",
            "From the wish to stop until every thread stood, in dry runs: idle, and under load."
                + " Kitsune for C, httpd and memcached: 0.1 to 0.2 ms; icecast 105 ms (TOPLAS 2014,"
                + " HotSWUp 2012).",
            List.of(table),
            List.of()));
  }
}
