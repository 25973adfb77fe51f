package dev.kitsune.eval.page;

import com.fasterxml.jackson.databind.JsonNode;
import dev.kitsune.eval.report.Table;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Ratios with their intervals, wherever the report has some: with Kitsune against without, a build
 * slowed on purpose, real peers (Kitsune, TOPLAS 2014, table IV).
 */
final class Comparisons implements Part {

  @Override
  public Set<String> keys() {
    return Set.of("kitsuneToPlain", "slowedToPlain", "ratios", "steady");
  }

  @Override
  public List<Section> sections(ReportFolder report) {
    Map<String, List<Row>> groups = new LinkedHashMap<>();
    find("", report.root(), report, groups, 0);
    if (groups.isEmpty()) {
      return List.of();
    }
    List<Table> tables = new ArrayList<>();
    List<Plot> plots = new ArrayList<>();
    groups.forEach((name, rows) -> {
      tables.add(table(name, rows));
      plots.add(plot(name, rows, plots.size() + 1));
    });
    return List.of(
        new Section(
            "steady",
            "Steady state",
            "Answers a second of one build against another, in pairs measured close together. A ratio"
                + " below 1 is slower; the interval holds the median of the ratios with 95%.",
            tables,
            plots));
  }

  private static void find(
      String name, JsonNode node, ReportFolder report, Map<String, List<Row>> groups, int depth) {
    if (node.isArray() && !node.isEmpty() && node.get(0).at("/ratio/estimate").isNumber()) {
      List<Row> rows = new ArrayList<>();
      node.forEach(each -> rows.add(new Row(each, name, report.missing())));
      groups.put(name, rows);
    } else if (depth < 4 && node.isContainerNode()) {
      node.properties()
          .forEach(each ->
              find(
                  name.isEmpty() ? Words.of(each.getKey()) : name + ", " + each.getKey(),
                  each.getValue(),
                  report,
                  groups,
                  depth + 1));
    }
  }

  private static Table table(String name, List<Row> rows) {
    Table table =
        new Table(
            name,
            "operation",
            "subject (1/s)",
            "reference (1/s)",
            "pairs",
            "ratio",
            "low",
            "high",
            "verdict");
    for (Row row : rows) {
      table.row(
          row.text("/operation"),
          row.number("/subjectMedian"),
          row.number("/referenceMedian"),
          row.size("/subjects"),
          fine(row.number("/ratio/estimate")),
          fine(row.number("/ratio/low")),
          fine(row.number("/ratio/high")),
          row.text("/verdict").toLowerCase(Locale.ROOT).replace('_', ' '));
    }
    return table.note("low, high: bootstrap interval of 95% of the median ratio");
  }

  /** A hundredth of a percent counts here. */
  private static String fine(double ratio) {
    return Double.isNaN(ratio) ? "-" : String.format(Locale.ROOT, "%.4f", ratio);
  }

  private static Plot plot(String name, List<Row> rows, int number) {
    Plot plot =
        Plot.over(
            "steady-" + number,
            name,
            "",
            Plot.Kind.INTERVALS,
            rows.stream().map(row -> row.text("/operation")).toList(),
            new Plot.Axis("ratio, with its 95% interval", Plot.Scale.LINEAR));
    plot.with(
        new Plot.Series(
            "ratio",
            rows.stream()
                .map(row ->
                    new double[] {
                      row.number("/ratio/low"),
                      row.number("/ratio/estimate"),
                      row.number("/ratio/high")
                    })
                .toList(),
            false,
            false));
    plot.markers().add(new Plot.Marker("-2%", 0.98));
    plot.markers().add(new Plot.Marker("equal", 1));
    plot.markers().add(new Plot.Marker("+2%", 1.02));
    return plot;
  }
}
