package dev.kitsune.update;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kitsune.testing.Probe;
import dev.kitsune.update.UpdateReport.Outcome;
import dev.kitsune.update.UpdateReport.Phase;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Threads, pools and timers that the program did not start through Kitsune. */
@Timeout(120)
class ForeignWorkTest {

  private static final String WORK =
      """
      static class OwnThread extends Thread {
        OwnThread() { super("own"); setDaemon(true); }
        @Override public void run() { block(); }
      }
      static class Job implements Runnable, Callable<String> {
        public void run() { }
        public String call() { return "done"; }
      }
      static void block() {
        try { ((CountDownLatch) Probe.kept("end")).await(); } catch (InterruptedException e) { }
      }
      /** Platform code only: the worker's stack shows nothing of the program. */
      static void occupy(Executor executor) throws Exception {
        executor.execute((Runnable) Probe.kept("blocker"));
        ((CountDownLatch) Probe.kept("blocking")).await();
      }
      static ExecutorService fixed(int n) {
        return Executors.newFixedThreadPool(n, (ThreadFactory) Probe.kept("factory"));
      }
      """;

  private static void prepare() {
    var end = new java.util.concurrent.CountDownLatch(1);
    var blocking = new java.util.concurrent.CountDownLatch(1);
    Probe.keep("end", end);
    Probe.keep("blocking", blocking);
    Probe.keep(
        "blocker",
        (Runnable)
            () -> {
              blocking.countDown();
              try {
                end.await();
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
            });
    Probe.keep(
        "factory",
        (java.util.concurrent.ThreadFactory)
            task -> {
              Thread thread = new Thread(task, "pooled");
              thread.setDaemon(true);
              return thread;
            });
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          new OwnThread().start();                              | thread own | start it with Kitsune.thread
          Thread t = new Thread(Main::block, "plain"); t.setDaemon(true); t.start(); | thread plain runs code | start it with Kitsune.thread
          ExecutorService p = fixed(1); occupy(p); p.execute(new Job());   | waits in the queue of thread pooled: class=app.Main$Job | use Kitsune.executor
          ExecutorService p = fixed(1); occupy(p); p.submit((Callable<String>) new Job()); | waits in the queue of thread pooled: class=app.Main$Job | use Kitsune.executor
          ExecutorService p = fixed(1); occupy(p); CompletableFuture.runAsync(new Job(), p); | waits in the queue of thread pooled: class=app.Main$Job | use Kitsune.executor
          ExecutorService p = fixed(1); occupy(p); CompletableFuture.supplyAsync(() -> 1, p); | waits in the queue of thread pooled: class=app.Main$$Lambda | use Kitsune.executor
          ScheduledExecutorService p = Executors.newScheduledThreadPool(1, (ThreadFactory) Probe.kept("factory")); p.schedule((Runnable) new Job(), 1, TimeUnit.HOURS); | waits in the queue of thread pooled: class=app.Main$Job | use Kitsune.executor
          ScheduledExecutorService p = Executors.newScheduledThreadPool(1, (ThreadFactory) Probe.kept("factory")); p.scheduleAtFixedRate(new Job(), 1, 1, TimeUnit.HOURS); | waits in the queue of thread pooled: class=app.Main$Job | use Kitsune.executor
          new Timer("clock", true).schedule(new TimerTask() { public void run() { } }, 3_600_000); | waits in the queue of thread clock: class=app.Main$ | use Kitsune.executor
          ForkJoinPool p = new ForkJoinPool(1); occupy(p); p.submit((Callable<String>) new Job()); | class=app.Main$Job, pool=java.util.concurrent.ForkJoinPool | use Kitsune.executor
          """)
  void quiesce_workThatTheRuntimeDoesNotKnow_isCalledOffByName(
      String starts, String name, String action) throws Exception {
    prepare();
    try (Program program = Program.start(EndingTest.LOW, EndingTest.main(1, starts, WORK))) {
      Probe.hear("1 up");

      UpdateReport report = program.update(EndingTest.LOW, EndingTest.main(2, "", WORK));

      assertThat(report.outcome()).as(report.toString()).isEqualTo(Outcome.ROLLED_BACK);
      assertThat(report.failedPhase()).isEqualTo(Phase.QUIESCE);
      assertThat(report.cause()).contains(name).contains(action);
      ((java.util.concurrent.CountDownLatch) Probe.kept("end")).countDown();
    }
  }

  @Test
  void quiesce_poolsWithNothingOfAChangedUnit_areNoHindrance() throws Exception {
    prepare();
    String starts =
        """
        ExecutorService p = fixed(2);
        occupy(p);
        p.submit((Runnable) new Job()).get();
        p.execute((Runnable) Probe.kept("blocker"));
        new Timer("clock", true);
        CompletableFuture.runAsync(new Job()).get();
        """;
    try (Program program = Program.start(EndingTest.LOW, EndingTest.main(1, starts, WORK))) {
      Probe.hear("1 up");

      UpdateReport report = program.update(EndingTest.LOW, EndingTest.main(2, "", WORK));

      assertThat(report.outcome()).as(report.toString()).isEqualTo(Outcome.COMMITTED);
      ((java.util.concurrent.CountDownLatch) Probe.kept("end")).countDown();
    }
  }
}
