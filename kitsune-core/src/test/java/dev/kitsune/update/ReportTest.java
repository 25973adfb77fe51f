package dev.kitsune.update;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.kitsune.testing.Probe;
import dev.kitsune.update.UpdateReport.Outcome;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What is seen of an update from outside: its file, its JFR events, and that it is alone. */
@Timeout(120)
class ReportTest {

  private static final String LOW =
      """
      package app.low;
      public class Item { public static int made; public Item() { made++; } }
      """;

  private static String main(int version, String startUp) {
    return """
    package app;
    import app.low.Item;
    import dev.kitsune.Kitsune;
    import dev.kitsune.testing.Probe;
    public class Main {
      static class Job { Item item = new Item(); }
      static Job job;
      public static void main(String[] args) {
        if (!Kitsune.isUpdating()) job = new Job();
        Kitsune.automigrate();
        %2$s
        Probe.say("%1$d up");
        while (!Probe.stopping()) Kitsune.update("loop");
      }
    }
    """
        .formatted(version, startUp);
  }

  private static ProgramRuntime.Options reportingTo(Path directory) {
    return new ProgramRuntime.Options(
        ProgramRuntime.class.getClassLoader(), directory, null, addresses -> {});
  }

  private static List<String> names(JsonNode node) {
    List<String> names = new ArrayList<>();
    node.fieldNames().forEachRemaining(names::add);
    return names;
  }

  @Test
  void write_everyUpdate_leavesAFileOfItsOwn(@TempDir Path temporary) throws Exception {
    Path directory = temporary.resolve("run/test/updates");
    Instant before = Instant.now();
    try (Program program =
        Program.start(Program.jar(1, Map.of(), LOW, main(1, "")), reportingTo(directory))) {
      Probe.hear("1 up");
      UpdateReport failed =
          program.update(LOW, main(2, "if (true) throw new IllegalStateException(\"boom\");"));
      UpdateReport committed = program.update(LOW, main(2, ""));
      assertThatThrownBy(() -> program.update(Program.jar(9, Map.of(), LOW, main(9, ""))))
          .isInstanceOf(UpdateException.Refused.class);

      long pid = ProcessHandle.current().pid();
      try (Stream<Path> files = Files.list(directory)) {
        assertThat(files.map(file -> file.getFileName().toString()))
            .containsExactlyInAnyOrder(pid + "-0001.json", pid + "-0002.json");
      }
      ObjectMapper mapper = new ObjectMapper();
      JsonNode first = mapper.readTree(directory.resolve(pid + "-0001.json").toFile());
      JsonNode second = mapper.readTree(directory.resolve(pid + "-0002.json").toFile());

      assertThat(names(second))
          .containsExactlyInAnyOrder(
              "subject",
              "pid",
              "sequence",
              "from",
              "to",
              "time",
              "outcome",
              "dryRun",
              "failedPhase",
              "cause",
              "phases",
              "pauseMs",
              "timeToQuiescenceMs",
              "objects",
              "unitsKept",
              "unitsReloaded",
              "threads",
              "rulesApplied",
              "notes",
              "heapBytes",
              "jdk",
              "gc",
              "flags",
              "verification");
      assertThat(names(second)).isEqualTo(names(first));
      assertThat(names(second.get("phases")))
          .containsExactlyInAnyOrder("quiesceMs", "loadMs", "transformMs", "controlMs", "commitMs");
      assertThat(names(second.get("objects")))
          .containsExactlyInAnyOrder("visited", "copied", "repaired", "skipped", "bytes");

      assertThat(first.get("outcome").asText()).isEqualTo("ROLLED_BACK");
      assertThat(first.get("failedPhase").asText()).isEqualTo("RESTART");
      assertThat(first.get("cause").asText()).isEqualTo(failed.cause()).contains("boom");
      assertThat(first.get("threads").get(0).get("fate").asText()).isEqualTo("resumed");

      assertThat(second.get("subject").asText()).isEqualTo("test");
      assertThat(second.get("pid").asLong()).isEqualTo(pid);
      assertThat(second.get("sequence").asInt()).isEqualTo(2);
      assertThat(second.get("from").asText()).isEqualTo("1");
      assertThat(second.get("to").asText()).isEqualTo("2");
      assertThat(Instant.parse(second.get("time").asText())).isBetween(before, Instant.now());
      assertThat(second.get("outcome").asText()).isEqualTo("COMMITTED");
      assertThat(second.get("dryRun").isBoolean()).isTrue();
      assertThat(second.get("failedPhase").isNull()).isTrue();
      assertThat(second.get("cause").isNull()).isTrue();
      assertThat(second.get("unitsKept"))
          .hasSize(1)
          .first()
          .extracting(JsonNode::asText)
          .isEqualTo("app.low");
      assertThat(second.get("unitsReloaded"))
          .hasSize(1)
          .first()
          .extracting(JsonNode::asText)
          .isEqualTo("app");
      assertThat(second.get("objects").get("copied").asLong()).isEqualTo(1);
      assertThat(second.get("pauseMs").asDouble()).isPositive().isEqualTo(committed.pauseMs());
      JsonNode thread = second.get("threads").get(0);
      assertThat(names(thread)).containsExactlyInAnyOrder("name", "point", "arrivalMs", "fate");
      assertThat(thread.get("name").asText()).isEqualTo("main");
      assertThat(thread.get("point").asText()).isEqualTo("loop");
      assertThat(thread.get("fate").asText()).isEqualTo("restarted");
      assertThat(second.get("heapBytes").asLong()).isPositive();
      assertThat(second.get("jdk").asText()).isEqualTo(Runtime.version().toString());
      assertThat(second.get("gc").asText()).isNotEmpty();
      assertThat(second.get("flags").isArray()).isTrue();
    }
  }

