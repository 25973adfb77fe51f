package dev.kitsune.eval.page;

import dev.kitsune.eval.report.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** What a user would do instead, under the same load. */
final class Alternatives implements Part {

  private static final double LEAST_MS = 0.1;

  @Override
  public Set<String> keys() {
    return Set.of("restarts");
  }

  @Override
  public List<Section> sections(ReportFolder report) {
    List<Row> rows = report.rows("restarts");
    if (rows.isEmpty()) {
      return List.of();
    }
    return List.of(
        new Section(
            "alternatives",
            "What a user would do instead",
            "The same load and the same step without Kitsune: stop the old release, start the next.",
            List.of(table(rows)),
            plots(report.rows("updates"), rows)));
  }

  private static Table table(List<Row> rows) {
    Set<String> counters = Updates.counters(rows);
    List<String> columns =
        new ArrayList<>(
            List.of(
                "step",
                "kind",
                "restart (ms)",
                "client gap (ms)",
                "max latency after (ms)",
                "recovery (s)"));
    counters.forEach(each -> columns.add(Words.of(each)));
    Table table = new Table("Stop, and start the next release", columns.toArray(String[]::new));
    for (Row row : rows) {
      List<Object> cells = new ArrayList<>();
      cells.add(Updates.step(row));
      cells.add(row.text("/kind"));
      cells.add(row.number("/restartMs"));
      cells.add(row.number("/client/maxGapMs"));
      cells.add(row.number("/client/intended/max"));
      cells.add(row.number("/client/recoveryS"));
      counters.forEach(each ->
          cells.add(row.node().path("correct").has(each) ? row.text("/correct/" + each) : "-"));
      table.row(cells.toArray());
    }
    return table.note("losses are expected here, and are no failure: they are the comparison");
  }

  private static List<Plot> plots(List<Row> updates, List<Row> restarts) {
    List<Plot> plots = new ArrayList<>();
    Map<String, List<Row>> others = Updates.byProgram(restarts);
    Updates.byProgram(updates)
        .forEach((program, rows) -> {
          List<Row> beside = others.getOrDefault(program, List.of());
          if (beside.isEmpty()) {
            return;
          }
          Map<String, List<Row>> steps =
              rows.stream()
                  .collect(
                      Collectors.groupingBy(
                          Updates::change, java.util.LinkedHashMap::new, Collectors.toList()));
          Plot plot =
              Plot.over(
                  "alternatives-" + program,
                  program + ": the longest time without an answer",
                  "",
                  Plot.Kind.POINTS,
                  List.copyOf(steps.keySet()),
                  new Plot.Axis("ms, medians over forks", Plot.Scale.LOG));
          plot.with(series("pause inside", steps, rows, "/pauseMs"));
          plot.with(series("client, update", steps, rows, "/client/maxGapMs"));
          plot.with(series("client, restart", steps, beside, "/client/maxGapMs"));
          plots.add(plot);
        });
    return plots;
  }

  private static Plot.Series series(
      String name, Map<String, List<Row>> steps, List<Row> rows, String pointer) {
    List<double[]> points = new ArrayList<>();
    int at = 0;
    for (String step : steps.keySet()) {
      double median =
          Figures.of(
                  rows.stream().filter(row -> Updates.change(row).equals(step)).toList(), pointer)
              .median();
      if (!Double.isNaN(median)) {
        points.add(new double[] {at, Math.max(LEAST_MS, median)});
      }
      at++;
    }
    return new Plot.Series(name, points, false, false);
  }
}
