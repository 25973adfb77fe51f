package dev.kitsune.eval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kitsune.eval.experiment.StepRow;
import dev.kitsune.eval.experiment.StepsUnderLoad;
import dev.kitsune.eval.experiment.Timing;
import dev.kitsune.eval.kv.KvPlan;
import dev.kitsune.eval.kv.KvSubject;
import dev.kitsune.eval.report.ReportWriter;
import dev.kitsune.eval.testing.FakeServer;
import dev.kitsune.eval.testing.Fault;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EarlierRowsTest {

  private static final KvPlan PLAN = new KvPlan(50, 2, 200, 200, 5000, 42);
  private static final Timing TIMING = new Timing(Duration.ofMillis(50), Duration.ofMillis(100));

  @TempDir Path folder;

  @Test
  void read_reportOfAWholeStream_keptAsItWas() throws Exception {
    List<StepRow> written = measure(Fault.NONE);

    EarlierRows rows = EarlierRows.read(folder, "QUICK");

    assertThat(rows.isEmpty()).isFalse();
    assertThat(rows.hasSteps("kv-server", 1, 2)).isTrue();
    assertThat(rows.hasSteps("kv-server", 2, 2)).isFalse();
    StepRow first = rows.steps().get(0);
    assertThat(first.client()).isEqualTo(written.get(0).client());
    assertThat(first.connections()).isEqualTo(written.get(0).connections());
    assertThat(first.timeline().answered()).isEqualTo(written.get(0).timeline().answered());
  }

  @Test
  void read_reportOfABrokenOffStream_itIsGoneThroughAgain() throws Exception {
    measure(Fault.NONE);

    EarlierRows rows = EarlierRows.read(folder, "QUICK");

    assertThat(rows.hasSteps("kv-server", 1, 3)).isFalse();
    rows.forgetSteps("kv-server", 1);
    assertThat(rows.steps()).isEmpty();
  }

  @Test
  void read_reportWithAFault_itIsGoneThroughAgain() throws Exception {
    measure(Fault.LOSES_A_KEY);

    assertThat(EarlierRows.read(folder, "QUICK").hasSteps("kv-server", 1, 2)).isFalse();
  }

  @Test
  void read_reportOfAnotherSize_refused() throws Exception {
    measure(Fault.NONE);

    assertThatThrownBy(() -> EarlierRows.read(folder, "FULL"))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("expected=FULL, found=QUICK");
  }

  @Test
  void read_noReport_refused() {
    assertThatThrownBy(() -> EarlierRows.read(folder, "QUICK"))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("no report to go on with");
  }

  private List<StepRow> measure(Fault fault) throws Exception {
    List<StepRow> rows;
    try (FakeServer server = new FakeServer(fault)) {
      rows =
          new StepsUnderLoad(new KvSubject(PLAN), TIMING, folder, progress -> {})
              .run(1, server, List.of("1.0", "1.1", "1.2"), row -> {});
    }
    new ReportWriter()
        .put("size", "QUICK")
        .put("updates", rows)
        .write(folder.resolve("report.json"));
    return rows;
  }
}
