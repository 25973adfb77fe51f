package dev.kitsune.eval.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kitsune.eval.report.Table;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PageTest {

  private static final String SCRIPT = "</script><script>alert(1)</script>\"'&";

  @TempDir Path folder;

  @Test
  void write_failedRow_isLoud() throws Exception {
    SampleRun run = new SampleRun(folder);
    Map<String, Object> row = new HashMap<>(run.update("kv-server", "1", "2"));
    row.put("failures", List.of("correctness: keysLost=1"));
    run.with("updates", List.of(row)).with("correct", false);

    Document page = page(run);

    assertThat(page.select(".verdict.bad").text()).contains("FAILED: 1", "keysLost=1");
    assertThat(page.select("#table-updates tr.failed")).hasSize(1);
    assertThat(page.select("#table-correctness tr.failed")).hasSize(1);
  }

  @Test
  void write_runThatWasInterrupted_saysSo() throws Exception {
    SampleRun run = new SampleRun(folder).with("complete", false);

    assertThat(page(run).select(".verdict.bad").text()).contains("did not come to its end");
  }

  @Test
  void write_emptyReport_opensAndSaysWhatIsMissing() throws Exception {
    Files.writeString(folder.resolve("report.json"), "{}");

    Page.of(folder).write();

    Document page = Jsoup.parse(folder.resolve("report.html"));
    assertThat(page.select(".verdict").text()).contains("does not say whether all was correct");
    assertThat(page.select("#honesty").text()).contains("the report lacks", "/machine/cpu");
    assertThat(page.select("#published table")).hasSize(2);
  }

  @Test
  void write_rowThatLacksFigures_showsTheOthers() throws Exception {
    SampleRun run = new SampleRun(folder);
    run.with(
        "updates", List.of(Map.of("subject", "kv-server", "from", "1", "to", "2", "pauseMs", 7.5)));

    Document page = page(run);

    assertThat(page.select("#table-updates tbody td").eachText())
        .startsWith("kv-server 1 → 2", "-", "7.50", "-");
    assertThat(page.select("#honesty").text()).contains("updates/phases/quiesceMs");
  }

  @Test
  void write_unknownList_becomesATable() throws Exception {
    SampleRun run =
        new SampleRun(folder)
            .with("novelThings", List.of(Map.of("name", "a", "inner", Map.of("waitMs", 2.5))));

    Document page = page(run);

    assertThat(page.select("#table-other-novelThings th").eachText())
        .containsExactlyInAnyOrder("name", "inner wait (ms)");
    assertThat(page.select("#table-other-novelThings td").eachText())
        .containsExactlyInAnyOrder("a", "2.50");
  }

  @Test
  void write_hostileText_staysText() throws Exception {
    SampleRun run = new SampleRun(folder).with("command", SCRIPT);
    Map<String, Object> row = new HashMap<>(run.update("kv-server", "1", "2"));
    row.put("to", SCRIPT);
    row.put("outcome", SCRIPT);
    run.with("updates", List.of(row));

    Document page = page(run);

    assertThat(page.select("script")).hasSize(3);
    assertThat(page.select("script").outerHtml()).doesNotContain("<script>alert");
    assertThat(page.select("#table-updates td").eachText()).contains(SCRIPT);
    assertThat(page.select("dd").eachText()).contains(SCRIPT);
  }

  @Test
  void write_textLikeAPlaceOfThePage_staysText() throws Exception {
    SampleRun run = new SampleRun(folder).with("command", "@CHART@ and @NO_SUCH_PLACE@");

    assertThat(page(run).select("dd").eachText()).contains("@CHART@ and @NO_SUCH_PLACE@");
  }

  @Test
  void write_everyTable_hasItsCsv() throws Exception {
    SampleRun run = new SampleRun(folder);
    run.with("updates", List.of(run.update("kv-server", "1", "2")));

    Document page = page(run);

    assertThat(page.select("a.csv")).isNotEmpty();
    assertThat(page.select("a.csv").eachAttr("href"))
        .allSatisfy(each -> assertThat(folder.resolve(each)).isRegularFile());
    assertThat(Files.readAllLines(folder.resolve("csv/updates.csv")))
        .satisfiesExactly(
            names -> assertThat(names).startsWith("step,outcome,pause (ms),client gap (ms)"),
            row -> assertThat(row).startsWith("kv-server 1 → 2,COMMITTED,41.5,43.25,"));
  }

  @Test
  void write_noNetwork_nothingIsFetched() throws Exception {
    SampleRun run = new SampleRun(folder);
    run.with("updates", List.of(run.update("kv-server", "1", "2")));

    Document page = page(run);

    assertThat(page.select("[src], link, iframe")).isEmpty();
    assertThat(page.select("style").html()).doesNotContain("url(", "@import");
  }

  @Test
  void write_logOfOtherCounts_isNotDrawn() throws Exception {
    SampleRun run = new SampleRun(folder);
    Map<String, Object> row = new HashMap<>(run.update("kv-server", "1", "2"));
    row.put("client", Map.of("before", Map.of("count", 3), "intended", Map.of("count", 4)));
    run.with("updates", List.of(row));

    Document page = page(run);

    assertThat(page.select("#percentiles")).isEmpty();
    assertThat(page.select("#honesty").text())
        .contains("raw log that fits the row kv-server 1 → 2");
  }

  @Test
  void of_noReport_saysWhere() {
    assertThatThrownBy(() -> Page.of(folder))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("no report there: path=" + folder);
  }

  @Test
  void tables_oneSection_areThoseOfThePage() throws Exception {
    SampleRun run = new SampleRun(folder);
    run.with("updates", List.of(run.update("kv-server", "1", "2")));

    List<Table> tables = Page.of(run.write()).tables("updates");

    assertThat(tables).hasSize(1);
    assertThat(tables.get(0).text()).contains("kv-server 1 → 2", "41.5");
  }

  private Document page(SampleRun run) throws IOException {
    return Jsoup.parse(Page.of(run.write()).write());
  }
}
