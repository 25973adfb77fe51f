package dev.kitsune.eval.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kitsune.eval.http.HttpPlan;
import dev.kitsune.eval.http.HttpSubject;
import dev.kitsune.eval.subject.Numbered;
import dev.kitsune.eval.testing.FakeHttp;
import dev.kitsune.eval.testing.Fault;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** As {@link BrokenSubjectsTest}, for the load on http-server. */
class BrokenHttpTest {

  private static final HttpPlan PLAN = new HttpPlan(1, 3, 50_000, 2, 50, 200, 5000, 42);
  private static final Timing TIMING = new Timing(Duration.ofMillis(200), Duration.ofMillis(400));

  @TempDir Path folder;

  @Test
  void run_soundSubject_everyRowCorrect() throws Exception {
    List<StepRow> rows = run(Fault.NONE, "1.0", "1.1", "1.2");

    assertThat(rows).hasSize(2);
    assertThat(rows).allSatisfy(row -> assertThat(row.failures()).isEmpty());
    assertThat(rows.get(1).checks().versionAfter()).isEqualTo("1.2");
    assertThat(rows.get(1).checks().keysAfter()).isEqualTo(3);
  }

  @ParameterizedTest(name = "{0} raises {1}")
  @CsvSource({
    "LOSES_BYTES, bytesLost",
    "DOUBLES_BYTES, bytesDoubled",
    "ALTERS_A_BYTE, bytesAltered",
    "ALTERS_A_VALUE, keysAltered",
    "ANSWERS_WITH_ERRORS, wrongReplies",
    "DROPS_A_CONNECTION, connectionsDropped",
  })
  void run_brokenSubject_rowFailsWithItsCounter(Fault fault, String counter) throws Exception {
    StepRow row = run(fault, "1.0", "1.1").get(0);

    StepRow.Correct correct = row.correct();
    assertThat(row.isCorrect()).isFalse();
    long count =
        switch (counter) {
          case "bytesLost" -> correct.bytesLost();
          case "bytesDoubled" -> correct.bytesDoubled();
          case "bytesAltered" -> correct.bytesAltered();
          case "keysAltered" -> correct.keysAltered();
          case "connectionsDropped" -> correct.connectionsDropped();
          default -> correct.wrongReplies();
        };
    assertThat(count).as(correct.toString()).isPositive();
    assertThat(correct.firstFaults()).isNotEmpty();
  }

  @Test
  void run_subjectStalls300Ms_gapShowsIt() throws Exception {
    StepRow row = run(Fault.STALLS_300_MS, "1.0", "1.1").get(0);

    assertThat(row.isCorrect()).as(row.failures().toString()).isTrue();
    assertThat(row.client().maxGapMs()).isGreaterThanOrEqualTo(290);
    assertThat(row.client().probe().max()).isGreaterThanOrEqualTo(290);
  }

  private List<StepRow> run(Fault fault, String... versions) throws Exception {
    Map<String, byte[]> files =
        Map.of(
            "/small.txt", Numbered.plain().bytes(0, 256),
            "/large.bin", Numbered.plain().bytes(0, 20_000));
    try (FakeHttp server = new FakeHttp(fault, files)) {
      return new StepsUnderLoad(new HttpSubject(PLAN), TIMING, folder, progress -> {})
          .run(1, server, List.of(versions), row -> {});
    }
  }
}
