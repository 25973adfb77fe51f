package dev.kitsune.eval.page;

import dev.kitsune.eval.report.Table;
import java.util.List;
import java.util.Set;

/** What faulty versions do to a server that is updated to them: fault against outcome. */
final class Faults implements Part {

  @Override
  public Set<String> keys() {
    return Set.of("faults");
  }

  @Override
  public List<Section> sections(ReportFolder report) {
    List<Row> rows = report.rows("faults");
    if (rows.isEmpty()) {
      return List.of();
    }
    Table table =
        new Table(
            "Faulty versions",
            "program",
            "step",
            "fault",
            "outcome",
            "fails in",
            "connection",
            "state",
            "time (ms)",
            "verdict",
            "the report says");
    for (Row row : rows) {
      String failure = row.text("/failure");
      boolean failed = !failure.isEmpty();
      table.row(
          row.text("/program"),
          Updates.change(row),
          row.text("/fault"),
          row.text("/outcome"),
          row.text("/phase"),
          row.text("/connection"),
          row.text("/state"),
          row.number("/millis"),
          failed ? "FAILED" : "as it must",
          shortened(row.text("/cause")));
      if (failed) {
        table.note("FAILED: " + row.text("/program") + ", " + row.text("/fault") + ": " + failure);
      }
    }
    return List.of(
        new Section(
            "faults",
            "Faulty versions",
            "Each row is the stream's newest version with one fault woven in, given to a server that"
                + " runs the version before and has a client. After each fault the same connection"
                + " must go on, and all state must be as it was, object for object.",
            List.of(
                table
                    .note(
                        "state: equal if a digest of all reachable state, identity included, is as")
                    .note("before; - where nothing had stopped yet, so that nothing could change.")
                    .note(
                        "time: from the request until the outcome was known, verifying included.")),
            List.of()));
  }

  private static String shortened(String cause) {
    return cause.length() <= 160 ? cause : cause.substring(0, 157) + "...";
  }
}
