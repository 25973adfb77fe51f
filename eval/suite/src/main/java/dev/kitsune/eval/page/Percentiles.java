package dev.kitsune.eval.page;

import dev.kitsune.eval.report.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.HistogramIterationValue;

/** The whole distribution of latencies, from the raw logs. */
final class Percentiles implements Part {

  private static final int DIGITS = 3;
  private static final int TICKS_PER_HALF = 4;

  @Override
  public Set<String> keys() {
    return Set.of();
  }

  @Override
  public List<Section> sections(ReportFolder report) {
    List<Plot> plots = new ArrayList<>();
    Table table =
        new Table("The logs behind the curves", "program", "rows", "with a log", "requests");
    for (Map.Entry<String, List<Row>> program :
        Updates.byProgram(report.rows("updates")).entrySet()) {
      Histogram before = new Histogram(DIGITS);
      Histogram after = new Histogram(DIGITS);
      int read = 0;
      for (Row row : program.getValue()) {
        RawLogs.Cut cut = RawLogs.cut(report.folder(), row);
        if (cut == null) {
          report.missing().add("raw log that fits the row " + Updates.step(row));
          continue;
        }
        read++;
        before.add(cut.before());
        after.add(cut.after());
      }
      table.row(
          program.getKey(),
          program.getValue().size(),
          read,
          before.getTotalCount() + after.getTotalCount());
      if (read > 0) {
        plots.add(plot(program.getKey(), before, after));
      }
    }
    if (plots.isEmpty()) {
      return List.of();
    }
    table.note("all steps of a program together; the logs are .hlog files beside the report");
    return List.of(
        new Section(
            "percentiles",
            "Distribution of latencies",
            "From the raw logs: the windows before the updates, and those from each update on, the"
                + " pause and what was late for it included.",
            List.of(table),
            plots));
  }

  private static Plot plot(String program, Histogram before, Histogram after) {
    return Plot.xy(
            "percentiles-" + program,
            program,
            "",
            new Plot.Axis("share of requests that were faster", Plot.Scale.PERCENTILE),
            new Plot.Axis("latency (ms)", Plot.Scale.LOG))
        .with(new Plot.Series("before the updates", curve(before), true, false))
        .with(new Plot.Series("from the updates on", curve(after), true, false));
  }

  /** Returns points of 1 / (1 - p) and milliseconds, up to the last that a request stands for. */
  private static List<double[]> curve(Histogram histogram) {
    List<double[]> points = new ArrayList<>();
    for (HistogramIterationValue value : histogram.percentiles(TICKS_PER_HALF)) {
      double rest = 1 - value.getPercentileLevelIteratedTo() / 100;
      double least = 1.0 / Math.max(1, histogram.getTotalCount());
      double millis = Math.max(1, value.getValueIteratedTo()) / 1e3;
      points.add(new double[] {1 / Math.max(rest, least), millis});
      if (rest <= least) {
        break;
      }
    }
    return points;
  }
}
