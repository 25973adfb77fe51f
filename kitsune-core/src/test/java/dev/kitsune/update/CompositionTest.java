package dev.kitsune.update;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.kitsune.testing.Probe;
import dev.kitsune.unit.VersionJar;
import dev.kitsune.update.UpdateReport.Outcome;
import dev.kitsune.update.UpdateReport.ThreadReport;
import dev.kitsune.xf.check.Reverse;
import dev.kitsune.xf.compile.XfCompiler;
import dev.kitsune.xf.model.Binder;
import dev.kitsune.xf.model.BoundStep;
import dev.kitsune.xf.model.StepTypes;
import dev.kitsune.xf.model.VersionTypes;
import dev.kitsune.xf.syntax.XfFile;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Several steps in one update, and steps back. */
@Timeout(120)
class CompositionTest {

  private static final String FIRST =
      program(
          """
          enum Color { RED, GREEN }
          static class Job { int seconds = 3; Color color = Color.RED; Job next; }
          static Map<String, Job> jobs = new HashMap<>();
          static int port = 80;
          static final ThreadLocal<Job> MINE = new ThreadLocal<>();
          static void start() {
            Job job = new Job();
            job.next = job;
            jobs.put("a", job);
            Kitsune.thread("worker", Main::work, job);
          }
          static void work(Job mine) {
            MINE.set(mine);
            while (!Probe.stopping()) { Kitsune.update("work"); }
          }
          @NoteLocals static void run() {
            int count = Kitsune.local("count", 7);
            while (!Probe.stopping()) { Kitsune.update("loop"); }
            Probe.say(count);
          }
          """);

  private static final String SECOND =
      program(
          """
          enum Color { CRIMSON, GREEN }
          static class Task { long millis; Color color; Task next; String name; }
          static Map<String, Task> tasks = new HashMap<>();
          static int listener;
          static final ThreadLocal<Task> MINE = new ThreadLocal<>();
          static { Probe.keep("initialised", true); }
          static void start() { }
          static void toil(Task mine) { Probe.keep("second", true); }
          static void watch(Task task) { Probe.keep("second", true); }
          @NoteLocals static void serve() {
            int count = Kitsune.local("count", 0);
            Probe.keep("second", count);
          }
          static void run() { Probe.keep("second", true); }
          """);

  private static final String THIRD =
      program(
          """
          enum Color { CRIMSON, GREEN }
          static class Task { Object millis; Color color; Task next; String name; }
          static Map<String, Task> tasks = new HashMap<>();
          static String listener;
          static final ThreadLocal<Task> MINE = new ThreadLocal<>();
          static void start() { }
          static void labour(Task mine) {
            Probe.keep("mine", mine == MINE.get() && mine == tasks.get("a"));
            while (!Probe.stopping()) { Kitsune.update("work"); }
          }
          static void look(Task task) {
            Probe.keep("watched", task == tasks.get("a"));
            while (!Probe.stopping()) { Kitsune.update("look"); }
          }
          static boolean said;
          static void run() { serve(); }
          @NoteLocals static void serve() {
            int count = Kitsune.local("count", 0);
            while (!Probe.stopping()) {
              Kitsune.update("loop");
              if (!said) {
                said = true;
                Task task = tasks.get("a");
                Probe.keep("said", task.millis + " " + task.color + " " + task.name + " " + (task.next == task)
                    + " " + listener + " " + count);
              }
            }
          }
          """);

  private static final String FIRST_TO_SECOND =
      """
      Main.Job -> Main.Task
      Job.seconds -> Task.millis: { $out = $in * 1000L; }
      INIT Task.name: { $out = "task-" + $base.seconds; }
      Main.jobs -> Main.tasks
      Main.port -> Main.listener: { $out = $in + 1; }
      Color.RED -> Color.CRIMSON
      Main::work -> Main::toil
      INIT Main::watch "watcher": { $out = Main.tasks.get("a"); }
      Main.run#count -> Main.serve#count: { $out = $in * 10; }
      """;

  private static final String SECOND_TO_THIRD =
      """
      Task.millis -> Task.millis: { $out = $in + " ms"; }
      Main.listener -> Main.listener: { $out = "port " + $in; }
      Main::toil -> Main::labour
      Main::watch -> Main::look
      """;

