package dev.kitsune.eval.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kitsune.eval.kv.KvPlan;
import dev.kitsune.eval.kv.KvSubject;
import dev.kitsune.eval.testing.FakeServer;
import dev.kitsune.eval.testing.Fault;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SoakTest {

  private static final KvPlan PLAN = new KvPlan(200, 4, 1000, 500, 5000, 42);
  private static final Duration BETWEEN = Duration.ofMillis(20);

  private final List<String> progress = new ArrayList<>();
  private final Soak soak = new Soak(new KvSubject(PLAN), BETWEEN, progress::add);

  @Test
  void run_soundServer_rowAtEachMark() throws Exception {
    try (FakeServer server = new FakeServer(Fault.NONE)) {
      List<SoakRow> rows = soak.run(server, "1.0", "1.1", List.of(1, 4, 7));

      assertThat(soak.failure()).isEmpty();
      assertThat(rows).extracting(SoakRow::updates).containsExactly(1, 4, 7);
      assertThat(rows).extracting(SoakRow::version).containsExactly("1.1", "1.0", "1.1");
      assertThat(rows)
          .allSatisfy(row -> assertThat(row.sent()).isPositive().isEqualTo(row.answered()));
      assertThat(progress).contains("update 1: 1.0 -> 1.1", "update 2: 1.1 -> 1.0");
    }
  }

  @Test
  void run_updateDropsAKey_failsAtTheNextMark() throws Exception {
    try (FakeServer server = new FakeServer(Fault.LOSES_A_KEY)) {
      List<SoakRow> rows = soak.run(server, "1.0", "1.1", List.of(2, 4));

      assertThat(rows).hasSize(1);
      assertThat(soak.failure()).get().asString().contains("correctness after 2 updates");
      assertThat(rows.get(0).correct().keysLost()).isEqualTo(1);
    }
  }

  @Test
  void run_updateRolledBack_endsThere() throws Exception {
    try (FakeServer server = new FakeServer(Fault.IS_ROLLED_BACK)) {
      List<SoakRow> rows = soak.run(server, "1.0", "1.1", List.of(1, 10));

      assertThat(rows).hasSize(1);
      assertThat(soak.failure()).get().asString().startsWith("update 1 did not commit");
    }
  }
}
