package dev.kitsune.eval.page;

import dev.kitsune.eval.report.Table;
import java.util.List;
import java.util.Set;

/** The updates that were verified: nothing of the old version in reach, old loaders collected. */
final class Verified implements Part {

  @Override
  public Set<String> keys() {
    return Set.of("verified");
  }

  @Override
  public List<Section> sections(ReportFolder report) {
    List<Row> rows = report.rows("verified");
    if (rows.isEmpty()) {
      return List.of();
    }
    Table table =
        new Table(
            "Updates in the verifying mode",
            "step",
            "outcome",
            "objects walked",
            "digested",
            "old loaders alive",
            "verifying (ms)");
    for (Row row : rows) {
      boolean alive = row.number("/verification/oldLoadersAlive") > 0;
      boolean failed = alive || !row.text("/cause").isEmpty();
      table.row(
          Updates.step(row),
          failed ? "FAILED" : row.text("/outcome"),
          row.whole("/verification/objects"),
          row.whole("/verification/digested"),
          row.whole("/verification/oldLoadersAlive"),
          row.number("/verification/millis"));
      if (failed) {
        table.note("FAILED: " + Updates.step(row) + ": " + row.text("/cause"));
      }
    }
    return List.of(
        new Section(
            "verified",
            "Verified updates",
            "Once more over each stream, every update verified: slower, so its pause is no result.",
            List.of(table),
            List.of()));
  }
}
