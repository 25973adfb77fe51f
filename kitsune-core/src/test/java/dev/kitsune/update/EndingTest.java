package dev.kitsune.update;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kitsune.testing.Probe;
import dev.kitsune.update.UpdateReport.Outcome;
import dev.kitsune.update.UpdateReport.Phase;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Threads of a version that is rolled back are ended, whatever they do, or named. */
@Timeout(120)
class EndingTest {

  private static final Deadlines SHORT = Deadlines.DEFAULT.restart(Duration.ofMillis(200));

  /** A kept unit, below the program. */
  static final String LOW =
      """
      package low;
      import dev.kitsune.testing.Probe;
      import java.util.concurrent.locks.ReentrantLock;
      public class Low {
        public static int number = 1;
        public static final ReentrantLock LOCK = new ReentrantLock();
        public static long spins;
        public static void spin() { while (number > 0) { spins++; } }
        public static void touch() { LOCK.lock(); LOCK.unlock(); }
      }
      """;

  static String main(int version, String startUp) {
    return main(version, startUp, "");
  }

  static String main(int version, String startUp, String members) {
    return """
    package app;
    import dev.kitsune.*;
    import dev.kitsune.testing.Probe;
    import java.util.*;
    import java.util.concurrent.*;
    import java.util.concurrent.locks.*;
    import java.util.stream.*;
    import low.Low;
    public class Main {
      static int turns;
      static volatile long spins;
      public static void main(String[] args) throws Exception {
        Kitsune.automigrate();
        Low.touch();
        if (args.length >= 0) {
          %2$s
        }
        boolean said = false;
        while (!Probe.stopping()) {
          Kitsune.update("loop");
          turns++;
          Low.touch();
          if (!said) { said = true; Probe.say("%1$d up"); }
        }
      }
      %3$s
    }
    """
        .formatted(version, startUp, members);
  }