  @Test
  void write_directoryThatCannotBeMade_letsTheUpdateStand(@TempDir Path temporary)
      throws Exception {
    Path file = Files.writeString(temporary.resolve("file"), "in the way");
    try (Program program =
        Program.start(
            Program.jar(1, Map.of(), LOW, main(1, "")), reportingTo(file.resolve("updates")))) {
      Probe.hear("1 up");

      UpdateReport report = program.update(LOW, main(2, ""));

      assertThat(report.outcome()).isEqualTo(Outcome.COMMITTED);
      assertThat(program.runtime().status().version()).isEqualTo("2");
    }
  }

  @Test
  void record_updatesAndTheirPhases_asFlightRecorderEvents(@TempDir Path temporary)
      throws Exception {
    Path file = temporary.resolve("updates.jfr");
    UpdateReport failed;
    UpdateReport committed;
    try (Recording recording = new Recording();
        Program program = Program.start(LOW, main(1, ""))) {
      recording.enable("dev.kitsune.Update").withoutThreshold();
      recording.enable("dev.kitsune.UpdatePhase").withoutThreshold();
      recording.start();
      Probe.hear("1 up");

      failed = program.update(LOW, main(2, "if (true) throw new IllegalStateException(\"boom\");"));
      committed = program.update(LOW, main(2, ""));

      recording.stop();
      recording.dump(file);
    }

    List<RecordedEvent> events = RecordingFile.readAllEvents(file);
    List<RecordedEvent> whole =
        events.stream()
            .filter(e -> e.getEventType().getName().equals("dev.kitsune.Update"))
            .toList();
    assertThat(whole).hasSize(2);
    assertThat(whole.get(0).getString("outcome")).isEqualTo("ROLLED_BACK");
    assertThat(whole.get(0).getString("cause")).isEqualTo(failed.cause()).contains("boom");
    RecordedEvent second = whole.get(1);
    assertThat(second.getString("from")).isEqualTo("1");
    assertThat(second.getString("to")).isEqualTo("2");
    assertThat(second.getString("outcome")).isEqualTo("COMMITTED");
    assertThat(second.getString("cause")).isNull();
    assertThat(second.getDouble("pauseMillis")).isEqualTo(committed.pauseMs());
    assertThat(second.getLong("visited")).isEqualTo(committed.objects().visited());
    assertThat(second.getLong("copied")).isEqualTo(1);
    assertThat(second.getInt("unitsReloaded")).isEqualTo(1);
    assertThat(second.getInt("unitsKept")).isEqualTo(1);

    List<RecordedEvent> phases =
        events.stream()
            .filter(e -> e.getEventType().getName().equals("dev.kitsune.UpdatePhase"))
            .sorted((a, b) -> a.getStartTime().compareTo(b.getStartTime()))
            .toList();
    assertThat(phases)
        .extracting(e -> e.getString("phase"))
        .containsExactly(
            "PREPARE",
            "QUIESCE",
            "TRANSFORM",
            "RESTART",
            "PREPARE",
            "QUIESCE",
            "TRANSFORM",
            "RESTART",
            "COMMIT");
    assertThat(phases)
        .allSatisfy(event -> {
          assertThat(event.getString("from")).isEqualTo("1");
          assertThat(event.getString("to")).isEqualTo("2");
          // In the update's own span, but for the clock's grain.
          RecordedEvent of = phases.indexOf(event) < 4 ? whole.get(0) : whole.get(1);
          assertThat(event.getStartTime()).isAfterOrEqualTo(of.getStartTime());
          assertThat(event.getEndTime()).isBeforeOrEqualTo(of.getEndTime());
        });
  }

  @Test
  void update_whileOneRuns_isRefused() throws Exception {
    ExecutorService other = Executors.newSingleThreadExecutor();
    CountDownLatch quiescing = new CountDownLatch(1);
    CountDownLatch goOn = new CountDownLatch(1);
    try (Program program = Program.start(LOW, main(1, ""))) {
      Probe.hear("1 up");
      Future<UpdateReport> running =
          other.submit(() ->
              program
                  .runtime()
                  .update(
                      Program.jar(2, Map.of(), LOW, main(2, "")),
                      Program.DEADLINE,
                      false,
                      phase -> {
                        if (phase.equals("quiesce")) {
                          quiescing.countDown();
                          await(goOn);
                        }
                      }));
      await(quiescing);

      assertThat(program.runtime().status().updating()).isTrue();
      assertThatThrownBy(() -> program.dryRun(LOW, main(2, "")))
          .isInstanceOfSatisfying(
              UpdateException.Refused.class,
              refused -> {
                assertThat(refused).hasMessageContaining("an update is running already");
                assertThat(refused.badRequest()).isFalse();
              });
      goOn.countDown();
      assertThat(running.get(20, TimeUnit.SECONDS).outcome()).isEqualTo(Outcome.COMMITTED);
      Probe.hear("2 up");
      assertThat(program.runtime().status().updating()).isFalse();
      assertThat(program.runtime().status().updates()).isEqualTo(1);
    } finally {
      goOn.countDown();
      other.shutdownNow();
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      assertThat(latch.await(20, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
