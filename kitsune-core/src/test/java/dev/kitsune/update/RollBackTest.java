package dev.kitsune.update;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kitsune.Gate;
import dev.kitsune.internal.GateControl;
import dev.kitsune.internal.Gates;
import dev.kitsune.testing.Probe;
import dev.kitsune.update.UpdateReport.Outcome;
import dev.kitsune.update.UpdateReport.Phase;
import java.lang.management.ManagementFactory;
import java.util.Objects;
import java.util.function.UnaryOperator;
import javax.management.ObjectName;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a new version did before its commit is taken back; what it registered moves at commit. */
@Timeout(120)
class RollBackTest {

  private static final String BOOM = "throw new IllegalStateException(\"boom\");";

  private Thread.@Nullable UncaughtExceptionHandler handler;

  @BeforeEach
  void remember() {
    handler = Thread.getDefaultUncaughtExceptionHandler();
  }

  @AfterEach
  void putBack() {
    Thread.setDefaultUncaughtExceptionHandler(handler);
  }

  @Test
  void rollBack_staticOfAKeptUnit_isPutBackAndNamed() throws Exception {
    String say = "Probe.say(Low.number + \" \" + Low.spins);";
    try (Program program =
        Program.start(EndingTest.LOW, EndingTest.main(1, "Low.number = 7; Low.spins = 8;"))) {
      Probe.hear("1 up");

      UpdateReport report =
          program.update(
              EndingTest.LOW, EndingTest.main(2, "Low.number = 70; Low.spins = 80; " + BOOM));

      assertThat(report.outcome()).isEqualTo(Outcome.ROLLED_BACK);
      assertThat(report.cause()).contains("boom");
      assertThat(report.notes()).anyMatch(note -> note.contains("put back: static low.Low.number"));
      program.update(EndingTest.LOW, EndingTest.main(2, say));
      Probe.hear("7 8");
    }
  }

  @Test
  void rollBack_whatTheJvmHasOnce_isPutBack() throws Exception {
    String sets =
        """
        Thread.setDefaultUncaughtExceptionHandler((t, e) -> { });
        System.setProperty("kitsune.test.key", "new");
        Locale.setDefault(Locale.forLanguageTag("tlh"));
        System.setOut(new java.io.PrintStream(System.err));
        """;
    var out = System.out;
    var locale = java.util.Locale.getDefault();
    try (Program program = Program.start(EndingTest.LOW, EndingTest.main(1, ""))) {
      Probe.hear("1 up");

      UpdateReport report = program.update(EndingTest.LOW, EndingTest.main(2, sets + BOOM));

      assertThat(report.cause()).contains("boom");
      assertThat(Thread.getDefaultUncaughtExceptionHandler()).isSameAs(handler);
      assertThat(System.getProperty("kitsune.test.key")).isNull();
      assertThat(java.util.Locale.getDefault()).isEqualTo(locale);
      assertThat(System.out).isSameAs(out);
    }
  }

  @Test
  void rollBack_lockOfAKeptUnitHeldByAThreadThatIsEnded_isReleased() throws Exception {
    Deadlines deadlines = Deadlines.DEFAULT.restart(java.time.Duration.ofMillis(200));
    String holds = "Low.LOCK.lock(); Low.LOCK.lock(); while (true) spins++;";
    try (Program program = Program.start(EndingTest.LOW, EndingTest.main(1, ""))) {
      Probe.hear("1 up");

      UpdateReport report = program.update(deadlines, EndingTest.LOW, EndingTest.main(2, holds));

      assertThat(report.outcome()).isEqualTo(Outcome.ROLLED_BACK);
      // The old version takes the lock in each turn, so it could not stand again.
      assertThat(program.update(EndingTest.LOW, EndingTest.main(2, "")).outcome())
          .isEqualTo(Outcome.COMMITTED);
    }
  }

  @Test
  void rollBack_outOfMemory_leavesTheOldVersionServing() throws Exception {
    String fills =
        "List<Object> all = new ArrayList<>(); while (true) all.add(new long[Integer.MAX_VALUE - 8]);";
    try (Program program = Program.start(EndingTest.LOW, EndingTest.main(1, ""))) {
      Probe.hear("1 up");

      UpdateReport report = program.update(EndingTest.LOW, EndingTest.main(2, fills));

      assertThat(report.outcome()).isEqualTo(Outcome.ROLLED_BACK);
      assertThat(report.failedPhase()).isEqualTo(Phase.RESTART);
      assertThat(report.cause()).contains("OutOfMemoryError");
      assertThat(program.update(EndingTest.LOW, EndingTest.main(2, "")).outcome())
          .isEqualTo(Outcome.COMMITTED);
    }
  }

