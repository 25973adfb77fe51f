package dev.kitsune.eval.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kitsune.eval.ftp.FtpPlan;
import dev.kitsune.eval.ftp.FtpSubject;
import dev.kitsune.eval.testing.FakeFtp;
import dev.kitsune.eval.testing.Fault;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** As {@link BrokenSubjectsTest}, for the load on ftp-server. */
class BrokenFtpTest {

  private static final int RATE = 200_000;
  private static final long LARGE = 2_000_000;
  private static final FtpPlan PLAN = new FtpPlan(3, 1, RATE, LARGE, 2, 20, 500, 5000, 42);
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
    "FORGETS_DIALOGUES, wrongReplies",
    "FORGETS_LOGINS, wrongReplies",
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
          case "connectionsDropped" -> correct.connectionsDropped();
          default -> correct.wrongReplies();
        };
    assertThat(count).as(correct.toString()).isPositive();
    assertThat(correct.firstFaults()).isNotEmpty();
  }

  @Test
  void run_subjectLoses100Bytes_theyAreCounted() throws Exception {
    StepRow row = run(Fault.LOSES_BYTES, "1.0", "1.1").get(0);

    assertThat(row.correct().bytesLost()).isEqualTo(100);
    assertThat(row.correct().bytesAltered()).isZero();
  }

  @Test
  void run_subjectStalls300Ms_gapShowsIt() throws Exception {
    StepRow row = run(Fault.STALLS_300_MS, "1.0", "1.1").get(0);

    assertThat(row.isCorrect()).as(row.failures().toString()).isTrue();
    assertThat(row.client().maxGapMs()).isGreaterThanOrEqualTo(290);
    assertThat(row.client().probe().max()).isGreaterThanOrEqualTo(290);
  }

  @Test
  void run_subjectKeepsItsVersion_rowFails() throws Exception {
    StepRow row = run(Fault.KEEPS_ITS_VERSION, "1.0", "1.1").get(0);

    assertThat(row.failures()).singleElement().asString().contains("expected=1.1, found=1.0");
  }

  private List<StepRow> run(Fault fault, String... versions) throws Exception {
    try (FakeFtp server = new FakeFtp(fault, LARGE, RATE / 2)) {
      return new StepsUnderLoad(new FtpSubject(PLAN), TIMING, folder, progress -> {})
          .run(1, server, List.of(versions), row -> {});
    }
  }
}
