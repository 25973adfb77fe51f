package dev.kitsune.update;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kitsune.Kitsune;
import dev.kitsune.testing.Probe;
import dev.kitsune.update.UpdateReport.Outcome;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** {@code Kitsune.executor}, across updates and under plain Java. */
@Timeout(120)
class ExecutorTest {

  private static String main(int version, String startUp) {
    return """
    package app;
    import dev.kitsune.*;
    import dev.kitsune.testing.Probe;
    import java.util.concurrent.*;
    public class Main {
      static ExecutorService pool;
      static int done;
      static class Job implements Runnable {
        final int number;
        Job(int number) { this.number = number; }
        public void run() { Main.done++; Probe.say("%1$d job " + number + " done=" + Main.done); }
      }
      public static void main(String[] args) throws Exception {
        if (!Kitsune.isUpdating()) { pool = Kitsune.executor("pool", 2); }
        Kitsune.automigrate();
        %2$s
        boolean said = false;
        while (!Probe.stopping()) {
          Kitsune.update("loop");
          if (!said) { said = true; Probe.say("%1$d up"); }
        }
        pool.shutdown();
      }
    }
    """
        .formatted(version, startUp);
  }

  /** A task that is over before the update. */
  private static final String ADDS =
      """
      pool.submit(new Job(1)).get();
      """;

  @Test
  void executor_acrossUpdates_workersAndObjectStay() throws Exception {
    try (Program program = Program.start(main(1, ADDS))) {
      Probe.hear("1 job 1 done=1");
      Probe.hear("1 up");

      UpdateReport report =
          program.update(
              main(2, "pool = Kitsune.executor(\"pool\", 5); pool.execute(new Job(2));"));

      assertThat(report.outcome()).as(report.toString()).isEqualTo(Outcome.COMMITTED);
      assertThat(report.threads())
          .extracting(UpdateReport.ThreadReport::name)
          .containsExactlyInAnyOrder("main", "pool-1", "pool-2");
      Probe.hear("2 job 2 done=2");
      assertThat(program.runtime().status().threads()).hasSize(3);
    }
  }

  @Test
  void executor_tasksThatWait_areTransformedAndRolledBack() throws Exception {
    CountDownLatch blocked = new CountDownLatch(2);
    CountDownLatch go = new CountDownLatch(1);
    Probe.keep("blocked", blocked);
    Probe.keep("go", go);
    Probe.keep(
        "blocker",
        (Runnable)
            () -> {
              blocked.countDown();
              try {
                go.await();
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
            });
    // The workers are let go when quiescence begins, so they stand with tasks behind them.
    String fills =
        """
        pool.execute((Runnable) Probe.kept("blocker"));
        pool.execute((Runnable) Probe.kept("blocker"));
        ((CountDownLatch) Probe.kept("blocked")).await();
        for (int i = 1; i <= 3; i++) pool.execute(new Job(i));
        """;
    try (Program program = Program.start(main(1, fills))) {
      Probe.hear("1 up");

      UpdateReport failed =
          releasing(
              program, go, main(2, "if (done >= 0) throw new IllegalStateException(\"boom\");"));
      assertThat(failed.cause()).contains("boom");
      List<String> heard = List.of(Probe.hear(), Probe.hear(), Probe.hear());
      assertThat(heard).allMatch(line -> line.startsWith("1 job "));
      UpdateReport report = program.update(main(2, ""));
      assertThat(report.outcome()).as(report.toString()).isEqualTo(Outcome.COMMITTED);
    }
  }

  @Test
  void executor_tasksThatWaitAtCommit_runInTheNewVersion() throws Exception {
    CountDownLatch blocked = new CountDownLatch(2);
    CountDownLatch go = new CountDownLatch(1);
    Probe.keep("blocked", blocked);
    Probe.keep("go", go);
    Probe.keep(
        "blocker",
        (Runnable)
            () -> {
              blocked.countDown();
              try {
                go.await();
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
            });
    String fills =
        """
        pool.execute((Runnable) Probe.kept("blocker"));
        pool.execute((Runnable) Probe.kept("blocker"));
        ((CountDownLatch) Probe.kept("blocked")).await();
        for (int i = 1; i <= 3; i++) pool.execute(new Job(i));
        """;
    try (Program program = Program.start(main(1, fills))) {
      Probe.hear("1 up");

      UpdateReport report = releasing(program, go, main(2, ""));

      assertThat(report.outcome()).as(report.toString()).isEqualTo(Outcome.COMMITTED);
      List<String> heard = new java.util.ArrayList<>();
      while (heard.size() < 4) {
        heard.add(Probe.hear());
      }
      assertThat(heard)
          .filteredOn(line -> line.contains("job"))
          .hasSize(3)
          .allMatch(line -> line.startsWith("2 job "));
    }
  }

  /** Lets the workers go when threads are asked to stop, and not before. */
  private static UpdateReport releasing(Program program, CountDownLatch go, String next)
      throws Exception {
    return program
        .runtime()
        .update(
            Program.jar(2, java.util.Map.of(), next),
            Deadlines.DEFAULT,
            false,
            phase -> {
              if (phase.equals("quiesce")) {
                Thread waits =
                    new Thread(() -> {
                      while (!dev.kitsune.internal.Hooks.requested()) {
                        Thread.onSpinWait();
                      }
                      go.countDown();
                    });
                waits.setDaemon(true);
                waits.start();
              }
            });
  }

  @Test
  void executor_underPlainJava_isAnExecutor() throws Exception {
    ExecutorService pool = Kitsune.executor("plain", 2);

    assertThat(pool.submit(() -> 42).get(20, TimeUnit.SECONDS)).isEqualTo(42);
    pool.shutdown();

    assertThat(pool.awaitTermination(20, TimeUnit.SECONDS)).isTrue();
    assertThat(pool.isTerminated()).isTrue();
  }
}
