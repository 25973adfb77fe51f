package dev.kitsune.eval.page;

import com.fasterxml.jackson.databind.JsonNode;
import dev.kitsune.eval.report.Table;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The pause against the size of the state (Kitsune, TOPLAS 2014, tables VIII to XI). */
final class StateSizes implements Part {

  private final Published published;

  StateSizes(Published published) {
    this.published = published;
  }

  @Override
  public Set<String> keys() {
    return Set.of("stateSize", "sizes");
  }

  @Override
  public List<Section> sections(ReportFolder report) {
    List<Row> rows = new ArrayList<>();
    for (String key : List.of("stateSize", "sizes", "rows")) {
      report.rows(key).stream().filter(StateSizes::isSize).forEach(rows::add);
    }
    if (rows.isEmpty()) {
      return List.of();
    }
    return List.of(
        new Section(
            "state-size",
            "Pause against the size of the state",
            "The same update at several sizes: with nothing of the store changed, and with the class"
                + " of every entry changed.",
            List.of(table(rows)),
            List.of(plot(rows))));
  }

  private static boolean isSize(Row row) {
    JsonNode node = row.node();
    return node.has("entries") && node.has("change") && node.has("later");
  }

  private static Table table(List<Row> rows) {
    Table table =
        new Table(
            "Pause against the size of the state",
            "collector",
            "what changed",
            "entries",
            "updates",
            "first pause (ms)",
            "pause median (ms)",
            "pause max (ms)",
            "client gap median (ms)",
            "client gap max (ms)",
            "transform median (ms)",
            "peak heap (MB)",
            "peak RSS (MB)",
            "data");
    for (Row row : rows) {
      List<Row> later = row.rows("/later");
      String failure = row.text("/failure");
      table.row(
          row.text("/collector"),
          row.text("/change"),
          row.whole("/entries"),
          later.size(),
          row.number("/first/pauseMs"),
          Figures.of(later, "/pauseMs").median(),
          Figures.of(later, "/pauseMs").max(),
          Figures.of(later, "/gapMs").median(),
          Figures.of(later, "/gapMs").max(),
          Figures.of(later, "/phases/transformMs").median(),
          row.number("/peakHeapBytes") / (1 << 20),
          row.number("/peakRssBytes") / (1 << 20),
          failure.isEmpty() || failure.equals("-") ? "right" : "FAILED: " + failure);
    }
    return table
        .note(
            "first: the first update of the process, not in the other figures. data: the number of")
        .note("entries and 1,000 random values at the end. peak heap: an upper bound");
  }

  private Plot plot(List<Row> rows) {
    Plot plot =
        Plot.xy(
            "state-size",
            "Pause against the number of entries",
            "each point the median of the updates after the first",
            new Plot.Axis("entries", Plot.Scale.LOG),
            new Plot.Axis("pause (ms)", Plot.Scale.LOG));
    Map<String, List<double[]>> series = new LinkedHashMap<>();
    for (Row row : rows) {
      double pause = Figures.of(row.rows("/later"), "/pauseMs").median();
      double entries = row.number("/entries");
      if (pause > 0 && entries > 0) {
        String name = "changed: " + row.text("/change") + ", " + row.text("/collector");
        series.computeIfAbsent(name, each -> new ArrayList<>()).add(new double[] {entries, pause});
      }
    }
    series.forEach((name, points) -> plot.with(new Plot.Series(name, points, true, false)));
    published.stateSizes().forEach(plot::with);
    return plot;
  }
}
