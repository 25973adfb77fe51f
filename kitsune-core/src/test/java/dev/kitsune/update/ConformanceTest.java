package dev.kitsune.update;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kitsune.testing.Probe;
import dev.kitsune.update.UpdateReport.Outcome;
import java.lang.ref.WeakReference;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * The original Kitsune's own tests in Java's terms, those among them that are about rules; each is
 * named after the original.
 */
@Timeout(120)
class ConformanceTest {

  static String program(String members, String start, String said) {
    return """
    package app;
    import dev.kitsune.*;
    import dev.kitsune.testing.Probe;
    import java.util.*;
    import java.util.function.*;
    public class Main {
      %s
      public static void main(String[] args) throws Exception {
        if (!Kitsune.isUpdating()) { %s }
        Kitsune.automigrate();
        run();
      }
      @NoteLocals static void run() {
        int x = Kitsune.local("x", 70);
        boolean said = false;
        while (!Probe.stopping()) {
          Kitsune.update("loop");
          if (!said) { said = true; Probe.say(%s); }
        }
        if (x < 0) { Probe.say(x); }
      }
    }
    """
        .formatted(members, start, said);
  }

  static String updated(String xf, String before, String after) throws Exception {
    try (Program program = Program.start(before)) {
      Probe.hear();
      UpdateReport report = RuledProgram.update(program, xf, after);
      assertThat(report.outcome()).as(report.toString()).isEqualTo(Outcome.COMMITTED);
      return Probe.hear();
    }
  }

  @Test
  void simplexf_oneBlockForVariablesOfAllKinds_addsFiveToEach() throws Exception {
    String said =
        updated(
            """
            Main.a -> Main.a, Main.b -> Main.b, Main.C.c -> Main.C.c, Main.run#x -> Main.run#x,
            Main.Box.f -> Main.Box.f, Main.Box.g -> Main.Box.g, Main.d -> Main.d: { $out = $in + 5; }
            """,
            program(
                """
                static int a = 10; private static long b = 20; static class C { static int c = 30; }
                static double d = 40; static class Box { int f = 50; long g = 60; } static Box box = new Box();
                """,
                "",
                "C.c"),
            program(
                """
                static int a; private static long b; static class C { static int c; }
                static double d; static class Box { int f; long g; } static Box box;
                """,
                "",
                "a + \" \" + b + \" \" + C.c + \" \" + d + \" \" + box.f + \" \" + box.g + \" \" + x"));

    assertThat(said).isEqualTo("15 25 35 45.0 55 65 75");
  }

  @Test
  void swapvars_renamesThatPermute_loseNothing() throws Exception {
    String said =
        updated(
            """
            Main.a -> Main.b
            Main.b -> C.c
            C.c -> Main.a
            Box.f -> Box.g
            Box.g -> Box.f
            """,
            program(
                """
                static int a = 1; static int b = 2; static class C { static int c = 3; }
                static class Box { int f = 4; int g = 5; } static Box box = new Box();
                """,
                "",
                "C.c"),
            program(
                """
                static int a; static int b; static class C { static int c; static int more; }
                static class Box { int f; int g; } static Box box;
                """,
                "",
                "a + \" \" + b + \" \" + C.c + \" \" + box.f + \" \" + box.g"));

    assertThat(said).isEqualTo("3 1 2 5 4");
  }

  @Test
  void union_fieldThatHoldsWhatATagSays_isTransformedByTheTag() throws Exception {
    String said =
        updated(
            """
            { import java.util.function.*; }
            Value.held -> Value.held: {
              switch ($base.tag) {
                case 0 -> $out = (Integer) $in + 1;
                case 1 -> $out = $xform($in);
                default -> { if ($in instanceof $oldtype(Text) old) { $out = new Text(old.text + "!"); } }
              }
            }
            """,
            program(
                """
                static class Text { String text; Text(String t) { text = t; } }
                static class Value { int tag; Object held; Value(int t, Object o) { tag = t; held = o; } }
                static List<Value> all;
                """,
                """
                all = new ArrayList<>(List.of(
                    new Value(0, 1), new Value(1, new Text("x")), new Value(2, new Text("y"))));
                """,
                "all.size()"),
            program(
                """
                static class Text { String text; int more; Text(String t) { text = t; } }
                static class Value { int tag; Object held; }
                static List<Value> all;
                """,
                "",
                "all.get(0).held + ((Text) all.get(1).held).text + ((Text) all.get(2).held).text"));

    assertThat(said).isEqualTo("2xy!");
  }

