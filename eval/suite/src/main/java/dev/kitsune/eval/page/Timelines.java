package dev.kitsune.eval.page;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** What clients saw in the time around each update (MVEDSUA, ASPLOS 2019, figure 6). */
final class Timelines implements Part {

  @Override
  public Set<String> keys() {
    return Set.of();
  }

  @Override
  public List<Section> sections(ReportFolder report) {
    List<Plot> plots = new ArrayList<>();
    for (Row row : report.rows("updates")) {
      if (row.node().path("timeline").isObject()) {
        plots.add(plot(row, Updates.step(row), plots.size() + 1));
      }
    }
    for (Row row : report.rows("capacity")) {
      Row step = row.part("/step");
      if (step.node().path("timeline").isObject()) {
        String share = " at " + Math.round(row.number("/share") * 100) + "% of capacity";
        plots.add(plot(step, Updates.step(step) + share, plots.size() + 1));
      }
    }
    if (plots.isEmpty()) {
      return List.of();
    }
    return List.of(
        new Section(
            "timeline",
            "The time around each update",
            "Requests answered, and the longest latency of those that were due, in each piece of the"
                + " time. The upright lines: the request for the update, the begin of the pause, its"
                + " end.",
            List.of(),
            plots));
  }

  private static Plot plot(Row row, String title, int number) {
    Row timeline = row.part("/timeline");
    double bucket = timeline.number("/bucketMs");
    double start = timeline.number("/startMs");
    Plot plot =
        Plot.xy(
            "timeline-" + number,
            title,
            "pieces of " + Math.round(bucket) + " ms",
            new Plot.Axis("ms since the update was requested", Plot.Scale.LINEAR),
            new Plot.Axis("longest latency (ms)", Plot.Scale.LINEAR));
    plot.with(
        new Plot.Series(
            "longest latency (ms)",
            points(timeline.node().path("maxLatencyMs"), start, bucket, 1),
            true,
            false));
    plot.with(
        new Plot.Series(
            "answered (1/s)",
            points(timeline.node().path("answered"), start, bucket, 1000 / bucket),
            true,
            true));
    plot.markers().add(new Plot.Marker("request", 0));
    double begin = row.number("/timeToQuiescenceMs") - row.number("/phases/quiesceMs");
    double end = begin + row.number("/pauseMs");
    if (!Double.isNaN(end)) {
      plot.markers().add(new Plot.Marker("pause begins", begin));
      plot.markers().add(new Plot.Marker("pause ends", end));
    }
    return plot;
  }

  /** Returns the pieces that have a figure; a null says that nothing was due. */
  private static List<double[]> points(JsonNode values, double start, double bucket, double scale) {
    List<double[]> points = new ArrayList<>();
    for (int i = 0; i < values.size(); i++) {
      if (values.get(i).isNumber()) {
        points.add(new double[] {start + i * bucket, values.get(i).doubleValue() * scale});
      }
    }
    return points;
  }
}
