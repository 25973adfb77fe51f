package dev.kitsune.eval.kv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.kitsune.eval.subject.ConnectionLedger;
import dev.kitsune.eval.subject.Correctness;
import dev.kitsune.eval.testing.FakeServer;
import dev.kitsune.eval.testing.Fault;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;

class KvLoadTest {

  private static final KvPlan PLAN = new KvPlan(100, 4, 2000, 500, 5000, 7);

  @Test
  void stop_soundServer_everyRequestAnsweredAndRight() throws Exception {
    try (FakeServer server = new FakeServer(Fault.NONE);
        KvLoad load = new KvLoad(PLAN, server.address())) {
      load.populate();

      load.start();
      runUntil(() -> answered(load) > 500);
      load.stop();
      load.verify();

      assertThat(load.takeFindings().firstFaults()).isEmpty();
      assertThat(load.ledgers())
          .hasSize(5)
          .allSatisfy(ledger -> {
            assertThat(ledger.sent()).isPositive().isEqualTo(ledger.answered());
            assertThat(ledger.errors() + ledger.reconnects()).isZero();
          });
    }
  }

  @Test
  void open_noHandshake_firstCommandIsOurs() throws Exception {
    try (FakeServer server = new FakeServer(Fault.NONE);
        KvLoad load = new KvLoad(PLAN, server.address())) {
      load.populate();

      assertThat(server.firstCommands()).hasSize(5).containsOnly("SET");
    }
  }

  @Test
  void verify_afterConnectionDropped_writesInDoubtAreNotCalledLost() throws Exception {
    try (FakeServer server = new FakeServer(Fault.DROPS_A_CONNECTION);
        KvLoad load = new KvLoad(PLAN, server.address())) {
      load.populate();

      load.start();
      runUntil(() -> answered(load) > 200);
      server.misbehave();
      runUntil(() -> answered(load) > 400);
      load.stop();
      load.verify();

      Correctness found = load.takeFindings();
      assertThat(found.connectionsDropped()).isEqualTo(1);
      assertThat(found.unanswered()).isPositive();
      assertThat(found.keysLost() + found.keysAltered()).as(found.toString()).isZero();
      assertThat(load.ledgers()).extracting(ConnectionLedger::reconnects).contains(1L);
    }
  }

  @Test
  void stop_serverGone_requestsDueMeanwhileAreUnanswered() throws Exception {
    FakeServer server = new FakeServer(Fault.NONE);
    try (KvLoad load = new KvLoad(PLAN, server.address())) {
      load.populate();

      load.start();
      runUntil(() -> answered(load) > 200);
      server.close();
      long sent = answered(load);
      await().until(() -> errors(load) > 300);
      load.stop();

      Correctness found = load.takeFindings();
      assertThat(sent).isPositive();
      assertThat(found.connectionsDropped()).isEqualTo(5);
      assertThat(found.unanswered()).isEqualTo(errors(load));
    }
  }

  private static void runUntil(BooleanSupplier condition) {
    await().until(condition::getAsBoolean);
  }

  private static long answered(KvLoad load) {
    return sum(load.ledgers().stream().map(ConnectionLedger::answered).toList());
  }

  private static long errors(KvLoad load) {
    return sum(load.ledgers().stream().map(ConnectionLedger::errors).toList());
  }

  private static long sum(List<Long> numbers) {
    return numbers.stream().mapToLong(Long::longValue).sum();
  }
}
