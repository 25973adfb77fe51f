package dev.kitsune.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.kitsune.cli.CommandFixture.Result;
import dev.kitsune.control.ControlServer;
import dev.kitsune.control.FakeService;
import dev.kitsune.testing.VersionJars;
import dev.kitsune.update.UpdateException;
import dev.kitsune.update.UpdateReport;
import dev.kitsune.update.UpdateReport.Outcome;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code kitsune update} against a real control socket; kv runs version 1 of 1, 2, 3. */
@Timeout(60)
class UpdateCommandTest {

  private static final ObjectMapper JSON =
      new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

  @TempDir private Path temporary;
  private final FakeService service = new FakeService("kv", "1");
  private CommandFixture kitsune;
  private ControlServer server;
  private Path second;

  @BeforeEach
  void setUp() throws Exception {
    kitsune = new CommandFixture(temporary);
    VersionJars.write(kitsune.home, "kv", "1", Map.of());
    second = VersionJars.write(kitsune.home, "kv", "2", Map.of("Kitsune-Previous", "1"));
    VersionJars.write(kitsune.home, "kv", "3", Map.of("Kitsune-Previous", "2"));
    server = ControlServer.open(kitsune.control, service);
  }

  @AfterEach
  void tearDown() {
    server.close();
  }

  @Test
  void update_byNameAndVersion_asksForTheJarOfTheCatalogue() {
    Result result = kitsune.run("update", "kv", "2");

    assertThat(result.code()).isZero();
    assertThat(service.requests())
        .containsExactly(new FakeService.Request(second, Duration.ofSeconds(5), false));
  }

  @Test
  void update_byPidAndJar_asksForThatJar() throws Exception {
    Path jar = Files.copy(second, temporary.resolve("my version.jar"));

    Result result =
        kitsune.run(
            "update",
            "" + ProcessHandle.current().pid(),
            jar.toString(),
            "--deadline",
            "500ms",
            "--dry-run");

    assertThat(result.err()).isEmpty();
    assertThat(result.code()).isZero();
    assertThat(service.requests())
        .containsExactly(new FakeService.Request(jar, Duration.ofMillis(500), true));
  }

  @Test
  void update_committed_printsPhasesUnitsObjectsAndPause() {
    service.onUpdate((request, progress) -> {
      progress.accept("prepare");
      return FakeService.report(Outcome.COMMITTED, false, null);
    });

    Result result = kitsune.run("update", "kv", "2");

    assertThat(result.out().lines())
        .containsExactly(
            "prepare ...",
            "kv 1 -> 2: COMMITTED, pid 42, update 1",
            "  load           20.000 ms  (before the pause)",
            "  quiesce         1.500 ms",
            "  transform       3.250 ms",
            "  control         4.000 ms  (the new version finds its points)",
            "  commit          0.500 ms",
            "  pause           9.250 ms",
            "  units      2 reloaded: demo, demo.high",
            "  units      1 kept: demo.low",
            "  objects    12,345 visited, 67 copied, 8 repaired, 9 skipped",
            "  thread     main at main_loop after 1.500 ms: restarted",
            "  note       new field starts at zero: demo.Session.seen");
  }

  @Test
  void update_json_printsOneDocumentWithTheAgreedNames() throws Exception {
    service.onUpdate((request, progress) -> {
      progress.accept("prepare");
      return FakeService.report(Outcome.COMMITTED, false, null);
    });

    JsonNode document = JSON.readTree(kitsune.run("update", "kv", "2", "--json").out());

    assertThat(document.get("outcome").asText()).isEqualTo("COMMITTED");
    assertThat(document.get("pauseMs").asDouble()).isEqualTo(9.25);
    assertThat(document.get("timeToQuiescenceMs").asDouble()).isEqualTo(1.75);
    assertThat(document.get("phases").fieldNames())
        .toIterable()
        .containsExactly("quiesceMs", "loadMs", "transformMs", "controlMs", "commitMs");
    assertThat(document.get("objects").fieldNames())
        .toIterable()
        .contains("visited", "copied", "repaired", "skipped");
    assertThat(document.get("unitsKept")).hasSize(1);
    assertThat(document.get("unitsReloaded")).hasSize(2);
  }

  @Test
  void update_rolledBack_printsTheReportAndFails() throws Exception {
    service.onUpdate((request, progress) ->
        FakeService.report(Outcome.ROLLED_BACK, false, UpdateReport.Phase.QUIESCE));

    Result result = kitsune.run("update", "kv", "2", "--json");

    assertThat(result.code()).isEqualTo(1);
    assertThat(JSON.readTree(result.out()).get("failedPhase").asText()).isEqualTo("QUIESCE");
    assertThat(result.err())
        .isEqualTo(
            "kitsune: the update failed: outcome=ROLLED_BACK, phase=QUIESCE,"
                + " cause=thread worker did not arrive; version 1 goes on");
  }

  @Test
  void update_dryRunLetGo_isDone() {
    service.onUpdate(
        (request, progress) -> FakeService.report(Outcome.ROLLED_BACK, request.dryRun(), null));

    assertThat(kitsune.run("update", "kv", "2", "--dry-run").code()).isZero();
  }

