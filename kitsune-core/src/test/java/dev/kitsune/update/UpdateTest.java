package dev.kitsune.update;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kitsune.Gate;
import dev.kitsune.testing.Probe;
import dev.kitsune.update.UpdateReport.Outcome;
import dev.kitsune.update.UpdateReport.Phase;
import dev.kitsune.update.UpdateReport.ThreadReport;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whole updates of small programs, whose versions stand side by side in each test. */
@Timeout(120)
class UpdateTest {

  /** A main loop that says its version once per update, and keeps one static. */
  private static String counting(int version) {
    return """
    package app;
    import dev.kitsune.Kitsune;
    import dev.kitsune.testing.Probe;
    public class Main {
      static int started;
      public static void main(String[] args) {
        if (!Kitsune.isUpdating()) { started = 41; }
        Kitsune.automigrate();
        boolean said = false;
        while (!Probe.stopping()) {
          Kitsune.update("loop");
          if (!said) { Probe.say("version %d started=" + ++started); said = true; }
        }
      }
    }
    """
        .formatted(version);
  }

  @Test
  void update_oneStatic_isCarriedOver() throws Exception {
    try (Program program = Program.start(counting(1))) {
      assertThat(Probe.hear()).isEqualTo("version 1 started=42");

      UpdateReport report = program.update(counting(2));

      assertThat(report.outcome()).as(report.toString()).isEqualTo(Outcome.COMMITTED);
      assertThat(Probe.hear()).isEqualTo("version 2 started=43");
      assertThat(report.threads()).extracting(ThreadReport::fate).containsExactly("restarted");
      assertThat(report.pauseMs()).isPositive();
      assertThat(report.notes()).as("the plans made before the pause hold in it").isEmpty();
      assertThat(program.runtime().status().version()).isEqualTo("2");
    }
  }

  @Test
  void update_manyTimes_oldLoadersAndThreadsAreCollected() throws Exception {
    List<WeakReference<Object>> gone = new ArrayList<>();
    try (Program program = Program.start(counting(1))) {
      for (int version = 2; version <= 12; version++) {
        gone.add(
            new WeakReference<>(program.runtime().version().find("app.Main").getClassLoader()));
        if (version > 2) { // of the first main thread the runtime keeps how it ended
          gone.add(new WeakReference<>(programMain()));
        }
        assertThat(program.update(counting(version)).outcome()).isEqualTo(Outcome.COMMITTED);
      }

      Awaitility.await()
          .untilAsserted(() -> {
            System.gc();
            assertThat(gone).allSatisfy(each -> assertThat(each.get()).isNull());
          });
    }
  }

