package dev.kitsune.eval.page;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.kitsune.eval.report.Table;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** What papers say of other systems, for comparison; each figure with where it stands. */
final class Published implements Part {

  private static final String RESOURCE = "published.json";

  private final Row root;

  private Published(Row root) {
    this.root = root;
  }

  /** Reads the figures. */
  static Published read() throws IOException {
    try (InputStream json = Published.class.getResourceAsStream(RESOURCE)) {
      if (json == null) {
        throw new IOException("the build lacks a resource: name=" + RESOURCE + "; build it again");
      }
      JsonNode root = new ObjectMapper().readTree(json);
      return new Published(new Row(root, RESOURCE, new TreeSet<>()));
    }
  }

  @Override
  public Set<String> keys() {
    return Set.of();
  }

  @Override
  public List<Section> sections(ReportFolder report) {
    return List.of(
        new Section(
            "published",
            "Published figures beside ours",
            "Other machines, other years, other programs: an order of magnitude, not a race. Ours are"
                + " of this run.",
            List.of(updateTimes(report), overheads()),
            List.of()));
  }

  /** Returns the rows of the effort of the originals. */
  List<Row> effort() {
    return root.rows("/effort");
  }

  /** Returns published pauses against the number of entries. */
  List<Plot.Series> stateSizes() {
    List<Plot.Series> all = new ArrayList<>();
    for (Row row : root.rows("/stateSize")) {
      List<double[]> points = new ArrayList<>();
      row.node()
          .path("points")
          .forEach(
              each -> points.add(new double[] {each.get(0).asDouble(), each.get(1).asDouble()}));
      all.add(new Plot.Series(row.text("/name"), points, true, false));
    }
    return all;
  }

  private Table updateTimes(ReportFolder report) {
    Table table =
        new Table(
            "Update time of the whole program",
            "system",
            "update",
            "median (ms)",
            "SIQR or sd",
            "min (ms)",
            "max (ms)",
            "source");
    for (Row row : root.rows("/updateTime")) {
      table.row(
          row.text("/system"),
          row.text("/update"),
          row.number("/median"),
          row.number("/spread"),
          row.number("/min"),
          row.number("/max"),
          row.text("/source"));
    }
    Updates.byProgram(report.rows("updates"))
        .forEach((program, rows) -> {
          Row last = rows.get(rows.size() - 1);
          ours(table, program, "last step, " + Updates.change(last), forks(rows, last));
          ours(table, program, "every step", rows);
        });
    return table.note(
        "Kitsune for C: signal to completion. Ours: pause inside the server, the client's gap is above.");
  }

  private static List<Row> forks(List<Row> rows, Row step) {
    return rows.stream().filter(row -> Updates.change(row).equals(Updates.change(step))).toList();
  }

  private static void ours(Table table, String program, String update, List<Row> rows) {
    Figures pauses = Figures.of(rows, "/pauseMs");
    double min = java.util.Arrays.stream(pauses.values()).min().orElse(Double.NaN);
    table.row(
        "Kitsune for Java",
        program + ", " + update,
        pauses.median(),
        pauses.values().length > 1 ? pauses.siqr() : Double.NaN,
        min,
        pauses.max(),
        "this run, " + pauses.values().length + " updates");
  }

  private Table overheads() {
    Table table =
        new Table("Overhead in the steady state", "system", "program", "overhead", "source");
    for (Row row : root.rows("/steady")) {
      table.row(
          row.text("/system"), row.text("/program"), row.text("/overhead"), row.text("/source"));
    }
    return table.note("ours is in the section on the steady state, if this run measured it");
  }
}
