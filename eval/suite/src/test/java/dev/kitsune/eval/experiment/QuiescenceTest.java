package dev.kitsune.eval.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kitsune.eval.kv.KvPlan;
import dev.kitsune.eval.kv.KvSubject;
import dev.kitsune.eval.testing.FakeServer;
import dev.kitsune.eval.testing.Fault;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class QuiescenceTest {

  private static final KvPlan PLAN = new KvPlan(100, 2, 500, 500, 5000, 42);
  private static final Timing TIMING = new Timing(Duration.ofMillis(50), Duration.ofMillis(50));

  @Test
  void run_soundServer_asManyTimesIdleAsLoaded() throws Exception {
    QuiescenceRow row = run(Fault.NONE);

    assertThat(row.failures()).isEmpty();
    assertThat(row.didNotQuiesce()).isZero();
    assertThat(row.idleMs()).hasSize(3);
    assertThat(row.loadedMs()).hasSize(3);
    assertThat(row.connections()).isEqualTo(3);
  }

  @Test
  void run_serverDoesNotStop_countedAndFailed() throws Exception {
    QuiescenceRow row = run(Fault.IS_ROLLED_BACK);

    assertThat(row.didNotQuiesce()).isEqualTo(6);
    assertThat(row.idleMs()).isEmpty();
    assertThat(row.failures()).hasSize(6);
  }

  private static QuiescenceRow run(Fault fault) throws Exception {
    try (FakeServer server = new FakeServer(fault)) {
      return new Quiescence(new KvSubject(PLAN), 3, TIMING, progress -> {})
          .run(server, "1.0", "1.1");
    }
  }
}