  static final String MEMBERS =
      """
      static long fib(long n) { spins++; return n < 2 ? n : fib(n - 1) + fib(n - 2); }
      static void deep(int n) { try { deep(n + 1); deep(n + 1); } catch (StackOverflowError e) { } }
      static class Held { Held(long n) { super(); for (long i = 0; ; i++) { spins = i; } } }
      static class Slow { static final int N = loop(); static int loop() { while (true) spins++; } }
      @NoteLocals static void noted(int a) { long b = a; while (true) { b++; spins = b; } }
      static synchronized void locked() { while (true) { spins++; } }
      static void swallowing() {
        while (true) {
          try { Thread.sleep(60_000); } catch (Throwable t) { spins++; } finally { spins++; }
        }
      }
      """;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "while (true) { spins++; }",
        "for (;;) { }",
        "do { spins++; } while (true);",
        "fib(90);",
        "deep(0);",
        "new Held(1);",
        "int n = Slow.N;",
        "noted(3);",
        "locked();",
        "swallowing();",
        "Low.LOCK.lock(); try { while (true) spins++; } finally { Low.LOCK.unlock(); }",
        "Thread.sleep(60_000);",
        "synchronized (Main.class) { Main.class.wait(); }",
        "new CountDownLatch(1).await();",
        "LockSupport.park(); while (true) LockSupport.park();",
        "Stream.generate(() -> 1).forEach(x -> {});",
        "Low.spin();",
        "switch (args.length) { default: for (;;) { switch ((int) spins) { case 5: continue; case 9: spins++; } } }"
      })
  void rollBack_threadThatNeverReachesItsPoint_isEnded(String startUp) throws Exception {
    try (Program program = Program.start(LOW, main(1, ""))) {
      Probe.hear("1 up");

      UpdateReport report = program.update(SHORT, LOW, main(2, startUp, MEMBERS));

      assertThat(report.outcome()).as(report.toString()).isEqualTo(Outcome.ROLLED_BACK);
      assertThat(report.failedPhase()).isEqualTo(Phase.RESTART);
      assertThat(report.cause()).contains("thread main did not reach point \"loop\"");
      assertThat(report.notes()).noneMatch(note -> note.contains("left over"));
      assertThat(program.update(LOW, main(2, "")).outcome()).isEqualTo(Outcome.COMMITTED);
      Probe.hear("2 up");
    }
  }

  @Test
  void rollBack_loopInAKeptUnit_leavesItsOtherThreadsAlone() throws Exception {
    String spinning =
        """
        static void spin() { Low.number = 1; Low.spin(); Probe.say("spun"); }
        """;
    String kept = LOW.replace("while (number > 0) { spins++; }", "while (number > 0) spins++;");
    try (Program program = Program.start(kept, main(1, ""))) {
      Probe.hear("1 up");

      UpdateReport report = program.update(SHORT, kept, main(2, "spin();", spinning));

      assertThat(report.outcome()).as(report.toString()).isEqualTo(Outcome.ROLLED_BACK);
      assertThat(report.notes()).noneMatch(note -> note.contains("left over"));
      assertThat(program.dryRun(kept, main(2, "")).cause()).isNull();
      assertThat(Probe.heard()).isEmpty();
    }
  }

  @Test
  void rollBack_threadsThatTheVersionStarted_areEnded() throws Exception {
    String starts =
        """
        Thread spinner = new Thread(() -> { while (true) spins++; }, "spinner");
        spinner.start();
        Thread sleeper = new Thread(Main::swallowing, "sleeper");
        sleeper.start();
        ExecutorService pool = Executors.newFixedThreadPool(2, task -> new Thread(task, "pooled"));
        pool.submit(() -> { while (true) spins++; });
        pool.submit(() -> 1);
        Executors.newSingleThreadExecutor().submit(() -> Thread.currentThread().setName("single")).get();
        new Timer("timer").schedule(new TimerTask() { public void run() { } }, 1, 1);
        ForkJoinPool.commonPool().submit(() -> { while (true) spins++; });
        CompletableFuture.runAsync(() -> { while (true) spins++; });
        throw new IllegalStateException("boom");
        """;
    try (Program program = Program.start(LOW, main(1, ""))) {
      Probe.hear("1 up");

      UpdateReport report = program.update(SHORT, LOW, main(2, starts, MEMBERS));

      assertThat(report.cause()).contains("boom");
      assertThat(report.notes()).noneMatch(note -> note.contains("left over"));
      assertThat(names()).doesNotContain("spinner", "sleeper", "pooled", "single", "timer");
      assertThat(java.util.concurrent.ForkJoinPool.commonPool().getActiveThreadCount()).isZero();
    }
  }

  @Test
  void rollBack_threadThatNothingReaches_isNamedAndEndsLater() throws Exception {
    Object monitor = new Object();
    Probe.keep("monitor", monitor);
    String blocks =
        """
        Thread blocked = new Thread(() -> {
          synchronized (Probe.kept("monitor")) { for (;;) { spins++; } }
        }, "blocked");
        blocked.start();
        while (blocked.getState() != Thread.State.BLOCKED) { Thread.onSpinWait(); }
        throw new IllegalStateException("boom");
        """;
    try (Program program = Program.start(LOW, main(1, ""))) {
      Probe.hear("1 up");

      synchronized (monitor) {
        UpdateReport report = program.update(SHORT, LOW, main(2, blocks, MEMBERS));

        assertThat(report.outcome()).isEqualTo(Outcome.ROLLED_BACK);
        assertThat(report.notes())
            .anySatisfy(note ->
                assertThat(note).contains("left over: thread blocked").contains("app.Main"));
        assertThat(program.update(LOW, main(2, "")).outcome()).isEqualTo(Outcome.COMMITTED);
        Probe.hear("2 up");
        assertThat(program.update(LOW, main(3, "")).outcome()).isEqualTo(Outcome.COMMITTED);
      }

      Awaitility.await().until(() -> !names().contains("blocked"));
    }
  }

  private static List<String> names() {
    return Thread.getAllStackTraces().keySet().stream().map(Thread::getName).toList();
  }

  // The end of the process.

  @ParameterizedTest
  @ValueSource(
      strings = {
        "System.exit(3);|System.exit(3)",
        "Runtime.getRuntime().exit(3);|Runtime.exit(3)",
        "Runtime.getRuntime().halt(3);|Runtime.halt(3)",
        "try { System.exit(3); } catch (Throwable t) { } finally { Probe.say(\"finally\"); }|System.exit(3)",
        "java.util.function.IntConsumer exit = System::exit; exit.accept(3);|System.exit(3)",
        "Thread t = new Thread(() -> System.exit(3)); t.start(); t.join(); Thread.sleep(60_000);|System.exit(3)",
        "CompletableFuture.runAsync(() -> System.exit(3)); Thread.sleep(60_000);|System.exit(3)"
      })
  void exit_byTheNewVersionBeforeItsCommit_isRolledBack(String startUp) throws Exception {
    String[] parts = startUp.split("\\|");
    try (Program program = Program.start(LOW, main(1, ""))) {
      Probe.hear("1 up");

      UpdateReport report = program.update(LOW, main(2, parts[0]));

      assertThat(report.outcome()).as(report.toString()).isEqualTo(Outcome.ROLLED_BACK);
      assertThat(report.failedPhase()).isEqualTo(Phase.RESTART);
      assertThat(report.cause()).startsWith("the new version called " + parts[1]);
      assertThat(Probe.heard()).doesNotContain("finally");
      assertThat(program.update(LOW, main(2, "")).outcome()).isEqualTo(Outcome.COMMITTED);
    }
  }

  @Test
  void exit_byAnInitialiserOfTheNewVersion_isRolledBack() throws Exception {
    String leaves =
        "static final int X = leave(); static int leave() { System.exit(4); return 1; }";
    try (Program program = Program.start(LOW, main(1, ""))) {
      Probe.hear("1 up");

      UpdateReport report = program.update(LOW, main(2, "", leaves));

      assertThat(report.outcome()).as(report.toString()).isEqualTo(Outcome.ROLLED_BACK);
      assertThat(report.failedPhase()).isEqualTo(Phase.TRANSFORM);
      assertThat(report.cause()).startsWith("the new version called System.exit(4)");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"quiesce", "transform", "restart", "commit"})
  void exit_byTheOldVersionDuringAnUpdate_callsItOffFirst(String phase) throws Exception {
    try (Program program = Program.start(LOW, main(1, ""))) {
      Probe.hear("1 up");
      Class<?> caller = program.runtime().version().find("app.Main");

      UpdateReport report =
          program
              .runtime()
              .update(
                  Program.jar(2, java.util.Map.of(), LOW, main(2, "")),
                  Deadlines.DEFAULT,
                  false,
                  at -> {
                    if (at.equals(phase)) {
                      program.runtime().endsProcess(caller, "System.exit(0)");
                    }
                  });

      assertThat(report.outcome()).as(report.toString()).isEqualTo(Outcome.ROLLED_BACK);
      assertThat(report.cause()).startsWith("the program called System.exit(0)");
      assertThat(report.failedPhase())
          .isEqualTo(
              phase.equals("commit")
                  ? Phase.RESTART
                  : Phase.valueOf(phase.toUpperCase(java.util.Locale.ROOT)));
      assertThat(program.update(LOW, main(2, "")).outcome()).isEqualTo(Outcome.COMMITTED);
    }
  }

  // Deadlines.

  @ParameterizedTest
  @ValueSource(
      strings = {
        "while (spins >= 0) { spins++; }",
        "try { Thread.sleep(60_000); } catch (InterruptedException e) { while (spins >= 0) { } }"
      })
  void transform_initialiserThatHangs_isEndedAndNamed(String body) throws Exception {
    String hangs = "static final int X = hang(); static int hang() { " + body + " return 1; }";
    Deadlines deadlines = Deadlines.DEFAULT.transformation(Duration.ofMillis(200));
    try (Program program = Program.start(LOW, main(1, ""))) {
      Probe.hear("1 up");

      UpdateReport report = program.update(deadlines, LOW, main(2, "", hangs));

      assertThat(report.outcome()).as(report.toString()).isEqualTo(Outcome.ROLLED_BACK);
      assertThat(report.failedPhase()).isEqualTo(Phase.TRANSFORM);
      assertThat(report.cause()).contains("did not end: class=app.Main, deadline=200 ms");
      assertThat(report.notes()).noneMatch(note -> note.contains("left over"));
      assertThat(names()).doesNotContain(Initialisation.THREAD);
      assertThat(program.update(LOW, main(2, "")).outcome()).isEqualTo(Outcome.COMMITTED);
    }
  }

  @Test
  void transform_hashCodeThatHangs_isEnded() throws Exception {
    String key =
        """
        static final Map<Object, String> MAP = new HashMap<>();
        static final class Key {
          final int n;
          Key(int n) { this.n = n; }
          public boolean equals(Object o) { return o instanceof Key k && k.n == n; }
          public int hashCode() { %s return n; }
        }
        static { }
        """;
    String first =
        "if (!Kitsune.isUpdating()) for (int i = 0; i < 5; i++) map.put(new Key(i), \"v\");";
    String map =
        key.replace("static final Map<Object, String> MAP", "static Map<Object, String> map");
    Deadlines deadlines = Deadlines.DEFAULT.transformation(Duration.ofMillis(300));
    try (Program program = Program.start(LOW, main(1, first, map.formatted("")))) {
      Probe.hear("1 up");

      UpdateReport report =
          program.update(deadlines, LOW, main(2, "", map.formatted("while (n >= 0) { spins++; }")));

      assertThat(report.outcome()).as(report.toString()).isEqualTo(Outcome.ROLLED_BACK);
      assertThat(report.failedPhase()).isEqualTo(Phase.TRANSFORM);
      assertThat(report.cause()).contains("did not end in time: deadline=300 ms");
      UpdateReport good =
          program.update(
              LOW, main(2, "Probe.say(\"has=\" + map.get(new Key(3)));", map.formatted("")));
      assertThat(good.outcome()).as(good.toString()).isEqualTo(Outcome.COMMITTED);
      Probe.hear("has=v");
    }
  }
}
