package dev.kitsune.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.kitsune.update.ControlService;
import dev.kitsune.update.UpdateException;
import dev.kitsune.update.UpdateReport;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javax.management.ObjectName;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The socket: what it answers, to whom, and about whose jars. */
@Timeout(60)
class ControlServerTest {

  private static final Duration SECONDS_5 = Duration.ofSeconds(5);

  @TempDir private Path temporary;
  private final FakeService service = new FakeService("kv", "1");
  private final long pid = ProcessHandle.current().pid();
  private ControlDirectory directory;
  private ControlServer server;
  private Path jar;

  @BeforeEach
  void setUp() throws Exception {
    directory = new ControlDirectory(temporary.resolve("control"));
    server = ControlServer.open(directory, service);
    jar = Files.writeString(temporary.resolve("2.jar"), "jar");
  }

  @AfterEach
  void tearDown() {
    server.close();
  }

  @Test
  void open_any_onlyOwnerMayUseTheSocket() throws Exception {
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(server.socket())))
        .isEqualTo("rw-------");
    assertThat(directory.list())
        .containsExactly(new ControlDirectory.Entry(pid, "kv", "2026-01-02T03:04:05Z"));
  }

  @Test
  void close_any_leavesNothing() throws Exception {
    server.close();

    assertThat(directory.path()).isEmptyDirectory();
    assertThatThrownBy(() -> directory.connect(pid)).isInstanceOf(ControlException.Dead.class);
    assertThat(ManagementFactory.getPlatformMBeanServer().isRegistered(beanName())).isFalse();
  }

  @Test
  void status_ofRuntime_hasTheSocketToo() throws Exception {
    try (ControlClient client = directory.connect(pid)) {
      ControlService.Status status = client.status();

      assertThat(status.program()).isEqualTo("kv");
      assertThat(status.addresses()).containsExactly("127.0.0.1:7000");
      assertThat(status.socket()).isEqualTo(server.socket().toString());
    }
  }

  @Test
  void update_committed_bringsProgressAndTheWholeReport() throws Exception {
    UpdateReport expected = FakeService.report(UpdateReport.Outcome.COMMITTED, true, null);
    service.onUpdate((request, progress) -> {
      progress.accept("prepare");
      progress.accept("quiesce");
      return expected;
    });
    List<String> phases = new ArrayList<>();

    UpdateReport report;
    try (ControlClient client = directory.connect(pid)) {
      report = client.update(jar, Duration.ofMillis(1234), true, phases::add);
    }

    assertThat(report).isEqualTo(expected);
    assertThat(phases).containsExactly("prepare", "quiesce");
    assertThat(service.requests())
        .containsExactly(new FakeService.Request(jar, Duration.ofMillis(1234), true));
  }

  @Test
  void update_refused_saysWhyAndWhoseFaultItIs() throws Exception {
    service.onUpdate((request, progress) -> {
      throw new UpdateException.Refused(false, "an update runs: sequence=3; wait for it");
    });

    try (ControlClient client = directory.connect(pid)) {
      assertThatThrownBy(() -> client.update(jar, SECONDS_5, false, phase -> {}))
          .isInstanceOfSatisfying(
              UpdateException.Refused.class, e -> assertThat(e.badRequest()).isFalse())
          .hasMessage("an update runs: sequence=3; wait for it");
      assertThat(client.status().program()).as("the connection goes on").isEqualTo("kv");
    }
  }

  @Test
  void update_runtimeFails_isAnswered() throws Exception {
    service.onUpdate((request, progress) -> {
      throw new IllegalStateException("two\nlines");
    });

    try (ControlClient client = directory.connect(pid)) {
      assertThatThrownBy(() -> client.update(jar, SECONDS_5, false, phase -> {}))
          .isInstanceOf(UpdateException.Refused.class)
          .hasMessageContaining("two lines");
    }
  }

  @Test
  void update_jarOfAnotherOwner_neverReachesTheRuntime() throws Exception {
    Path foreign = foreignFile();

    try (ControlClient client = directory.connect(pid)) {
      assertThatThrownBy(() -> client.update(foreign, SECONDS_5, false, phase -> {}))
          .isInstanceOfSatisfying(
              UpdateException.Refused.class, e -> assertThat(e.badRequest()).isFalse())
          .hasMessageContaining("a jar must belong to the owner of the process");
    }
    assertThat(service.requests()).isEmpty();
  }

  @Test
  void update_missingJar_isABadRequest() throws Exception {
    try (ControlClient client = directory.connect(pid)) {
      assertThatThrownBy(
              () -> client.update(temporary.resolve("none.jar"), SECONDS_5, false, phase -> {}))
          .isInstanceOfSatisfying(
              UpdateException.Refused.class, e -> assertThat(e.badRequest()).isTrue())
          .hasMessageContaining("no such jar");
    }
    assertThat(service.requests()).isEmpty();
  }

  @Test
  void update_clientGoneMeanwhile_updateGoesOn() throws Exception {
    CountDownLatch started = new CountDownLatch(1);
    CountDownLatch gone = new CountDownLatch(1);
    CompletableFuture<String> end = new CompletableFuture<>();
    service.onUpdate((request, progress) -> {
      started.countDown();
      try {
        gone.await();
        for (int i = 0; i < 3; i++) {
          progress.accept("phase " + i);
        }
        end.complete("done");
      } catch (InterruptedException | RuntimeException e) {
        end.completeExceptionally(e);
      }
      return FakeService.report(UpdateReport.Outcome.COMMITTED, false, null);
    });

    try (LineChannel raw = connectRaw()) {
      raw.writeLine(
          Json.line(new Request("update", jar.toString(), null, 5000L, null, null, false, null)),
          SECONDS_5);
      started.await();
    }
    gone.countDown();

    assertThat(end.get(30, TimeUnit.SECONDS)).isEqualTo("done");
  }

  @Test
  void status_whileUpdateRuns_isAnswered() throws Exception {
    CountDownLatch started = new CountDownLatch(1);
    CountDownLatch release = new CountDownLatch(1);
    service.onUpdate((request, progress) -> {
      started.countDown();
      try {
        release.await();
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
      return FakeService.report(UpdateReport.Outcome.COMMITTED, false, null);
    });
    try (LineChannel updating = connectRaw();
        ControlClient asking = directory.connect(pid)) {
      updating.writeLine(
          Json.line(new Request("update", jar.toString(), null, 5000L, null, null, false, null)),
          SECONDS_5);
      started.await();

      assertThat(asking.status().program()).isEqualTo("kv");
      release.countDown();
      assertThat(updating.readLine(1 << 20, SECONDS_5)).contains("COMMITTED");
    }
  }

  @Test
  void request_noJson_isAnsweredAndTheConnectionGoesOn() throws Exception {
    try (LineChannel raw = connectRaw()) {
      raw.writeLine("GET / HTTP/1.1", SECONDS_5);
      assertThat(raw.readLine(1 << 20, SECONDS_5))
          .contains("expected one JSON object a line")
          .contains("\"badRequest\":true");

      raw.writeLine("{\"command\":\"shutdown\"}", SECONDS_5);
      assertThat(raw.readLine(1 << 20, SECONDS_5)).contains("no such command: command=shutdown");

      raw.writeLine("{\"command\":\"update\",\"jar\":\"/x.jar\",\"deadlineMs\":0}", SECONDS_5);
      assertThat(raw.readLine(1 << 20, SECONDS_5)).contains("expected a deadline");

      raw.writeLine(
          "{\"command\":\"update\",\"jar\":\"/x.jar\",\"deadlineMs\":1,\"restartDeadlineMs\":0}",
          SECONDS_5);
      assertThat(raw.readLine(1 << 20, SECONDS_5)).contains("restartDeadlineMs=0");

      raw.writeLine("{\"command\":\"status\"}", SECONDS_5);
      assertThat(raw.readLine(1 << 20, SECONDS_5)).contains("\"program\":\"kv\"");
    }
  }

  @Test
  void request_tooLong_endsTheConnection() throws Exception {
    try (LineChannel raw = connectRaw()) {
      try {
        raw.writeLine("x".repeat(1 << 20), SECONDS_5);
        assertThat(raw.readLine(1 << 20, SECONDS_5)).isNull();
      } catch (IOException e) {
        // Closed while we wrote, which is as good.
        assertThat(e).isNotInstanceOf(java.net.SocketTimeoutException.class);
      }
    }
    try (ControlClient client = directory.connect(pid)) {
      assertThat(client.status().program()).isEqualTo("kv");
    }
  }

  @Test
  void request_ofAnotherUser_isRefused() throws Exception {
    server.close();
    UserPrincipal nobody =
        FileSystems.getDefault().getUserPrincipalLookupService().lookupPrincipalByName("65534");
    server = ControlServer.open(directory, service, nobody);

    try (ControlClient client = directory.connect(pid)) {
      assertThatThrownBy(client::status)
          .isInstanceOf(ControlException.class)
          .hasMessageContaining("only the owner of the process may ask");
    }
  }

  @Test
  void bean_afterUpdate_hasVersionAndReport() throws Exception {
    try (ControlClient client = directory.connect(pid)) {
      client.update(jar, SECONDS_5, false, phase -> {});
    }

    var beans = ManagementFactory.getPlatformMBeanServer();
    assertThat(beans.getAttribute(beanName(), "Version")).isEqualTo("1");
    assertThat((String[]) beans.getAttribute(beanName(), "LastReports"))
        .singleElement()
        .asString()
        .contains("\"outcome\":\"COMMITTED\"");
  }

  private static ObjectName beanName() throws Exception {
    return new ObjectName("dev.kitsune:type=Program");
  }

  private LineChannel connectRaw() throws IOException {
    SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX);
    channel.connect(UnixDomainSocketAddress.of(server.socket()));
    return new LineChannel(channel);
  }

  /** A file that is not ours: root gives one away, others take one of root's. */
  private Path foreignFile() throws IOException {
    if (Owner.uid() == 0) {
      Files.setAttribute(jar, "unix:uid", 65534);
      return jar;
    }
    Path roots = Path.of("/etc/passwd");
    assumeThat(Files.getAttribute(roots, "unix:uid")).isEqualTo(0);
    return roots;
  }
}
