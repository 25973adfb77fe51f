package dev.kitsune.update;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kitsune.testing.Probe;
import dev.kitsune.update.UpdateReport.Outcome;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Each form of rule, in whole updates of small programs. */
@Timeout(120)
class RulesTest {

  /** A main loop around some state, which it says once. */
  private static String main(String members, String start, String said) {
    return """
    package app;
    import dev.kitsune.*;
    import dev.kitsune.testing.Probe;
    import java.util.*;
    public class Main {
      %s
      public static void main(String[] args) throws Exception {
        if (!Kitsune.isUpdating()) { %s }
        Kitsune.automigrate();
        boolean said = false;
        while (!Probe.stopping()) {
          Kitsune.update("loop");
          if (!said) { Probe.say(%s); said = true; }
        }
      }
    }
    """
        .formatted(members, start, said);
  }

  /** Runs two versions and returns what the new one says. */
  private static String updated(String xf, String[] before, String[] after) throws Exception {
    try (Program program = Program.start(before)) {
      Probe.hear();

      UpdateReport report = RuledProgram.update(program, xf, after);

      assertThat(report.outcome()).as(report.toString()).isEqualTo(Outcome.COMMITTED);
      return Probe.hear();
    }
  }

  private static String[] one(String source) {
    return new String[] {source};
  }

  @Test
  void field_renamedAndRetyped_isSetByItsBody() throws Exception {
    String said =
        updated(
            """
            { import java.time.*; static long ms(int s) { return s * 1000L; } }
            Job.seconds -> Job.millis: { $out=ms($in); }
            Job.name -> Job.title
            Job.seen -> Job.seen: { $out = Instant.ofEpochSecond($in); }
            """,
            one(
                main(
                    """
                    static class Job { private int seconds = 3; final String name = "n"; long seen = 7; }
                    static Job job;
                    """,
                    "job = new Job();",
                    "job.seconds")),
            one(
                main(
                    """
                    static class Job { private long millis; final String title; java.time.Instant seen;
                      Job(String t) { title = t; } }
                    static Job job;
                    """,
                    "",
                    "job.millis + \" \" + job.title + \" \" + job.seen")));

    assertThat(said).isEqualTo("3000 n 1970-01-01T00:00:07Z");
  }

  @Test
  void field_new_isSetFromTheOldObjectOrByItsOwnInitialiser() throws Exception {
    String said =
        updated(
            """
            INIT Job.name: { $out = "job-" + $base.id + "/" + $newbase.id; }
            INIT Job.list, INIT Job.size: {}
            """,
            one(
                main(
                    "static class Job { int id = 4; } static Job job;",
                    "job = new Job();",
                    "job.id")),
            one(
                main(
                    """
                    static class Job { int id; String name; final List<String> list = new ArrayList<>(List.of("a"));
                      int size = list.size() > 0 ? 8 : 9; Job(int id) { this.id = id; } Job() { this(1); } }
                    static Job job;
                    """,
                    "",
                    "job.name + job.list + job.size")));

    assertThat(said).isEqualTo("job-4/4[a]8");
  }

  @Test
  void class_renamed_isCarriedOverWithItsLinks() throws Exception {
    String said =
        updated(
            """
            Client -> Session: { $out.rank = $in.hops() + 1; }
            """,
            one(
                main(
                    """
                    static class Client { Client next; int id; Client(int id) { this.id = id; }
                      int hops() { return next == this ? 0 : 1; } }
                    static Client first; static List<Client> all = new ArrayList<>();
                    """,
                    "first = new Client(1); first.next = new Client(2); first.next.next = first.next; all.add(first.next);",
                    "all.size()")),
            one(
                main(
                    """
                    static class Session { Session next; int id; int rank; }
                    static Session first; static List<Session> all = new ArrayList<>();
                    """,
                    "",
                    "first.id + \" \" + first.rank + \" \" + first.next.rank + \" \""
                        + " + (all.get(0) == first.next) + (first.next.next == first.next)")));

    assertThat(said).isEqualTo("1 2 1 truetrue");
  }

  @Test
  void static_movedRenamedInitialised_hasTheRulesValue() throws Exception {
    String said =
        updated(
            """
            Main.seconds -> Settings.millis: { $out = $in * 1000L; }
            Main.names -> Settings.titles
            INIT Settings.ratio: { $out = 5 + $old(Main.seconds); }
            INIT Settings.own: {}
            DROP Main.flags
            """,
            one(
                main(
                    "static int seconds; static List<String> names; static String flags;",
                    "seconds = 2; names = new ArrayList<>(List.of(\"x\")); flags = \"f\";",
                    "seconds")),
            new String[] {
              main(
                  "",
                  "",
                  "Settings.millis + \" \" + Settings.titles + Settings.ratio + Settings.own"),
              """
              package app;
              class Settings { static long millis; static java.util.List<String> titles; static int ratio = 1;
                static String own = "own"; }
              """
            });

    assertThat(said).isEqualTo("2000 [x]7own");
  }