  private static Thread programMain() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().equals("main") && thread != Thread.currentThread())
        .findFirst()
        .orElseThrow();
  }

  // Locals.

  private static String nested(int version, String body) {
    return """
    package app;
    import dev.kitsune.*;
    import dev.kitsune.testing.Probe;
    import java.util.*;
    public class Main {
      static class Job { String name; Job(String name) { this.name = name; } }
      public static void main(String[] args) {
        Kitsune.automigrate();
        outer(7, new Job("j"));
      }
      @NoteLocals static void outer(int depth, Job job) {
        long total = Kitsune.local("total", 10_000_000_000L);
        char mark = Kitsune.local("mark", 'o');
        job = Kitsune.local("job", job);
        if (!Kitsune.isUpdating()) { mark++; }
        middle(total + depth, job);
        Probe.say("outer mark=" + mark + " depth=" + depth + " name=" + job.name);
      }
      @NoteLocals static void middle(long sum, Job job) {
        double ratio = Kitsune.local("ratio", 0.5);
        List<Job> jobs = Kitsune.local("jobs", new ArrayList<>());
        char mark = Kitsune.local("mark", 'm');
        if (!Kitsune.isUpdating()) { jobs.add(job); jobs.add(job); ratio += 1; mark++; }
        inner(job, jobs);
        Probe.say("middle sum=" + sum + " ratio=" + ratio + " jobs=" + jobs.size() + " mark=" + mark);
      }
      @NoteLocals static void inner(Job job, List<Job> jobs) {
        int count = Kitsune.local("count", 0);
        boolean first = Kitsune.local("first", true);
        char mark = Kitsune.local("mark", 'x');
        %s
      }
    }
    """
        .formatted(body);
  }

  private static String innerLoop(int version) {
    return """
    while (!Probe.stopping()) {
      Kitsune.update("inner");
      if (count < 5) { count++; mark++; }
      if (count == 5 && first) {
        first = false;
        Probe.say("%d count=" + count + " mark=" + mark + " same=" + (jobs.get(0) == job && jobs.get(1) == job)
            + " name=" + job.name + " class=" + (job.getClass() == Job.class));
      }
    }
    Probe.say("inner count=" + count + " first=" + first + " mark=" + mark + " job=" + job.name
        + " jobs=" + (jobs.get(0) == job));
    """
        .formatted(version);
  }

  @Test
  void local_threeNestedFrames_areReadInTheNewVersion() throws Exception {
    try (Program program = Program.start(nested(1, innerLoop(1)))) {
      assertThat(Probe.hear()).isEqualTo("1 count=5 mark=} same=true name=j class=true");

      UpdateReport report =
          program.update(
              nested(
                  2,
                  """
                  Probe.say("2 count=" + count + " first=" + first + " mark=" + mark + " shared="
                      + (jobs.get(0) == jobs.get(1) && jobs.get(0) == job) + " name=" + job.name
                      + " class=" + (job.getClass() == Job.class));
                  while (!Probe.stopping()) { Kitsune.update("inner"); }
                  """));

      assertThat(report.outcome()).as(report.toString()).isEqualTo(Outcome.COMMITTED);
      assertThat(Probe.hear())
          .isEqualTo("2 count=5 first=false mark=} shared=true name=j class=true");
      Probe.stop();
      assertThat(Probe.hear()).isEqualTo("middle sum=10000000007 ratio=1.5 jobs=2 mark=n");
      assertThat(Probe.hear()).isEqualTo("outer mark=p depth=7 name=j");
    }
  }

  @Test
  void dryRun_everyLocal_isAsBefore() throws Exception {
    String[] source = {nested(1, innerLoop(1))};
    try (Program program = Program.start(source)) {
      assertThat(Probe.hear()).isEqualTo("1 count=5 mark=} same=true name=j class=true");

      UpdateReport report = program.dryRun(source);

      assertThat(report.cause()).isNull();
      assertThat(report.outcome()).isEqualTo(Outcome.ROLLED_BACK);
      assertThat(report.dryRun()).isTrue();
      assertThat(report.threads())
          .singleElement()
          .satisfies(thread -> {
            assertThat(thread.point()).isEqualTo("inner");
            assertThat(thread.arrivalMs()).isNotNull();
            assertThat(thread.fate()).isEqualTo("resumed");
          });
      Probe.stop();
      assertThat(Probe.hear()).isEqualTo("inner count=5 first=false mark=} job=j jobs=true");
      assertThat(Probe.hear()).isEqualTo("middle sum=10000000007 ratio=1.5 jobs=2 mark=n");
      assertThat(Probe.hear()).isEqualTo("outer mark=p depth=7 name=j");
    }
  }

  // Threads.

  @Test
  void thread_addedAndRemovedByAStep_startsAtCommitAndEnds() throws Exception {
    String main =
        """
        package app;
        import dev.kitsune.*;
        import dev.kitsune.testing.Probe;
        public class Main {
          static int beats = 5;
          public static void main(String[] args) {
            if (!Kitsune.isUpdating()) {
              Kitsune.thread("keeper", Keeper::run, "k");
              Kitsune.thread("%1$s", %2$s::run, 3);
            }
            Kitsune.automigrate();
            %3$s
            while (!Probe.stopping()) Kitsune.update("main");
          }
        }
        """;
    String keeper =
        """
        package app;
        import dev.kitsune.*;
        import dev.kitsune.testing.Probe;
        class Keeper {
          static void run(String state) {
            Probe.say("keeper " + state + " updating=" + Kitsune.isUpdatingFrom("beat") + " thread=" + Thread.currentThread().getName());
            while (!Probe.stopping()) Kitsune.update("beat");
          }
        }
        """;
    String worker =
        """
        package app;
        import dev.kitsune.*;
        import dev.kitsune.testing.Probe;
        class %1$s {
          static void run(Integer state) {
            Probe.say("%1$s " + state);
            while (!Probe.stopping()) Kitsune.update("work");
          }
        }
        """;
    String added =
        """
        if (Kitsune.isUpdating()) {
          Thread t = Kitsune.thread("fresh", Fresh::run, 9);
          Probe.say("alive before commit=" + t.isAlive());
        }
        """;
    try (Program program =
        Program.start(main.formatted("old", "Old", ""), keeper, worker.formatted("Old"))) {
      Probe.hear("Old 3");

      UpdateReport report =
          program.update(
              main.formatted("fresh", "Fresh", added), keeper, worker.formatted("Fresh"));

      assertThat(report.outcome()).as(report.toString()).isEqualTo(Outcome.COMMITTED);
      assertThat(report.threads())
          .extracting(ThreadReport::name, ThreadReport::fate)
          .containsExactlyInAnyOrder(
              org.assertj.core.groups.Tuple.tuple("main", "restarted"),
              org.assertj.core.groups.Tuple.tuple("keeper", "restarted"),
              org.assertj.core.groups.Tuple.tuple("old", "removed"),
              org.assertj.core.groups.Tuple.tuple("fresh", "added"));
      Probe.hear("alive before commit=false");
      Probe.hear("keeper k updating=true thread=keeper");
      Probe.hear("Fresh 9");
      assertThat(threadNames()).contains("fresh", "keeper").doesNotContain("old");
    }
  }

  private static List<String> threadNames() {
    return Thread.getAllStackTraces().keySet().stream().map(Thread::getName).toList();
  }

  @Test
  void thread_heldInState_isTheNewOneAfterwards() throws Exception {
    String source =
        """
        package app;
        import dev.kitsune.*;
        import dev.kitsune.testing.Probe;
        public class Main {
          static Thread self;
          static final ThreadLocal<StringBuilder> NOTES = new ThreadLocal<>();
          public static void main(String[] args) {
            if (!Kitsune.isUpdating()) { self = Thread.currentThread(); NOTES.set(new StringBuilder("n")); }
            Kitsune.automigrate();
            boolean said = false;
            while (!Probe.stopping()) {
              Kitsune.update("loop");
              if (!said) {
                said = true;
                Probe.say("%d self=" + (self == Thread.currentThread()) + " note=" + NOTES.get());
              }
            }
          }
        }
        """;
    try (Program program = Program.start(source.formatted(1))) {
      assertThat(Probe.hear()).isEqualTo("1 self=true note=n");

      UpdateReport report = program.update(source.formatted(2));

      assertThat(report.outcome()).as(report.toString()).isEqualTo(Outcome.COMMITTED);
      assertThat(Probe.hear()).isEqualTo("2 self=true note=n");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"x -> {}", "new Main.Capturing()::run"})
  void thread_entryThatIsNoPlainMethodReference_isRefused(String entry) throws Exception {
    String source =
        """
        package app;
        import dev.kitsune.*;
        import dev.kitsune.testing.Probe;
        public class Main {
          static class Capturing implements java.io.Serializable { void run(String s) {} }
          public static void main(String[] args) {
            try { Kitsune.thread("t", (ThreadEntry<String>) %s, "s"); Probe.say("started"); }
            catch (IllegalArgumentException e) { Probe.say(e.getMessage()); }
          }
        }
        """
            .formatted(entry);
    try (Program program = Program.start(source)) {
      assertThat(Probe.hear()).contains("an entry").doesNotContain("started");
      assertThat(program.runtime().status().threads()).noneMatch(line -> line.startsWith("t "));
    }
  }

  // Unwinding.

  @Test
  void commit_unwindsOldThread_runsNoFinallyAndNoCatch_releasesMonitors() throws Exception {
    String v1 =
        """
        package app;
        import dev.kitsune.*;
        import dev.kitsune.testing.Probe;
        public class Main {
          static class Lock {}
          static Lock lock = new Lock();
          static Lock second = new Lock();
          public static void main(String[] args) {
            Probe.keep("lock", lock);
            Probe.keep("second", second);
            try {
              synchronized (lock) {
                try {
                  work();
                } catch (Throwable t) {
                  synchronized (second) { Probe.say("caught " + t); }
                } finally {
                  synchronized (second) { Probe.say("finally in synchronized"); }
                }
              }
            } finally {
              Probe.say("outer finally");
            }
          }
          static synchronized void work() {
            try (AutoCloseable c = () -> Probe.say("closed")) {
              synchronized (second) {
                try { while (!Probe.stopping()) { Probe.say("v1"); Kitsune.update("loop"); } }
                finally { Probe.say("inner finally"); }
              }
            } catch (Exception e) { Probe.say("exception " + e); }
          }
        }
        """;
    String v2 =
        """
        package app;
        import dev.kitsune.*;
        import dev.kitsune.testing.Probe;
        public class Main {
          static class Lock {}
          static Lock lock = new Lock();
          static Lock second = new Lock();
          public static void main(String[] args) {
            Kitsune.automigrate();
            while (!Probe.stopping()) { Kitsune.update("loop"); Probe.say("v2"); Thread.yield(); }
          }
        }
        """;
    try (Program program = Program.start(v1)) {
      Probe.hear("v1");

      UpdateReport report = program.update(v2);

      assertThat(report.outcome()).as(report.toString()).isEqualTo(Outcome.COMMITTED);
      Probe.stop();
      assertThat(Probe.heard()).allSatisfy(line -> assertThat(line).isIn("v1", "v2"));
      assertFree(Probe.kept("lock"));
      assertFree(Probe.kept("second"));
    }
  }

  private static void assertFree(Object monitor) throws Exception {
    ExecutorService executor = Executors.newSingleThreadExecutor();
    try {
      Future<String> taken =
          executor.submit(() -> {
            synchronized (monitor) {
              return "taken";
            }
          });
      assertThat(taken.get(5, TimeUnit.SECONDS)).isEqualTo("taken");
    } finally {
      executor.shutdownNow();
    }
  }

  // What calls an update off.

  private static String standing(String where) {
    return """
    package app;
    import dev.kitsune.*;
    import dev.kitsune.testing.Probe;
    import java.util.*;
    import java.util.concurrent.locks.*;
    public class Main {
      static int rounds;
      static final Object LOCK = new Object();
      static final ReentrantLock OWNED = new ReentrantLock();
      static class Init {
        static int value;
        static { Main.loop(); value = 1; }
      }
      public static void main(String[] args) throws Exception {
        Kitsune.automigrate();
        Probe.say("up");
        %s
      }
      static void loop() {
        while (!Probe.stopping()) { Kitsune.update("loop"); rounds++; }
      }
      public static void reflected() { loop(); }
    }
    """
        .formatted(where)
        .replace("static final", "@NoMigrate static final");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "List.of(1).forEach(x -> loop()); // beneath a platform frame # .forEach",
        "Main.class.getMethod(\"reflected\").invoke(null); // beneath a platform frame # reflect",
        "new Init(); // inside a static initialiser # app.Main$Init",
        "OWNED.lock(); try { loop(); } finally { OWNED.unlock(); } // holding a lock # ReentrantLock",
        "synchronized (LOCK) { loop(); } // holding a monitor # java.lang.Object",
      })
  void update_pointThatCannotBeUnwound_isCalledOffByName(String sample) throws Exception {
    String code = sample.substring(0, sample.indexOf("//"));
    String reason = sample.substring(sample.indexOf("//") + 3, sample.indexOf(" # "));
    String name = sample.substring(sample.indexOf(" # ") + 3);
    String source = standing(code);
    try (Program program = Program.start(source)) {
      Probe.hear("up");

      // A dry run first: were it not called off, the update itself might wait for ever.
      UpdateReport dryRun = program.dryRun(source.replace("rounds++", "rounds += 2"));
      assertThat(dryRun.cause()).contains("thread main", "\"loop\"", reason, name);
      UpdateReport report = program.update(source.replace("rounds++", "rounds += 2"));

      assertThat(report.outcome()).isEqualTo(Outcome.ROLLED_BACK);
      assertThat(report.failedPhase()).isEqualTo(Phase.QUIESCE);
      assertThat(report.cause()).isEqualTo(dryRun.cause());
      assertRunsOn(program);
    }
  }

  private static void assertRunsOn(Program program) throws Exception {
    Class<?> main = program.runtime().version().find("app.Main");
    var rounds = main.getDeclaredField("rounds");
    rounds.setAccessible(true);
    int before = rounds.getInt(null);
    Awaitility.await().until(() -> rounds.getInt(null) > before);
  }

  @Test
  void update_lateThread_isNamedWithItsStack() throws Exception {
    CountDownLatch never = new CountDownLatch(1);
    String source =
        """
        package app;
        import dev.kitsune.*;
        import dev.kitsune.testing.Probe;
        public class Main {
          static int rounds;
          public static void main(String[] args) {
            Kitsune.automigrate();
            Kitsune.thread("stubborn", Main::wait, "s");
            while (!Probe.stopping()) { Kitsune.update("loop"); rounds++; }
          }
          static void wait(String s) throws Exception {
            Probe.say("waiting");
            ((java.util.concurrent.CountDownLatch) Probe.kept("never")).await();
          }
        }
        """;
    Probe.keep("never", never);
    try (Program program = Program.start(source)) {
      try {
        Probe.hear("waiting");

        UpdateReport report = program.update(Duration.ofMillis(300), source);

        assertThat(report.outcome()).isEqualTo(Outcome.ROLLED_BACK);
        assertThat(report.failedPhase()).isEqualTo(Phase.QUIESCE);
        assertThat(report.cause()).contains("thread stubborn", "CountDownLatch", "app.Main.wait");
        assertThat(report.notes()).anyMatch(note -> note.contains("app.Main.wait(Main.java"));
        assertThat(report.threads())
            .extracting(ThreadReport::name, ThreadReport::fate)
            .contains(org.assertj.core.groups.Tuple.tuple("stubborn", "late"));
        assertRunsOn(program);
      } finally {
        never.countDown();
      }
    }
  }

  @Test
  void update_unknownThreadRunsChangingCode_isCalledOffByName() throws Exception {
    String source =
        """
        package app;
        import dev.kitsune.*;
        import dev.kitsune.testing.Probe;
        public class Main {
          static int rounds;
          public static void main(String[] args) {
            Kitsune.automigrate();
            new Thread(() -> { Probe.say("wild"); while (!Probe.stopping()) Thread.onSpinWait(); }, "wild").start();
            while (!Probe.stopping()) { Kitsune.update("loop"); rounds++; }
          }
        }
        """;
    try (Program program = Program.start(source)) {
      Probe.hear("wild");

      UpdateReport report = program.update(source.replace("rounds++", "rounds += 2"));

      assertThat(report.outcome()).isEqualTo(Outcome.ROLLED_BACK);
      assertThat(report.cause()).contains("thread wild", "Kitsune.thread");
      assertRunsOn(program);
    }
  }

  // Failures before commit.

  private static String failing(String startUp) {
    return """
    package app;
    import dev.kitsune.*;
    import dev.kitsune.testing.Probe;
    public class Main {
      static int rounds;
      static Node head = new Node();
      static class Node { int value = 1; Node next; }
      public static void main(String[] args) throws Exception {
        %s
        while (!Probe.stopping()) { Kitsune.update("loop"); rounds++; }
      }
    }
    """
        .formatted(startUp);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Kitsune.automigrate(); if (true) throw new IllegalStateException(\"boom\"); # boom",
        "Kitsune.automigrate(); Thread.sleep(60_000); # did not reach point \"loop\"",
        "Kitsune.automigrate(); if (!Probe.stopping()) return; # ended without reaching",
        "Probe.say(\"forgot\"); # Kitsune.automigrate()",
      })
  void restart_thatFails_letsTheOldVersionRunOn(String sample) throws Exception {
    String code = sample.substring(0, sample.indexOf(" # "));
    String cause = sample.substring(sample.indexOf(" # ") + 3);
    String good = "Kitsune.automigrate(); Probe.say(\"up\");";
    try (Program program = Program.start(failing(good))) {
      Probe.hear("up");
      Class<?> before = program.runtime().version().find("app.Main");

      Deadlines deadlines = Deadlines.DEFAULT.restart(Duration.ofSeconds(4));
      UpdateReport report = program.update(deadlines, failing(code));

      assertThat(report.outcome()).isEqualTo(Outcome.ROLLED_BACK);
      assertThat(report.failedPhase()).isEqualTo(Phase.RESTART);
      assertThat(report.cause()).contains(cause);
      assertThat(program.runtime().version().find("app.Main")).isSameAs(before);
      assertRunsOn(program);
      Probe.heard();
      assertThat(program.update(failing(good + " rounds += 3;")).outcome())
          .isEqualTo(Outcome.COMMITTED);
      Probe.hear("up");
    }
  }

  @Test
  void transform_initialiserThrows_letsTheOldVersionRunOn() throws Exception {
    String good = failing("Kitsune.automigrate(); Probe.say(\"up\");");
    try (Program program = Program.start(good)) {
      Probe.hear("up");

      UpdateReport report =
          program.update(
              good.replace(
                  "static int rounds;",
                  "static int rounds = 1 / zero(); static int zero() { return 0; }"));

      assertThat(report.outcome()).isEqualTo(Outcome.ROLLED_BACK);
      assertThat(report.failedPhase()).isEqualTo(Phase.TRANSFORM);
      assertThat(report.cause()).contains("app.Main", "ArithmeticException");
      assertRunsOn(program);
    }
  }

  @Test
  void rollBack_closesWhatWasOpened_andDropsDeferredActions() throws Exception {
    String good = failing("Kitsune.automigrate(); Probe.say(\"up\");");
    try (Program program = Program.start(good)) {
      Probe.hear("up");

      UpdateReport report =
          program.update(
              failing(
                  """
                  Kitsune.automigrate();
                  Kitsune.opened(() -> Probe.say("closed"));
                  Kitsune.afterCommit(() -> Probe.say("after commit"));
                  if (true) throw new IllegalStateException("boom");
                  """));

      assertThat(report.outcome()).isEqualTo(Outcome.ROLLED_BACK);
      assertThat(Probe.heard()).containsExactly("closed");
    }
  }

  @Test
  void afterCommit_runsOnceTheVersionIsCommitted() throws Exception {
    try (Program program = Program.start(failing("Kitsune.automigrate(); Probe.say(\"up\");"))) {
      Probe.hear("up");

      program.update(
          failing(
              """
              Kitsune.automigrate();
              Kitsune.afterCommit(() -> Probe.say("updating=" + Kitsune.isUpdating()));
              """));

      assertThat(Probe.hear()).isEqualTo("updating=false");
    }
  }

  // Units.

  private static final String LOW =
      """
      package app.low;
      public class Item { public int number = 1; public static int made; public Item() { made++; } }
      """;
  private static final String MID =
      """
      package app.mid;
      import app.low.Item;
      public class Shelf { public java.util.List<Item> items = new java.util.ArrayList<>(); }
      """;
  private static final String TOP =
      """
      package app;
      import app.low.Item;
      import app.mid.Shelf;
      import dev.kitsune.*;
      import dev.kitsune.testing.Probe;
      public class Main {
        static Shelf shelf;
        public static void main(String[] args) {
          if (!Kitsune.isUpdating()) { shelf = new Shelf(); shelf.items.add(new Item()); shelf.items.add(shelf.items.get(0)); }
          Kitsune.automigrate();
          Probe.keep("shelf", shelf);
          Probe.keep("item", shelf.items.get(0));
          Probe.say("same=" + (shelf.items.get(0) == shelf.items.get(1)) + " made=" + Item.made + " number=" + shelf.items.get(1).number);
          while (!Probe.stopping()) Kitsune.update("loop");
        }
      }
      """;

  @Test
  void update_ofTheTopPackage_keepsLowerClassesAndObjects() throws Exception {
    try (Program program = Program.start(LOW, MID, TOP)) {
      Probe.hear("same=true made=1 number=1");
      Object shelf = Probe.kept("shelf");
      Object item = Probe.kept("item");

      UpdateReport report = program.update(LOW, MID, TOP.replace("\"same=", "\"new same="));

      Probe.hear("new same=true made=1 number=1");
      assertThat(report.unitsKept()).containsExactly("app.low", "app.mid");
      assertThat(report.unitsReloaded()).containsExactly("app");
      assertThat(Probe.kept("shelf")).isSameAs(shelf);
      assertThat(Probe.kept("item")).isSameAs(item);
      assertThat(program.runtime().version().find("app.low.Item")).isSameAs(item.getClass());
      assertThat(report.objects().copied()).isZero();
    }
  }

  @Test
  void update_ofTheLowestPackage_reloadsAll() throws Exception {
    try (Program program = Program.start(LOW, MID, TOP)) {
      Probe.hear("same=true made=1 number=1");
      Object item = Probe.kept("item");

      UpdateReport report =
          program.update(LOW.replace("made++;", "made += Math.abs(-1);"), MID, TOP);

      Probe.hear("same=true made=1 number=1");
      assertThat(report.unitsKept()).isEmpty();
      assertThat(report.unitsReloaded()).containsExactly("app.low", "app.mid", "app");
      assertThat(Probe.kept("item")).isNotSameAs(item);
      assertThat(Probe.kept("item").getClass()).isNotSameAs(item.getClass());
    }
  }

  // Gates.

  @Test
  void gate_eventsDuringAnUpdate_reachTheNewVersionInOrder() throws Exception {
    String source =
        """
        package app;
        import dev.kitsune.*;
        import dev.kitsune.testing.Probe;
        public class Main {
          static class Handler implements java.util.function.IntConsumer {
            int sum;
            public void accept(int n) { sum += n; Probe.say("v%1$d " + n + " sum=" + sum); }
          }
          static Gate gate;
          public static void main(String[] args) {
            if (!Kitsune.isUpdating()) { gate = Gate.named("events"); gate.bind(new Handler()); Probe.keep("gate", gate); Probe.say("up"); }
            Kitsune.automigrate();
            while (!Probe.stopping()) Kitsune.update("loop");
          }
        }
        """;
    try (Program program = Program.start(source.formatted(1))) {
      Probe.hear("up");
      Gate gate = (Gate) Probe.kept("gate");
      ExecutorService events = Executors.newSingleThreadExecutor();
      try {
        Future<?> sent =
            events.submit(() -> {
              for (int i = 1; i <= 2_000; i++) {
                int n = i;
                gate.run(() -> ((java.util.function.IntConsumer) gate.bound()).accept(n));
              }
            });

        UpdateReport report = program.update(source.formatted(2));

        assertThat(report.outcome()).as(report.toString()).isEqualTo(Outcome.COMMITTED);
        sent.get(20, TimeUnit.SECONDS);
        gate.run(() -> ((java.util.function.IntConsumer) gate.bound()).accept(0));
        List<String> lines = Probe.heard();
        assertThat(lines).hasSize(2_001);
        int sum = 0;
        for (int i = 1; i <= 2_000; i++) {
          sum += i;
          assertThat(lines.get(i - 1)).matches("v[12] " + i + " sum=" + sum);
        }
        assertThat(lines.get(2_000)).startsWith("v2 ");
      } finally {
        events.shutdownNow();
      }
    }
  }

  @Test
  void gate_enteredByControlMigration_failsTheUpdateInsteadOfHanging() throws Exception {
    String source =
        """
        package app;
        import dev.kitsune.*;
        import dev.kitsune.testing.Probe;
        public class Main {
          static int rounds;
          static Gate gate;
          public static void main(String[] args) {
            if (!Kitsune.isUpdating()) { gate = Gate.named("events"); Probe.say("up"); }
            Kitsune.automigrate();
            %s
            while (!Probe.stopping()) { Kitsune.update("loop"); rounds++; }
          }
        }
        """;
    try (Program program = Program.start(source.formatted(""))) {
      Probe.hear("up");

      UpdateReport report = program.update(source.formatted("gate.enter();"));

      assertThat(report.outcome()).isEqualTo(Outcome.ROLLED_BACK);
      assertThat(report.cause()).contains("gate events is closed", "Kitsune.afterCommit");
      assertRunsOn(program);
    }
  }

  // Refusals.

  @Test
  void update_thatIsNoNextStep_isRefused() throws Exception {
    try (Program program = Program.start(counting(1))) {
      Probe.hear();

      assertThatThrownBy(() ->
              program
                  .runtime()
                  .update(Program.jar(3, Map.of(), counting(3)), Program.DEADLINE, false, p -> {}))
          .isInstanceOf(UpdateException.Refused.class)
          .hasMessageContaining("no step leads there: running=1, requested=3");
      assertThatThrownBy(() ->
              program
                  .runtime()
                  .update(
                      Program.jar(2, Map.of("Kitsune-Program", "other"), counting(2)),
                      Program.DEADLINE,
                      false,
                      p -> {}))
          .isInstanceOf(UpdateException.Refused.class)
          .hasMessageContaining("another program");
      assertThat(program.runtime().status().version()).isEqualTo("1");
    }
  }

  @Test
  void update_backward_isAllowedWhereTheRunningVersionSaysSo() throws Exception {
    Map<String, String> reversible = Map.of("Kitsune-Reversible", "true");
    try (Program program = Program.start(counting(1))) {
      Probe.hear();
      program
          .runtime()
          .update(Program.jar(2, reversible, counting(2)), Program.DEADLINE, false, p -> {});
      Probe.hear("version 2 started=43");

      UpdateReport report =
          program
              .runtime()
              .update(Program.jar(1, Map.of(), counting(1)), Program.DEADLINE, false, p -> {});

      assertThat(report.outcome()).isEqualTo(Outcome.COMMITTED);
      Probe.hear("version 1 started=44");
    }
  }
}