  private static String program(String members) {
    return """
    package app;
    import dev.kitsune.*;
    import dev.kitsune.testing.Probe;
    import java.util.*;
    public class Main {
      %s
      public static void main(String[] args) throws Exception {
        if (!Kitsune.isUpdating()) { start(); }
        Kitsune.automigrate();
        run();
      }
    }
    """
        .formatted(members);
  }

  private static ConditionFactory await() {
    return Awaitility.await().atMost(Duration.ofSeconds(30));
  }

  private static UpdateReport through(Program program, Verifying verifying, VersionJar... path)
      throws Exception {
    return program
        .runtime()
        .updateThrough(List.of(path), Program.GENEROUS, false, verifying, phase -> {});
  }

  @Test
  void twoSteps_inOneUpdate_composeAllRules() throws Exception {
    try (Program program = Program.start(FIRST)) {
      VersionJar first = program.runtime().version().jar();
      VersionJar second = RuledProgram.next(first, FIRST_TO_SECOND, SECOND);
      VersionJar third = RuledProgram.next(second, SECOND_TO_THIRD, THIRD);

      UpdateReport report = through(program, Verifying.ON, second, third);

      assertThat(report.outcome()).as(report.toString()).isEqualTo(Outcome.COMMITTED);
      assertThat(report.from() + " " + report.to()).isEqualTo("1 3");
      assertThat(report.sequence()).isEqualTo(1);
      await()
          .untilAsserted(() ->
              assertThat(Probe.kept("said")).isEqualTo("3000 ms CRIMSON task-3 true port 81 70"));
      assertThat(Probe.kept("initialised")).isEqualTo(true);
      assertThat(Probe.kept("second")).as("code of the version in between").isNull();
      assertThat(report.threads())
          .extracting(ThreadReport::name, ThreadReport::fate)
          .containsExactlyInAnyOrder(
              tuple("main", "restarted"), tuple("worker", "restarted"), tuple("watcher", "added"));
      assertThat(Probe.kept("mine")).isEqualTo(true);
      await().untilAsserted(() -> assertThat(Probe.kept("watched")).isEqualTo(true));
      assertThat(Objects.requireNonNull(report.verification()).oldLoadersAlive()).isZero();
      assertThat(program.runtime().version().jar().version()).isEqualTo("3");
    }
  }

  @Test
  void secondStepThatFails_leavesTheOldVersionAsItWas() throws Exception {
    String state =
        """
        static class Job { int n = 1; %s }
        static Map<String, Object> jobs = new HashMap<>();
        static List<Object> all = new ArrayList<>();
        static void start() { jobs.put("a", new Job()); all.add(jobs.get("a")); }
        static void run() {
          while (!Probe.stopping()) {
            Kitsune.update("loop");
            Probe.keep("now", ((Job) jobs.get("a")).n + "" + (all.get(0) == jobs.get("a")));
          }
        }
        """;
    try (Program program = Program.start(program(state.formatted("")))) {
      VersionJar first = program.runtime().version().jar();
      VersionJar second =
          RuledProgram.next(first, "INIT Job.m: { $out = 2; }", program(state.formatted("int m;")));
      VersionJar third =
          RuledProgram.next(
              second,
              "INIT Job.k: { if ($base.m == 2) throw new IllegalStateException(\"two\"); }",
              program(state.formatted("int m; int k;")));

      UpdateReport report = through(program, Verifying.OFF, second, third);
      Probe.forget("now");

      assertThat(report.outcome()).as(report.toString()).isEqualTo(Outcome.ROLLED_BACK);
      assertThat(report.cause()).contains("rule INIT Job.k failed at step.xf:1").contains("two");
      await().untilAsserted(() -> assertThat(Probe.kept("now")).isEqualTo("1true"));
      UpdateReport again = through(program, Verifying.ON, second);
      assertThat(again.outcome()).as(again.toString()).isEqualTo(Outcome.COMMITTED);
    }
  }

