package dev.kitsune.eval.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.kitsune.eval.report.Table;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.HistogramLogReader;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The page in a real browser; without one, which `.ci/run` installs, nothing is tested here. */
class PageInBrowserTest {

  private static final int PUBLISHED_SIZES = 11;

  @TempDir Path folder;
  @TempDir Path scratch;

  private Chromium chromium;

  @BeforeEach
  void findBrowser() {
    Optional<Chromium> found = Chromium.find();
    assumeTrue(found.isPresent(), "no chromium on the path; apt-get install chromium");
    chromium = found.get();
  }

  @Test
  void open_everyPlot_hasAsManyMarksAsItsData() throws Exception {
    Page.of(sample().write()).write();

    Document page = chromium.open(folder.resolve("report.html"), scratch, 1400);

    Map<String, Integer> marks = marks(page);
    assertThat(marks)
        .containsEntry("phases-kv-server", 2 * 4)
        .containsEntry("phases-ftp-server", 4)
        .containsEntry("timeline-1", 2 * SampleRun.BUCKETS)
        .containsEntry("timeline-2", 2 * SampleRun.BUCKETS)
        .containsEntry("timeline-3", 2 * SampleRun.BUCKETS)
        .containsEntry("alternatives-kv-server", 2 * 3)
        .containsEntry("state-size", 4 + PUBLISHED_SIZES)
        .containsEntry("steady-1", 3);
    JsonNode data = new ObjectMapper().readTree(page.select("script#plots").first().data());
    assertThat(data).hasSize(marks.size());
    for (JsonNode plot : data) {
      int points = 0;
      for (JsonNode series : plot.get("series")) {
        points += series.get("points").size();
      }
      assertThat(marks).containsEntry(plot.get("id").asText(), points);
    }
  }

  @Test
  void open_asWideAsAPhone_drawsTheSame() throws Exception {
    Page.of(sample().write()).write();

    Map<String, Integer> wide = marks(chromium.open(folder.resolve("report.html"), scratch, 1400));
    Map<String, Integer> narrow = marks(chromium.open(folder.resolve("report.html"), scratch, 500));

    assertThat(narrow).isEqualTo(wide);
  }

  @Test
  void open_cellsOfLatency_areThoseOfTheRawLog() throws Exception {
    Page.of(sample().write()).write();

    Document page = chromium.open(folder.resolve("report.html"), scratch, 1400);

    Histogram raw = new Histogram(3);
    try (HistogramLogReader log =
        new HistogramLogReader(folder.resolve("kv-server-2.0.0-2.0.1-load.hlog").toFile())) {
      for (int second = 0; log.hasNext(); second++) {
        Histogram one = (Histogram) log.nextIntervalHistogram();
        if (second >= SampleRun.UPDATE_AT) {
          raw.add(one);
        }
      }
    }
    assertThat(raw.getTotalCount()).isEqualTo(2000);
    Element row = page.select("#table-latency tbody tr").first();
    List<String> names = page.select("#table-latency th").eachText();
    assertThat(cell(row, names, "p99")).isEqualTo(Table.number(raw.getValueAtPercentile(99) / 1e3));
    assertThat(cell(row, names, "p99.9"))
        .isEqualTo(Table.number(raw.getValueAtPercentile(99.9) / 1e3));
    assertThat(cell(row, names, "max")).isEqualTo(Table.number(raw.getMaxValue() / 1e3));
  }

  @Test
  void open_emptyReport_drawsNothingAndDoesNotFail() throws Exception {
    java.nio.file.Files.writeString(folder.resolve("report.json"), "{}");
    Page.of(folder).write();

    Document page = chromium.open(folder.resolve("report.html"), scratch, 1400);

    assertThat(page.select("html").attr("data-drawn")).isEqualTo("yes");
    assertThat(page.select("figure[data-plot]")).isEmpty();
  }

  private static String cell(Element row, List<String> names, String name) {
    return row.select("td").get(names.indexOf(name)).text();
  }

  private static Map<String, Integer> marks(Document page) {
    assertThat(page.select("html").attr("data-drawn")).isEqualTo("yes");
    Map<String, Integer> marks = new TreeMap<>();
    for (Element figure : page.select("figure[data-plot]")) {
      marks.put(figure.attr("data-plot"), Integer.valueOf(figure.attr("data-marks")));
    }
    return marks;
  }

  private SampleRun sample() throws Exception {
    SampleRun run = new SampleRun(folder);
    return run.with(
            "updates",
            List.of(
                run.update("kv-server", "2.0.0", "2.0.1"),
                run.update("kv-server", "2.0.1", "2.0.2"),
                run.update("ftp-server", "1.1.0", "1.1.1")))
        .with(
            "restarts",
            List.of(
                SampleRun.restart("kv-server", "2.0.0", "2.0.1"),
                SampleRun.restart("kv-server", "2.0.1", "2.0.2")))
        .with(
            "sizes",
            List.of(
                SampleRun.size("none", 10_000, 3),
                SampleRun.size("none", 1_000_000, 3.2),
                SampleRun.size("entry", 10_000, 8),
                SampleRun.size("entry", 1_000_000, 240)))
        .with(
            "kitsuneToPlain",
            List.of(
                SampleRun.ratio("GET", 0.985, 0.995, 1.004),
                SampleRun.ratio("SET", 0.99, 1.001, 1.01),
                SampleRun.ratio("INCR", 0.94, 0.96, 0.97)));
  }
}