  @Test
  void generics_genericListWithCycle_keepsItsParameters() throws Exception {
    String said =
        updated(
            """
            Node.value -> Node.item
            INIT Node.size: { $out = $base.next == $base ? 1 : 2; }
            Node -> Node: { T item = $out.item; $out.copy = item; }
            """,
            program(
                """
                static class Node<T> { T value; Node<T> next; Node(T v) { value = v; next = this; } }
                static Node<List<String>> node; static Node<Node<Integer>> nested; static Node<String> none;
                """,
                "node = new Node<>(new ArrayList<>(List.of(\"a\"))); nested = new Node<>(new Node<>(3));",
                "1"),
            program(
                """
                static class Node<T> { T item; T copy; Node<T> next; int size; }
                static Node<List<String>> node; static Node<Node<Integer>> nested; static Node<String> none;
                """,
                "",
                "node.item + \"\" + (node.next == node) + node.size + nested.item.item + none"
                    + " + (node.copy == node.item)"));

    assertThat(said).isEqualTo("[a]true13nulltrue");
  }

  @Test
  void autoarray_arrayThatGrows_keepsItsElements() throws Exception {
    String said =
        updated(
            "{ import java.util.*; } Main.xs -> Main.xs: { $out = Arrays.copyOf($in, 4); }",
            program("static int[] xs = {1, 2};", "", "xs.length"),
            program("static int[] xs = new int[4]; static int more;", "", "Arrays.toString(xs)"));

    assertThat(said).isEqualTo("[1, 2, 0, 0]");
  }

  @Test
  void staticxf_sentinelAndMethodReference_areTheNewVersions() throws Exception {
    String said =
        updated(
            """
            Main.END -> Main.LAST
            Main.handler -> Main.handler: { $out = $new(Main.FRESH); }
            """,
            program(
                """
                static final Object END = new Object(); static Object end = END;
                static Supplier<String> handler = Main::name; static String name() { return "old"; }
                """,
                "",
                "handler.get()"),
            program(
                """
                static final Object LAST = new Object(); static Object end;
                static final Supplier<String> FRESH = Main::name; static Supplier<String> handler;
                static String name() { return "new"; }
                """,
                "",
                "handler.get() + (end == LAST)"));

    assertThat(said).isEqualTo("newtrue");
  }

  @Test
  void shallow_removedFirstFieldAndMovedStatics_leaveTheRestAsItWas() throws Exception {
    String said =
        updated(
            """
            DROP Outer.first
            Main.head -> Holder.head
            """,
            program(
                """
                static class Inner { int n = 3; Inner self = this; }
                static class Outer { long first = 1; Inner inner = new Inner(); Inner[] all = { inner, null }; }
                static Outer head = new Outer(); static class Holder { static int n = 1; }
                """,
                "",
                "Holder.n"),
            program(
                """
                static class Inner { int n; Inner self; }
                static class Outer { Inner inner; Inner[] all; }
                static class Holder { static int n; static Outer head; }
                """,
                "",
                "Holder.head.inner.n + \"\" + (Holder.head.all[0] == Holder.head.inner.self)"));

    assertThat(said).isEqualTo("3true");
  }

  @Test
  void prestartxform_postHook_changesAGlobalBeforeTheNewMain() throws Exception {
    String said =
        updated(
            "POST: { Main.a = Main.a * 2; }",
            program("static int a = 21;", "", "a"),
            program("static int a; static int b;", "b = 1;", "a + \" \" + b"));

    assertThat(said).isEqualTo("42 0");
  }

  @Test
  void alloctrackAutoxf_viewIntoTheMiddle_showsTheTransformedArray() throws Exception {
    String said =
        updated(
            "INIT Cell.twice: { $out = $base.n * 2; }",
            program(
                """
                static class Cell { int n; Cell(int n) { this.n = n; } }
                static List<Cell> all; static List<Cell> middle;
                """,
                """
                all = new ArrayList<>(List.of(new Cell(1), new Cell(2), new Cell(3)));
                middle = all.subList(1, 2);
                """,
                "middle.size()"),
            program(
                """
                static class Cell { int n; int twice; Cell(int n) { this.n = n; twice = 2 * n; } }
                static List<Cell> all; static List<Cell> middle;
                """,
                "",
                "middle.get(0).twice + \"\" + (middle.get(0) == all.get(1))"));

    assertThat(said).isEqualTo("4true");
  }

  @Test
  void rules_afterCommit_leaveNothingOfTheOldVersionAlive() throws Exception {
    String before =
        program("static class Job { int n = 1; } static Job job = new Job();", "", "job.n");
    String after = program("static class Job { int n; int m; } static Job job;", "", "job.m");
    try (Program program = Program.start(before)) {
      Probe.hear();
      WeakReference<ClassLoader> old =
          new WeakReference<>(program.runtime().version().find("app.Main").getClassLoader());

      UpdateReport report =
          RuledProgram.update(
              program, "INIT Job.m: { $out = $base.n + 1; } POST: { Main.job.m++; }", after);

      assertThat(report.outcome()).as(report.toString()).isEqualTo(Outcome.COMMITTED);
      assertThat(report.rulesApplied()).isEqualTo(2);
      assertThat(Probe.hear()).isEqualTo("3");
      Awaitility.await()
          .untilAsserted(() -> {
            System.gc();
            assertThat(old.get()).isNull();
          });
    }
  }
}