  // Registrations.

  private static String bean(int version) {
    return """
    public interface InfoMBean { int getVersion(); }
    public static class Info implements InfoMBean { public int getVersion() { return %d; } }
    static void register() throws Exception {
      java.lang.management.ManagementFactory.getPlatformMBeanServer()
          .registerMBean(new Info(), new javax.management.ObjectName("test:type=Info"));
    }
    static void unregister() throws Exception {
      java.lang.management.ManagementFactory.getPlatformMBeanServer()
          .unregisterMBean(new javax.management.ObjectName("test:type=Info"));
    }
    """
        .formatted(version);
  }

  private static int beanVersion() throws Exception {
    return (int)
        ManagementFactory.getPlatformMBeanServer()
            .getAttribute(new ObjectName("test:type=Info"), "Version");
  }

  @Test
  void register_aBeanInEachVersion_movesAtCommitAndNotBefore() throws Exception {
    try (Program program =
        Program.start(EndingTest.LOW, EndingTest.main(1, "register();", bean(1)))) {
      Probe.hear("1 up");

      UpdateReport failed =
          program.update(EndingTest.LOW, EndingTest.main(2, "register(); " + BOOM, bean(2)));
      assertThat(failed.cause()).contains("boom");
      assertThat(beanVersion()).isEqualTo(1);

      UpdateReport forgotten = program.update(EndingTest.LOW, EndingTest.main(2, "", bean(2)));
      assertThat(forgotten.outcome()).isEqualTo(Outcome.ROLLED_BACK);
      assertThat(forgotten.cause())
          .contains("MBean test:type=Info")
          .contains("register it in main");

      UpdateReport report =
          program.update(EndingTest.LOW, EndingTest.main(2, "register();", bean(2)));
      assertThat(report.outcome()).as(report.toString()).isEqualTo(Outcome.COMMITTED);
      assertThat(beanVersion()).isEqualTo(2);
      program.update(EndingTest.LOW, EndingTest.main(3, "unregister(); register();", bean(3)));
      assertThat(beanVersion()).isEqualTo(3);
    } finally {
      ManagementFactory.getPlatformMBeanServer().unregisterMBean(new ObjectName("test:type=Info"));
    }
  }

  private static String hook(int version) {
    return "Runtime.getRuntime().addShutdownHook(new Thread(() -> Probe.say(\"hook "
        + version
        + "\"), \"saver\"));";
  }

  @Test
  void shutdownHook_ofEachVersion_isTheCommittedOnes() throws Exception {
    try (Program program = Program.start(EndingTest.LOW, EndingTest.main(1, hook(1)))) {
      Probe.hear("1 up");

      UpdateReport forgotten = program.update(EndingTest.LOW, EndingTest.main(2, ""));
      assertThat(forgotten.cause()).contains("shutdown hook saver").contains("add it in main");
      program.update(EndingTest.LOW, EndingTest.main(2, hook(-1) + BOOM));
      UpdateReport report = program.update(EndingTest.LOW, EndingTest.main(2, hook(2)));

      assertThat(report.outcome()).as(report.toString()).isEqualTo(Outcome.COMMITTED);
      Probe.hear("2 up");
      program.runtime().registrations().runHooks();
      assertThat(Probe.heard()).containsExactly("hook 2");
    }
  }

  @Test
  void handler_ofAChangedUnitThatNobodySetsAnew_failsTheRestart() throws Exception {
    String sets = "Thread.setDefaultUncaughtExceptionHandler((t, e) -> { });";
    try (Program program = Program.start(EndingTest.LOW, EndingTest.main(1, sets))) {
      Probe.hear("1 up");

      UpdateReport report = program.update(EndingTest.LOW, EndingTest.main(2, ""));

      assertThat(report.outcome()).isEqualTo(Outcome.ROLLED_BACK);
      assertThat(report.cause()).contains("default uncaught-exception handler");
      assertThat(program.update(EndingTest.LOW, EndingTest.main(2, sets)).outcome())
          .isEqualTo(Outcome.COMMITTED);
    }
  }