  @Test
  void stepsWithoutRules_carryStaticsLocalsAndThreads() throws Exception {
    String members =
        """
        static class Job { int n; }
        static Job job;
        static void start() {
          job = new Job();
          job.n = 5;
          Kitsune.thread("worker", Main::work, job);
        }
        static void work(Job mine) {
          while (!Probe.stopping()) {
            Kitsune.update("work");
            Probe.keep("same", mine == job);
          }
        }
        @NoteLocals static void run() {
          int count = Kitsune.local("count", 0) + (Kitsune.isUpdating() ? 0 : 7);
          while (!Probe.stopping()) {
            Kitsune.update("loop");
            Probe.keep("now", %d + " " + job.n + " " + count);
          }
        }
        """;
    try (Program program = Program.start(program(members.formatted(1)))) {
      VersionJar second = Program.jar(2, Map.of(), program(members.formatted(2)));
      VersionJar third = Program.jar(3, Map.of(), program(members.formatted(3)));

      UpdateReport report = through(program, Verifying.ON, second, third);
      Probe.forget("same");

      assertThat(report.outcome()).as(report.toString()).isEqualTo(Outcome.COMMITTED);
      await().untilAsserted(() -> assertThat(Probe.kept("now")).isEqualTo("3 5 7"));
      await().untilAsserted(() -> assertThat(Probe.kept("same")).isEqualTo(true));
    }
  }

  @Test
  void stepsThatDoNotFollowEachOther_areRefused() throws Exception {
    String members =
        "static void start() {} static void run() { while (!Probe.stopping()) {"
            + " Kitsune.update(\"loop\"); } }";
    try (Program program = Program.start(program(members))) {
      VersionJar third = Program.jar(3, Map.of(), program(members + " static int a;"));

      assertThatThrownBy(() -> through(program, Verifying.OFF, third))
          .isInstanceOf(UpdateException.Refused.class)
          .hasMessageContaining("no step leads there: running=1, requested=3");
    }
  }

  @Test
  void stepBack_ofRulesWithoutCode_isTheirAutomaticReverse() throws Exception {
    String members =
        """
        static class %1$s { int %2$s = 5; %3$s }
        static %1$s it = new %1$s();
        static int %4$s = 6;
        static void start() {}
        static void run() {
          while (!Probe.stopping()) {
            Kitsune.update("loop");
            Probe.keep("now", "%1$s " + it.%2$s + "/" + %4$s);
          }
        }
        """;
    String before = program(members.formatted("Client", "id", "", "port"));
    String after = program(members.formatted("Session", "number", "String name;", "listener"));
    String rules =
        """
        Main.Client -> Main.Session
        Client.id -> Session.number
        Main.port -> Main.listener
        INIT Session.name: {}
        """;
    try (Program program = Program.start(before)) {
      VersionJar first = program.runtime().version().jar();
      VersionJar second = withWayBack(first, RuledProgram.next(first, rules, after), rules);

      UpdateReport forth = through(program, Verifying.ON, second);
      UpdateReport back = through(program, Verifying.ON, first);
      Probe.forget("now");

      assertThat(forth.outcome()).as(forth.toString()).isEqualTo(Outcome.COMMITTED);
      assertThat(back.outcome()).as(back.toString()).isEqualTo(Outcome.COMMITTED);
      assertThat(program.runtime().version().jar().version()).isEqualTo("1");
      await().untilAsserted(() -> assertThat(Probe.kept("now")).isEqualTo("Client 5/6"));
    }
  }

  /** Adds the automatic reverse of its step to a version, as the build does. */
  private static VersionJar withWayBack(VersionJar first, VersionJar second, String rules)
      throws Exception {
    StepTypes types = StepTypes.between(VersionTypes.of(first), VersionTypes.of(second));
    BoundStep back = Reverse.of(Binder.bind(types, XfFile.parse("step.xf", rules))).orElseThrow();
    Map<String, byte[]> resources = new HashMap<>(second.resources());
    second
        .step(first.version())
        .forEach((name, bytes) -> resources.put("META-INF/kitsune/steps/1/" + name, bytes));
    new XfCompiler(back.types(), RuledProgram.platform())
        .compile(back)
        .files()
        .forEach((name, bytes) -> resources.put("META-INF/kitsune/steps/to-1/" + name, bytes));
    return VersionJar.of(
        Map.of(
            "Main-Class", "app.Main",
            "Kitsune-Program", "test",
            "Kitsune-Version", "2",
            "Kitsune-Previous", "1"),
        second.classes(),
        resources);
  }
}
