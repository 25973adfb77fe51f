package dev.kitsune.eval.page;

import dev.kitsune.eval.report.Table;
import java.util.List;
import java.util.Set;

/** Updates at shares of what the old version can do, and how soon the new one keeps pace. */
final class Capacity implements Part {

  @Override
  public Set<String> keys() {
    return Set.of("capacity");
  }

  @Override
  public List<Section> sections(ReportFolder report) {
    List<Row> rows = report.rows("capacity");
    if (rows.isEmpty()) {
      return List.of();
    }
    Table table =
        new Table(
            "Updates at a share of the capacity",
            "step",
            "capacity (1/s)",
            "share (%)",
            "outcome",
            "pause (ms)",
            "client gap (ms)",
            "p99 from the update on (ms)",
            "max (ms)",
            "recovery (s)",
            "cold start recovers in (s)");
    for (Row row : rows) {
      Row step = row.part("/step");
      table.row(
          Updates.step(step),
          row.number("/capacityPerSecond"),
          row.number("/share") * 100,
          step.texts("/failures").isEmpty() ? step.text("/outcome") : "FAILED",
          step.number("/pauseMs"),
          step.number("/client/maxGapMs"),
          step.number("/client/intended/p99"),
          step.number("/client/intended/max"),
          step.number("/client/recoveryS"),
          row.number("/coldRecoveryS"));
    }
    return List.of(
        new Section(
            "capacity",
            "Updates at a share of the capacity",
            "Open loop, at a share of the highest rate that the old version kept up with; beside it"
                + " how long a cold-started new version takes to keep pace with the same load.",
            List.of(
                table.note(
                    "recovery: until answers kept pace with the schedule within 2% a second")),
            List.of()));
  }
}