  // Finalizers.

  @Test
  void finalize_ofAnObjectThatWasForwardedOrDiscarded_doesNothing() throws Exception {
    String members =
        """
        static class Res {
          int id;
          @Override protected void finalize() { Probe.say("finalized " + id + " %s"); }
        }
        static Res res;
        static Object dropped;
        """;
    String makes =
        "if (!Kitsune.isUpdating()) { res = new Res(); res.id = 5; Res gone = new Res(); gone.id = 6; }";
    try (Program program =
        Program.start(EndingTest.LOW, EndingTest.main(1, makes, members.formatted("v1")))) {
      Probe.hear("1 up");
      UpdateReport failed =
          program.update(EndingTest.LOW, EndingTest.main(2, BOOM, members.formatted("bad")));
      assertThat(failed.cause()).contains("boom");
      UpdateReport report =
          program.update(
              EndingTest.LOW,
              EndingTest.main(2, "Probe.say(\"res=\" + res.id);", members.formatted("v2")));
      assertThat(report.outcome()).as(report.toString()).isEqualTo(Outcome.COMMITTED);
      Probe.hear("res=5");
      Probe.hear("2 up");
      UpdateReport third =
          program.update(
              EndingTest.LOW, EndingTest.main(3, "res = null;", members.formatted("v3")));
      assertThat(third.outcome()).as(third.toString()).isEqualTo(Outcome.COMMITTED);

      // The last copy alone is finalized, with the last version's code.
      java.util.List<String> heard = new java.util.ArrayList<>();
      Awaitility.await()
          .until(() -> {
            System.gc();
            System.runFinalization();
            heard.addAll(Probe.heard());
            return heard.contains("finalized 5 v3");
          });
      heard.addAll(Probe.heard());
      assertThat(heard).doesNotContain("finalized 5 v1", "finalized 5 v2", "finalized 5 bad");
    }
  }

  @Test
  void cleaner_ofAnObjectThatWasCopied_movesAtCommit() throws Exception {
    String members =
        """
        static final class Action implements Runnable {
          final int id;
          Action(int id) { this.id = id; }
          public void run() { Probe.say("cleaned " + id + " %s"); }
        }
        @Migrate static final java.lang.ref.Cleaner CLEANER = (java.lang.ref.Cleaner) Probe.kept("cleaner");
        static class Res {
          java.lang.ref.Cleaner.Cleanable cleanable;
          Res(int id) { cleanable = CLEANER.register(this, new Action(id)); }
        }
        static Res collected;
        static Res cleaned;
        """;
    String makes = "if (!Kitsune.isUpdating()) { collected = new Res(1); cleaned = new Res(2); }";
    Probe.keep("cleaner", java.lang.ref.Cleaner.create());
    try (Program program =
        Program.start(EndingTest.LOW, EndingTest.main(1, makes, members.formatted("v1")))) {
      Probe.hear("1 up");
      UpdateReport failed =
          program.update(EndingTest.LOW, EndingTest.main(2, BOOM, members.formatted("bad")));
      assertThat(failed.cause()).contains("boom");
      UpdateReport report =
          program.update(EndingTest.LOW, EndingTest.main(2, "", members.formatted("v2")));
      assertThat(report.outcome()).as(report.toString()).isEqualTo(Outcome.COMMITTED);
      Probe.hear("2 up");
      collect();
      assertThat(Probe.heard()).as("the old copies are garbage").isEmpty();

      program.update(
          EndingTest.LOW,
          EndingTest.main(
              3, "cleaned.cleanable.clean(); collected = null;", members.formatted("v3")));

      java.util.List<String> heard = new java.util.ArrayList<>();
      Awaitility.await()
          .until(() -> {
            System.gc();
            heard.addAll(Probe.heard());
            return heard.contains("cleaned 1 v3");
          });
      assertThat(heard).contains("cleaned 2 v3").noneMatch(line -> line.endsWith("v1"));
      assertThat(heard.stream().filter(line -> line.startsWith("cleaned"))).hasSize(2);
    }
  }