  private static String noted(String members, String body) {
    return """
    package app;
    import dev.kitsune.*;
    import dev.kitsune.testing.Probe;
    import java.util.*;
    public class Main {
      %s
      public static void main(String[] args) throws Exception {
        Kitsune.automigrate();
        run();
      }
      @NoteLocals static void run() {
        %s
      }
    }
    """
        .formatted(members, body);
  }

  @Test
  void local_toStaticFromStaticRenamedAndNew_haveTheRulesValues() throws Exception {
    String said =
        updated(
            """
            { import java.util.*; }
            Main.run#port -> Main.listener
            Main.limit -> Main.run#most
            Main.run#count -> Main.run#total
            Main.run#names -> Main.run#sizes: { $out = new ArrayList<>(); for (String s : $in) { $out.add(s.length()); } }
            INIT Main.run#fresh: { $out = 11; }
            """,
            one(
                noted(
                    "static int limit = 3;",
                    """
                    int port = Kitsune.local("port", 0);
                    int count = Kitsune.local("count", 0);
                    List<String> names = Kitsune.local("names", new ArrayList<>());
                    port = 80; count = 4; names.add("abc");
                    Probe.say("v1");
                    while (!Probe.stopping()) { Kitsune.update("loop"); }
                    Probe.say(port + count + names.size());
                    """)),
            one(
                noted(
                    "static int listener;",
                    """
                    int most = Kitsune.local("most", 0);
                    int total = Kitsune.local("total", 0);
                    List<Integer> sizes = Kitsune.local("sizes", null);
                    int fresh = Kitsune.local("fresh", 0);
                    boolean said = false;
                    while (!Probe.stopping()) {
                      Kitsune.update("loop");
                      if (!said) { said = true; Probe.say(listener + " " + most + " " + total + sizes + fresh); }
                    }
                    """)));

    assertThat(said).isEqualTo("80 3 4[3]11");
  }

  @Test
  void enumConstant_renamedAndDropped_isMapped() throws Exception {
    String said =
        updated(
            """
            Color.RED -> Color.CRIMSON
            DROP Color.GREEN
            """,
            one(
                main(
                    """
                    enum Color { RED, GREEN, BLUE }
                    static Color[] colors; static EnumMap<Color, String> map;
                    """,
                    "colors = Color.values(); map = new EnumMap<>(Map.of(Color.RED, \"r\", Color.BLUE, \"b\"));",
                    "map.size()")),
            one(
                main(
                    """
                    enum Color { BLUE, CRIMSON }
                    static Color[] colors; static EnumMap<Color, String> map;
                    """,
                    "",
                    "Arrays.toString(colors) + map")));

    assertThat(said).isEqualTo("[CRIMSON, null, BLUE]{BLUE=b, CRIMSON=r}");
  }

  @Test
  void classDropped_referencesBecomeNull() throws Exception {
    String said =
        updated(
            "DROP Cache",
            one(
                main(
                    "static class Cache { int n; } static class Box { Object held = new Cache(); } static Box box;",
                    "box = new Box();",
                    "1")),
            one(main("static class Box { Object held; } static Box box;", "", "box.held")));

    assertThat(said).isEqualTo("null");
  }

  @Test
  void hooks_preSeesOldStateAndPostTheNew() throws Exception {
    String said =
        updated(
            """
            PRE: { if ($old(Main.seconds) != 2) { throw new IllegalStateException(); } }
            POST: { Main.seconds += 40; Main.map.put("late", Main.seconds); }
            """,
            one(
                main(
                    "static int seconds; static Map<String, Integer> map;",
                    "seconds = 2; map = new TreeMap<>();",
                    "seconds")),
            one(
                main(
                    "static int seconds; static Map<String, Integer> map; static int other;",
                    "",
                    "seconds + \" \" + map")));

    assertThat(said).isEqualTo("42 {late=42}");
  }