  @Test
  void update_dryRunMissedDeadline_fails() {
    service.onUpdate((request, progress) ->
        FakeService.report(Outcome.ROLLED_BACK, true, UpdateReport.Phase.QUIESCE));

    assertThat(kitsune.run("update", "kv", "2", "--dry-run").code()).isEqualTo(1);
  }

  @Test
  void update_whileOneRuns_fails() {
    service.onUpdate((request, progress) -> {
      throw new UpdateException.Refused(false, "an update runs already; wait for it");
    });

    Result result = kitsune.run("update", "kv", "2");

    assertThat(result.code()).isEqualTo(1);
    assertThat(result.err()).isEqualTo("kitsune: an update runs already; wait for it");
  }

  @Test
  void update_overAVersion_isOneRequestForTheLast() {
    Result result = kitsune.run("update", "kv", "3");

    assertThat(result.code()).isZero();
    assertThat(service.requests()).hasSize(1);
    assertThat(service.requests().get(0).jar()).hasFileName("3.jar");
    assertThat(service.requests().get(0).through())
        .singleElement()
        .satisfies(jar -> assertThat(jar).hasFileName("2.jar"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "web   | 2 | 2 | no such program: program=web; choose one of kv",
        "kv    | 9 | 2 | no such version: program=kv, version=9; choose one of 1, 2, 3",
        "kv    | 1 | 2 | no such step: program=kv, from=1, to=1; from here steps lead to 2",
        "kv    | /no/such.jar | 2 | no such jar: path=/no/such.jar; check the path",
        "4999999 | 2 | 1 | no program answers: pid=4999999; `kitsune status` lists those that run",
        "99999999999999999 | 2 | 1 | no program answers: pid=99999999999999999;"
            + " `kitsune status` lists those that run",
      })
  void update_badRequest_isOneLineAndTheServerUntouched(
      String subject, String target, int code, String message) {
    Result result = kitsune.run("update", subject, target);

    assertThat(result.err()).isEqualTo("kitsune: " + message);
    assertThat(result.code()).isEqualTo(code);
    assertThat(result.out()).isEmpty();
    assertThat(service.requests()).isEmpty();
  }

  @Test
  void update_jarThatIsNoVersion_isWrong() throws Exception {
    Path jar = VersionJars.writeOther(temporary.resolve("plain.jar"));

    Result result = kitsune.run("update", "kv", jar.toString());

    assertThat(result.code()).isEqualTo(2);
    assertThat(result.err()).startsWith("kitsune: this jar is no version").doesNotContain("\n");
    assertThat(service.requests()).isEmpty();
  }

  @Test
  void update_jarOfAnotherProgram_isWrong() throws Exception {
    Path jar =
        VersionJars.write(temporary.resolve("away"), "ftp", "2", Map.of("Kitsune-Previous", "1"));

    Result result = kitsune.run("update", "kv", jar.toString());

    assertThat(result.code()).isEqualTo(2);
    assertThat(result.err()).contains("a jar of another program: expected=kv, found=ftp");
    assertThat(service.requests()).isEmpty();
  }

  @Test
  void update_programThatDoesNotRun_saysHowToStartIt() throws Exception {
    VersionJars.write(kitsune.home, "ftp", "1", Map.of());

    Result result = kitsune.run("update", "ftp", "2");

    assertThat(result.code()).isEqualTo(1);
    assertThat(result.err())
        .isEqualTo("kitsune: the program does not run: program=ftp; start it with kitsune run ftp");
  }

  @Test
  void update_controlDirectoryOpenToOthers_isRefused() throws Exception {
    Files.setPosixFilePermissions(
        kitsune.control.path(),
        java.nio.file.attribute.PosixFilePermissions.fromString("rwxrwxrwx"));

    Result result = kitsune.run("update", "kv", "2");

    assertThat(result.code()).isEqualTo(1);
    assertThat(result.err()).contains("expected mode 0700, found=rwxrwxrwx").doesNotContain("\n");
    assertThat(service.requests()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"5", "0s", "-1s", "2h", "soon", "5 s", "99999999999s"})
  void update_badDeadline_isWrong(String deadline) {
    Result result = kitsune.run("update", "kv", "2", "--deadline=" + deadline);

    assertThat(result.code()).isEqualTo(2);
    assertThat(result.err()).startsWith("kitsune: ").contains("--deadline").doesNotContain("\n");
    assertThat(service.requests()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"1ms,1", "5s,5000", "1m,60000", "1h,3600000"})
  void update_deadline_isTakenInItsUnit(String deadline, long millis) {
    kitsune.run("update", "kv", "2", "--deadline", deadline);

    assertThat(service.requests())
        .extracting(FakeService.Request::deadline)
        .containsExactly(Duration.ofMillis(millis));
  }

  @Test
  void update_threeDeadlines_areSent() {
    kitsune.run(
        "update",
        "kv",
        "2",
        "--deadline=1s",
        "--transform-deadline=2m",
        "--restart-deadline=300ms");

    assertThat(service.requests())
        .extracting(FakeService.Request::deadlines)
        .containsExactly(
            new dev.kitsune.update.Deadlines(
                Duration.ofSeconds(1), Duration.ofMinutes(2), Duration.ofMillis(300)));
  }
}
