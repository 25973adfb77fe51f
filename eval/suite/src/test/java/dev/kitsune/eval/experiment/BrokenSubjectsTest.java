package dev.kitsune.eval.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kitsune.eval.kv.KvPlan;
import dev.kitsune.eval.kv.KvSubject;
import dev.kitsune.eval.testing.FakeServer;
import dev.kitsune.eval.testing.Fault;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The suite's test of itself: subjects that are broken on purpose must be reported as broken, and a
 * sound one as sound (anchors 6.2, point 11).
 */
class BrokenSubjectsTest {

  private static final KvPlan PLAN = new KvPlan(400, 4, 1000, 500, 5000, 42);
  private static final Timing TIMING = new Timing(Duration.ofMillis(200), Duration.ofMillis(400));

  @TempDir Path folder;

  @Test
  void run_soundSubject_everyRowCorrect() throws Exception {
    List<StepRow> rows = run(Fault.NONE, "1.0", "1.1", "1.2");

    assertThat(rows).hasSize(2);
    assertThat(rows).allSatisfy(row -> assertThat(row.failures()).isEmpty());
    assertThat(rows).extracting(StepRow::outcome).containsOnly("COMMITTED");
    StepRow first = rows.get(0);
    assertThat(first.correct().oldLoaderAlive()).isFalse();
    assertThat(first.checks().versionBefore()).isEqualTo("1.0");
    assertThat(first.checks().versionAfter()).isEqualTo("1.1");
    assertThat(first.checks().keysAfter()).isEqualTo(400 + 4 * 3 * 16 + 16);
    assertThat(first.client().intended().count()).isPositive();
    assertThat(first.raw()).allSatisfy(log -> assertThat(folder.resolve(log)).isNotEmptyFile());
  }

  @ParameterizedTest(name = "{0} raises {1}")
  @CsvSource({
    "LOSES_A_KEY, keysLost",
    "ALTERS_A_VALUE, keysAltered",
    "FORGETS_THE_LAST_WRITES, keysAltered",
    "ALTERS_A_COUNTER, keysAltered",
    "LOSES_A_LIST_ELEMENT, keysAltered",
    "LOSES_A_SET_MEMBER, keysAltered",
    "DROPS_A_CONNECTION, connectionsDropped",
    "SWAPS_TWO_REPLIES, wrongReplies",
    "ANSWERS_WITH_ERRORS, wrongReplies",
  })
  void run_brokenSubject_rowFailsWithItsCounter(Fault fault, String counter) throws Exception {
    List<StepRow> rows = run(fault, "1.0", "1.1");

    assertThat(rows).singleElement().satisfies(row -> assertThat(row.isCorrect()).isFalse());
    StepRow.Correct correct = rows.get(0).correct();
    long count =
        switch (counter) {
          case "keysLost" -> correct.keysLost();
          case "keysAltered" -> correct.keysAltered() + correct.keysLost();
          case "connectionsDropped" -> correct.connectionsDropped();
          default -> correct.wrongReplies();
        };
    assertThat(count).as(correct.toString()).isPositive();
    assertThat(correct.firstFaults()).isNotEmpty();
  }

  @Test
  void run_subjectStalls300Ms_gapAndIntendedLatencyShowIt() throws Exception {
    List<StepRow> rows = run(Fault.STALLS_300_MS, "1.0", "1.1");

    StepRow row = rows.get(0);
    assertThat(row.isCorrect()).as(row.failures().toString()).isTrue();
    assertThat(row.client().maxGapMs()).isGreaterThanOrEqualTo(299);
    assertThat(row.client().intended().max()).isGreaterThanOrEqualTo(290);
    // Of the requests due within the stall all are late, not just one a connection: at 1,000 a
    // second some 150 of them by 150 ms or more. A closed loop would have seen four.
    assertThat(row.client().intended().p99()).isGreaterThanOrEqualTo(150);
  }

  @Test
  void run_subjectLeaksItsLoader_rowFails() throws Exception {
    StepRow row = run(Fault.LEAKS_ITS_LOADER, "1.0", "1.1").get(0);

    assertThat(row.correct().oldLoaderAlive()).isTrue();
    assertThat(row.isCorrect()).isFalse();
  }

  @Test
  void run_subjectKeepsItsVersion_rowFails() throws Exception {
    List<StepRow> rows = run(Fault.KEEPS_ITS_VERSION, "1.0", "1.1");

    assertThat(rows.get(0).failures())
        .singleElement()
        .asString()
        .contains("version: expected=1.1, found=1.0");
  }

  @Test
  void run_updateRolledBack_rowFailsAndStreamEnds() throws Exception {
    List<StepRow> rows = run(Fault.IS_ROLLED_BACK, "1.0", "1.1", "1.2");

    assertThat(rows).hasSize(1);
    assertThat(rows.get(0).outcome()).isEqualTo("ROLLED_BACK");
    assertThat(rows.get(0).failures().get(0)).contains("no rule for new field Fake.field");
  }

  private List<StepRow> run(Fault fault, String... versions)
      throws IOException, InterruptedException {
    Files.createDirectories(folder);
    try (FakeServer server = new FakeServer(fault)) {
      StepsUnderLoad steps =
          new StepsUnderLoad(new KvSubject(PLAN), TIMING, folder, progress -> {});
      return steps.run(1, server, List.of(versions), row -> {});
    }
  }
}
