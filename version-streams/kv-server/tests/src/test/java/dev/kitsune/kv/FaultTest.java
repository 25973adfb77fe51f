package dev.kitsune.kv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.kitsune.kv.suite.Wire;
import dev.kitsune.update.Deadlines;
import dev.kitsune.update.UpdateReport;
import dev.kitsune.update.UpdateReport.Outcome;
import dev.kitsune.update.UpdateReport.Phase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Faulty versions, one after the other, on one server that has to survive them all: each is rolled
 * back, nothing of it is left, and the next good update succeeds. The table is docs/faults.md.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(120)
final class FaultTest {

  private static final VersionJar BASE = VersionJar.of("2.0.0");
  private static final VersionJar NEXT = VersionJar.of("2.0.1");
  private static final Deadlines PATIENT =
      new Deadlines(Duration.ofSeconds(30), Duration.ofSeconds(60), Duration.ofSeconds(30));

  @TempDir private Path folder;

  private UpdatableServer server;
  private Wire client;

  @BeforeAll
  void startServer() {
    server = UpdatableServer.start(BASE.version());
    try (Wire wire = server.connect()) {
      assertThat(wire.call("DEBUG", "POPULATE", "5000")).isEqualTo("+OK");
      assertThat(wire.call("SET", "counter", "41")).isEqualTo("+OK");
    }
    // What the first update of a process opens and loads is no trace of a fault.
    assertThat(server.request(NEXT.jar(), PATIENT).cause()).isNull();
    assertThat(server.request(BASE.jar(), PATIENT).cause()).isNull();
  }

  @AfterAll
  void stopServer() {
    server.close();
  }

  @BeforeEach
  void connect() {
    client = server.connect();
  }

  @AfterEach
  void disconnect() {
    client.close();
  }

  @ParameterizedTest
  @EnumSource
  void faultyVersion_isRolledBackWithoutATrace(Fault fault) throws IOException {
    Path jar = fault.jar(folder);
    assertThat(client.call("MULTI")).isEqualTo("+OK");
    assertThat(client.call("INCR", "counter")).isEqualTo("+QUEUED");
    Wire other = server.connect();
    String digest = other.call("DEBUG", "DIGEST");
    String idle = other.call("CONFIG", "GET", "timeout");
    ProcessState before = ProcessState.of(server.pid());

    UpdateReport report = server.request(jar, fault.deadlines());

    assertThat(report.outcome()).as(report.toString()).isEqualTo(Outcome.ROLLED_BACK);
    assertThat(report.failedPhase()).as(report.cause()).isEqualTo(fault.phase());
    assertThat(report.cause()).contains(fault.cause());
    assertThat(report.notes()).noneMatch(note -> note.startsWith("left over"));
    if (report.failedPhase() != Phase.PREPARE) {
      assertThat(report.verification()).isNotNull();
      assertThat(report.verification().restored())
          .as(report.notes().toString())
          .isEqualTo(!fault.leavesTraces());
    }
    assertThat(report.notes()).noneMatch(note -> note.startsWith("not as before"));
    assertThat(other.call("DEBUG", "DIGEST")).isEqualTo(digest);
    assertThat(other.call("CONFIG", "GET", "timeout")).isEqualTo(idle);
    assertThat(client.call("EXEC")).startsWith("[:");
    await()
        .atMost(Duration.ofSeconds(20))
        .untilAsserted(() -> assertThat(ProcessState.of(server.pid())).isEqualTo(before));
    other.close();
    goOnToTheNextVersionAndBack();
  }

  /** Here the old version is at fault: its main thread is busy and reaches no point. */
  @Test
  void busyThread_callsTheUpdateOffByName() throws IOException {
    Path busy =
        FaultJar.make(
            NEXT,
            "busy",
            FaultJar.source(
                "Main.java",
                "      Kitsune.sleep(\"main_loop\", TICK);",
                "      Kitsune.sleep(\"main_loop\", TICK);\n"
                    + "      while (server.settings().idleSeconds() == 4242) { Thread.yield(); }"),
            folder);
    assertThat(server.request(busy, PATIENT).outcome()).isEqualTo(Outcome.COMMITTED);
    assertThat(client.call("CONFIG", "SET", "timeout", "4242")).isEqualTo("+OK");

    UpdateReport report =
        server.request(
            BASE.jar(),
            new Deadlines(Duration.ofSeconds(1), Duration.ofSeconds(30), Duration.ofSeconds(2)));

    assertThat(report.outcome()).isEqualTo(Outcome.ROLLED_BACK);
    assertThat(report.failedPhase()).isEqualTo(Phase.QUIESCE);
    assertThat(report.cause()).contains("thread main did not reach an update point");
    assertThat(report.notes()).anyMatch(note -> note.contains("dev.kitsune.kv.Main.main"));
    assertThat(client.call("CONFIG", "SET", "timeout", "300")).isEqualTo("+OK");
    assertThat(server.request(BASE.jar(), PATIENT).outcome()).isEqualTo(Outcome.COMMITTED);
    goOnToTheNextVersionAndBack();
  }

  @Test
  void table_namesEveryFault() throws IOException {
    String table = Files.readString(Path.of(VersionJar.property("kv.docs"), "faults.md"));

    for (Fault fault : Fault.values()) {
      assertThat(table).contains("| `" + fault.id() + "` |");
    }
  }

  private void goOnToTheNextVersionAndBack() {
    for (VersionJar version : new VersionJar[] {NEXT, BASE}) {
      UpdateReport report = server.request(version.jar(), PATIENT);

      assertThat(report.outcome()).as(report.toString()).isEqualTo(Outcome.COMMITTED);
      assertThat(report.verification()).isNotNull();
      assertThat(report.verification().heldBy()).isEmpty();
      assertThat(report.verification().oldLoadersAlive()).isZero();
      assertThat(client.call("INFO")).contains("redis_version:" + version.version());
    }
  }
}