  @Test
  void thread_entryRenamedNotRestartedAdded_isAsTheRulesSay() throws Exception {
    String worker =
        """
        package app;
        import dev.kitsune.*;
        import dev.kitsune.testing.Probe;
        public class Main {
          %s
          public static void main(String[] args) throws Exception {
            Kitsune.automigrate();
            %s
            while (!Probe.stopping()) { Kitsune.update("loop"); Thread.onSpinWait(); }
          }
          static void loop(String what) {
            Probe.say(what);
            while (!Probe.stopping()) { Kitsune.update("point"); Thread.onSpinWait(); }
          }
        }
        """;
    try (Program program =
        Program.start(
            worker.formatted(
                """
                static void work(String s) { loop("old work " + s); }
                static void gone(String s) { loop("gone"); }
                """,
                """
                if (!Kitsune.isUpdating()) {
                  Kitsune.thread("w", Main::work, "state"); Kitsune.thread("g", Main::gone, null);
                }
                """))) {
      Probe.hear();
      Probe.hear();

      UpdateReport report =
          RuledProgram.update(
              program,
              """
              Main::work -> Main::serve
              DROP Main::gone
              INIT Main::more "extra": { $out = "given"; }
              """,
              worker.formatted(
                  """
                  static void serve(String s) { loop("serve " + s); }
                  static void gone(String s) { loop("gone again"); }
                  static void more(String s) { loop("more " + s); }
                  """,
                  ""));

      assertThat(report.outcome()).as(report.toString()).isEqualTo(Outcome.COMMITTED);
      assertThat(List.of(Probe.hear(), Probe.hear()))
          .containsExactlyInAnyOrder("serve state", "more given");
      assertThat(report.threads())
          .extracting(t -> t.name() + " " + t.fate())
          .contains("w restarted", "g removed", "extra added");
    }
  }

  @Test
  void body_throws_isRolledBackAndNamesTheLine() throws Exception {
    String v1 =
        main("static class Job { int n = 1; } static Job job;", "job = new Job();", "job.n");
    String v2 = main("static class Job { int n; long m; } static Job job;", "", "job.m");
    try (Program program = Program.start(v1)) {
      Probe.hear();

      UpdateReport report =
          RuledProgram.update(
              program,
              """
              // line 1
              INIT Job.m: {
                int zero = $base.n - 1;
                $out = 5 / zero;
              }
              """,
              v2);

      assertThat(report.outcome()).isEqualTo(Outcome.ROLLED_BACK);
      assertThat(report.cause())
          .contains("rule INIT Job.m failed at step.xf:4")
          .contains("ArithmeticException");

      assertThat(RuledProgram.update(program, "INIT Job.m: { $out = $base.n + 1; }", v2).outcome())
          .isEqualTo(Outcome.COMMITTED);
      assertThat(Probe.hear()).isEqualTo("2");
    }
  }

  @Test
  void body_usesAllOfJava_isLinkedToBothVersions() throws Exception {
    String said =
        updated(
            """
            {
              import java.util.*;
              import java.util.function.*;
              import java.util.stream.*;
              static String f($oldtype(Job) job) { return "old" + job.n; }
              static String f(Job job) { return "new" + job.n; }
              static class Sorter implements Comparator<Job> {
                public int compare(Job a, Job b) { return b.n - a.n; }
              }
            }
            INIT Job.said: {
              Function<Job, String> ref = Job::hidden;
              Supplier<Job> make = Job::new;
              Job[] jobs = { $newbase, new Job(9), make.get() };
              Job[][] grid = new Job[2][3];
              Arrays.sort(jobs, new Sorter());
              Object any = jobs[0];
              StringBuilder text = new StringBuilder();
              for (Job each : jobs) { text.append(each.n).append(' '); }
              text.append(any instanceof Job job && job.n == 9).append(' ');
              text.append(Stream.of(jobs).map(ref).collect(Collectors.joining(","))).append(' ');
              text.append(f($base)).append(f($newbase)).append(' ');
              switch ($newbase.kind) { case A: text.append("a"); break; default: text.append("b"); }
              text.append($base.kind == $oldtype(Kind).A).append(grid[1].length);
              text.append(Job.class.getSimpleName()).append((Object) $oldtype(Job).class == Job.class);
              Runnable late = () -> text.append($base.n + $newbase.n);
              late.run();
              $out = text + "";
            }
            """,
            one(
                main(
                    """
                    enum Kind { A } static class Job { private int n = 5; Kind kind = Kind.A; }
                    static Job job;
                    """,
                    "job = new Job();",
                    "job.n")),
            one(
                main(
                    """
                    enum Kind { A, B } static class Job { private int n; Kind kind; String said;
                      Job(int n) { this.n = n; } private Job() { this(1); }
                      private String hidden() { return "h" + n; } }
                    static Job job;
                    """,
                    "",
                    "job.said")));

    assertThat(said).isEqualTo("9 5 1 true h9,h5,h1 old5new5 atrue3Jobfalse10");
  }