  /** Waits until garbage that was there before has been found, and cleaners have run. */
  private static void collect() {
    java.util.concurrent.CountDownLatch ran = new java.util.concurrent.CountDownLatch(1);
    ((java.lang.ref.Cleaner) Objects.requireNonNull(Probe.kept("cleaner")))
        .register(new Object(), ran::countDown);
    Awaitility.await()
        .until(() -> {
          System.gc();
          return ran.getCount() == 0;
        });
  }

  @Test
  @org.junit.jupiter.api.condition.EnabledOnOs(org.junit.jupiter.api.condition.OS.LINUX)
  void rollBack_descriptorsLeftOpen_areNamed(
      @org.junit.jupiter.api.io.TempDir java.nio.file.Path directory) throws Exception {
    java.nio.file.Path file = java.nio.file.Files.createFile(directory.resolve("left.aof"));
    Probe.keep("file", file.toString());
    String opens =
        """
        java.net.ServerSocket socket = new java.net.ServerSocket(0, 1, java.net.InetAddress.getLoopbackAddress());
        Probe.keep("socket", socket);
        Probe.keep("stream", new java.io.FileInputStream((String) Probe.kept("file")));
        Kitsune.opened(new java.net.ServerSocket(0));
        """;
    try (Program program = Program.start(EndingTest.LOW, EndingTest.main(1, ""))) {
      Probe.hear("1 up");

      UpdateReport report = program.update(EndingTest.LOW, EndingTest.main(2, opens + BOOM));

      assertThat(report.cause()).contains("boom");
      try (var socket = (java.net.ServerSocket) Objects.requireNonNull(Probe.kept("socket"));
          var stream = (java.io.FileInputStream) Objects.requireNonNull(Probe.kept("stream"))) {
        assertThat(report.notes().stream().filter(note -> note.contains("descriptor")))
            .hasSize(2)
            .anyMatch(note -> note.endsWith("listens on port " + socket.getLocalPort()))
            .anyMatch(note -> note.endsWith(file.toString()));
        assertThat(stream.available()).isZero();
      }
    }
  }

  // Commit.

  /** A gate of which everything fails that a commit does. */
  private static final class BrokenGate implements GateControl {
    volatile boolean breaks;

    @Override
    public String name() {
      return "broken";
    }

    @Override
    public boolean close(long deadlineNanos) {
      return true;
    }

    @Override
    public void open() {
      if (breaks) {
        throw new IllegalStateException("does not open");
      }
    }

    @Override
    public @Nullable Thread owner() {
      return null;
    }

    @Override
    public @Nullable Object delegate() {
      return null;
    }

    @Override
    public void delegate(@Nullable Object delegate) {}

    @Override
    public void replaceRoots(UnaryOperator<@Nullable Object> operator) {}
  }

  @Test
  void commit_gateAndActionThatThrow_isStillCommittedWithNotes() throws Exception {
    BrokenGate broken = new BrokenGate();
    Gates.register(broken);
    Gate gate = Gate.named("sound");
    Probe.keep("gate", gate);
    String acts =
        """
        Kitsune.afterCommit(() -> { throw new IllegalStateException("action"); });
        Kitsune.afterCommit(() -> Probe.say("second action"));
        ((Gate) Probe.kept("gate")).bind("2");
        """;
    try (Program program = Program.start(EndingTest.LOW, EndingTest.main(1, ""))) {
      Probe.hear("1 up");
      broken.breaks = true;

      UpdateReport report = program.update(EndingTest.LOW, EndingTest.main(2, acts));

      assertThat(report.outcome()).as(report.toString()).isEqualTo(Outcome.COMMITTED);
      assertThat(report.failedPhase()).isNull();
      assertThat(report.notes())
          .anyMatch(note -> note.contains("a gate did not open") && note.contains("does not open"))
          .anyMatch(note -> note.contains("an action after commit failed"));
      Probe.hear("second action");
      gate.run(() -> assertThat(gate.bound()).isEqualTo("2"));
      broken.breaks = false;
      assertThat(program.runtime().status().version()).isEqualTo("2");
      assertThat(program.update(EndingTest.LOW, EndingTest.main(3, "")).outcome())
          .isEqualTo(Outcome.COMMITTED);
    } finally {
      broken.breaks = false;
      Objects.requireNonNull(broken);
    }
  }
}
