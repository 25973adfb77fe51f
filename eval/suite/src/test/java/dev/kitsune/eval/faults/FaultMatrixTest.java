package dev.kitsune.eval.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kitsune.eval.server.ServerUnderTest;
import dev.kitsune.stream.Version;
import dev.kitsune.update.UpdateReport;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The matrix must see what is wrong: each test breaks one thing. */
class FaultMatrixTest {

  private static final Version TO =
      new Version(Path.of("2.jar"), "toy", "2", "1", null, false, "toy.Main", List.of());

  private boolean serverAlive = true;
  private boolean clientAlive = true;

  @Test
  void row_allIsWell_hasNoFailure() {
    FaultRow row = row(report(UpdateReport.Outcome.ROLLED_BACK, true, 0));

    assertThat(row.failure()).isEmpty();
    assertThat(row.connection()).isEqualTo("alive");
    assertThat(row.state()).isEqualTo("equal");
    assertThat(row.phase()).isEqualTo("RESTART");
  }

  @Test
  void row_connectionGone_fails() {
    clientAlive = false;

    FaultRow row = row(report(UpdateReport.Outcome.ROLLED_BACK, true, 0));

    assertThat(row.connection()).isEqualTo("dead");
    assertThat(row.failure()).contains("no answer");
  }

  @Test
  void row_stateDiffers_fails() {
    FaultRow row = row(report(UpdateReport.Outcome.ROLLED_BACK, false, 0));

    assertThat(row.state()).isEqualTo("differs");
    assertThat(row.failure()).contains("the state is not as it was");
  }

  @Test
  void row_oldLoadersHeld_fails() {
    assertThat(row(report(UpdateReport.Outcome.ROLLED_BACK, true, 2)).failure())
        .contains("loaders that should be gone are held");
  }

  @Test
  void row_serverGone_isDead() {
    serverAlive = false;

    FaultRow row = row(report(UpdateReport.Outcome.ROLLED_BACK, true, 0));

    assertThat(row.outcome()).isEqualTo("DEAD");
    assertThat(row.failure()).contains("process is gone");
  }

  private FaultRow row(UpdateReport report) {
    FaultMatrix.Tried tried = new FaultMatrix.Tried(report.outcome().name(), "boom", report, 1.5);
    return FaultMatrix.row(server(), new Client(), "1", TO, "a-fault", tried, new ArrayList<>());
  }

  private static UpdateReport report(UpdateReport.Outcome outcome, boolean restored, int loaders) {
    return new UpdateReport(
        "toy",
        1,
        1,
        "1",
        "2",
        "now",
        outcome,
        false,
        UpdateReport.Phase.RESTART,
        "boom",
        new UpdateReport.Phases(1, 1, 1, 1, 1),
        1,
        1,
        new UpdateReport.Objects(1, 1, 1, 1, 1),
        List.of(),
        List.of(),
        List.of(),
        0,
        List.of(),
        0,
        "17",
        "G1",
        List.of(),
        new UpdateReport.Verification(1, 1, 1, restored, loaders, List.of(), List.of()));
  }

  private final class Client implements Pulse {

    @Override
    public void beat() throws IOException {
      if (!clientAlive) {
        throw new IOException("no answer");
      }
    }

    @Override
    public void close() {}
  }

  /** A server that is only asked whether it lives. */
  private ServerUnderTest server() {
    return (ServerUnderTest)
        Proxy.newProxyInstance(
            getClass().getClassLoader(),
            new Class<?>[] {ServerUnderTest.class},
            (proxy, method, arguments) -> {
              assertThat(method.getName()).isEqualTo("isAlive");
              return serverAlive;
            });
  }
}