  @Test
  void body_readsASharedCollection_seesNewElements() throws Exception {
    String said =
        updated(
            """
            Shop -> Shop: {
              for (Item each : $out.items) { $out.sum += each.price; }
              for ($oldtype(Item) each : $in.items) { $out.sum += each.price; }
              $out.last = $xform($in.items.get(1)).price;
            }
            """,
            one(
                main(
                    """
                    static class Item { int price; Item(int p) { price = p; } }
                    static class Shop { List<Item> items = new ArrayList<>(List.of(new Item(1), new Item(2))); }
                    static Shop shop;
                    """,
                    "shop = new Shop();",
                    "1")),
            one(
                main(
                    """
                    static class Item { int price; int more; }
                    static class Shop { List<Item> items; int sum; int last; }
                    static Shop shop;
                    """,
                    "",
                    "shop.sum + \" \" + shop.last + \" \" + (shop.items.get(1).getClass() == Item.class)")));

    assertThat(said).isEqualTo("6 2 true");
  }

  @Test
  void class_renamedToATakenName_isToldFromTheOther() throws Exception {
    String said =
        updated(
            """
            A -> B
            B -> C
            """,
            one(
                main(
                    "static class A { int n = 1; } static class B { int n = 2; } static Object[] all;",
                    "all = new Object[] { new A(), new B() };",
                    "1")),
            one(
                main(
                    """
                    static class A { int n; } static class B { int n; } static class C { int n; }
                    static Object[] all;
                    """,
                    "",
                    "((B) all[0]).n + \" \" + ((C) all[1]).n")));

    assertThat(said).isEqualTo("1 2");
  }

  @Test
  void step_ofAnotherBuild_isRefusedBeforeThePause() throws Exception {
    String v1 = main("static class Job { int n = 1; } static Job job;", "job = new Job();", "1");
    String other = main("static class Job { int n = 7; } static Job job;", "job = new Job();", "1");
    String v2 = main("static class Job { int n; int m; } static Job job;", "", "job.m");
    try (Program program = Program.start(other)) {
      Probe.hear();

      UpdateReport report =
          program.update(
              RuledProgram.next(
                  Program.jar(1, java.util.Map.of(), v1), "INIT Job.m: { $out = 1; }", v2));

      assertThat(report.outcome()).isEqualTo(Outcome.ROLLED_BACK);
      assertThat(report.failedPhase()).isEqualTo(UpdateReport.Phase.PREPARE);
      assertThat(report.cause())
          .isEqualTo(
              "the step's transformer was compiled for another build of 1: step=1 -> 2,"
                  + " file=step.xf; compile the specification again with kitsune xfgen, and build"
                  + " the jar again");
    }
  }

  private static Object mapOf(Program program) throws Exception {
    java.lang.reflect.Field field =
        program.runtime().version().find("app.Main").getDeclaredField("map");
    field.setAccessible(true);
    return field.get(null);
  }

  @Test
  void post_throws_oldStateIsWhole() throws Exception {
    String v1 =
        main(
            "record Key(int n) {} static Map<Key, String> map;",
            "map = new HashMap<>(Map.of(new Key(1), \"a\", new Key(2), \"b\"));",
            "map.get(new Key(1)) + map.get(new Key(2))");
    String v2 =
        main(
            "record Key(int n, int more) {} static Map<Key, String> map;",
            "",
            "map.get(new Key(1, 5)) + map.get(new Key(2, 5))");
    try (Program program = Program.start(v1)) {
      Probe.hear();

      UpdateReport failed =
          RuledProgram.update(
              program,
              "INIT Main.Key.more: { $out = 5; } POST: { throw new Exception(\"\" + Main.map.get(new Main.Key(1, 5))); }",
              v2);

      assertThat(failed.outcome()).isEqualTo(Outcome.ROLLED_BACK);
      assertThat(failed.cause()).contains("rule POST failed at step.xf:1").endsWith("Exception: a");
      Object map = mapOf(program);
      assertThat(((java.util.Map<?, ?>) map).keySet())
          .allSatisfy(key -> assertThat(((java.util.Map<?, ?>) map).get(key)).isNotNull());
      assertThat(RuledProgram.update(program, "INIT Main.Key.more: { $out = 5; }", v2).outcome())
          .isEqualTo(Outcome.COMMITTED);
      assertThat(Probe.hear()).isEqualTo("ab");
    }
  }
}
