package dev.kitsune.update;

import static dev.kitsune.update.ConformanceTest.program;
import static dev.kitsune.update.ConformanceTest.updated;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kitsune.testing.Probe;
import dev.kitsune.update.UpdateReport.Outcome;
import dev.kitsune.update.UpdateReport.ThreadReport;
import java.nio.file.Files;
import java.nio.file.Path;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The original Kitsune's own tests in Java's terms, those among them that are about whole programs
 * and about types; each is named after the original.
 */
@Timeout(120)
class ProgramConformanceTest {

  @Test
  void argcargv_argumentsOfMain_areTheSameBeforeAndAfter() throws Exception {
    String source =
        """
        package app;
        import dev.kitsune.*;
        import dev.kitsune.testing.Probe;
        public class Main {
          static int version = %d;
          public static void main(String[] args) {
            Kitsune.automigrate();
            boolean said = false;
            while (!Probe.stopping()) {
              if (!said) { said = true; Probe.say(String.join(",", args)); }
              Kitsune.update("loop");
            }
          }
        }
        """;
    try (Program program = Program.start(source.formatted(1))) {
      String before = Probe.hear();

      UpdateReport report = program.update(source.formatted(2));

      assertThat(report.outcome()).as(report.toString()).isEqualTo(Outcome.COMMITTED);
      assertThat(before).isEqualTo("a,b");
      assertThat(Probe.hear()).isEqualTo(before);
    }
  }

  @Test
  void logging_fileOpenedByTheOldVersion_isAppendedToByTheNewOne(@TempDir Path folder)
      throws Exception {
    Path log = folder.resolve("log");
    String members =
        """
        static java.io.Writer log;
        static String line(String text) {
          try {
            log.write(text + "\\n");
            log.flush();
            return text;
          } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
          }
        }
        """;
    String open =
        "log = java.nio.file.Files.newBufferedWriter(java.nio.file.Path.of(\"%s\")); line(\"0\");"
            .formatted(log);

    String said =
        updated(
            "",
            program(members, open, "line(\"old\")"),
            program(members + "static int more;", open, "line(\"new\")"));

    assertThat(said).isEqualTo("new");
    assertThat(Files.readAllLines(log)).containsExactly("0", "old", "new");
  }

  @Test
  void updatetest_sameNamesInTwoClasses_haveTheirOwnHandWrittenRules() throws Exception {
    String said =
        updated(
            """
            Main.One.counter -> Main.One.counter: { $out = $in + 1; }
            Main.Two.counter -> Main.Two.counter: { $out = $in + 2; }
            Main.run#x -> Main.run#x: { $out = $in + 3; }
            """,
            program(
                """
                static class One { private static int counter = 10; }
                static class Two { private static int counter = 20; }
                """,
                "",
                "One.counter + Two.counter"),
            program(
                """
                static class One { private static long counter; }
                static class Two { private static long counter; }
                """,
                "",
                "One.counter + \" \" + Two.counter + \" \" + x"));

    assertThat(said).isEqualTo("11 22 73");
  }

  @Test
  void globalreg_variablesOfEveryPrimitiveType_areCarriedWithoutARule() throws Exception {
    String members =
        """
        static boolean z; static byte b; static short s; static char c; static int i; static long l;
        static float f; static double d; static int[] a = new int[2]; static String t;
        static String all() { return z + " " + b + " " + s + " " + c + " " + i + " " + l + " " + f
            + " " + d + " " + a[1] + " " + t; }
        """;
    String said =
        updated(
            "",
            program(
                members,
                "z = true; b = -1; s = 2; c = 'c'; i = 3; l = 1L << 40; f = 0.5f; d = 0.25; a[1] ="
                    + " 9; t = \"t\";",
                "all()"),
            program(members + "static int more;", "", "all()"));

    assertThat(said).isEqualTo("true -1 2 c 3 1099511627776 0.5 0.25 9 t");
  }

  @Test
  void automigrate_allButWhatIsMarked_isCarried() throws Exception {
    String members =
        """
        static int global = %1$d; @NoMigrate static int manual = %1$d; static class C { static int inner = %1$d; }
        """;
    String said =
        updated(
            "",
            program(members.formatted(1), "global = 5; manual = 6; C.inner = 7;", "C.inner"),
            program(
                members.formatted(2), "", "global + \" \" + manual + \" \" + C.inner + \" \" + x"));

    assertThat(said).isEqualTo("5 2 7 70");
  }

  @Test
  void autoxf_rulesBesideAutomaticMigration_alsoBehindAPointer() throws Exception {
    String said =
        updated(
            "Main.a -> Main.a, Main.Cell.n -> Main.Cell.n: { $out = $in + 5; }",
            program(
                """
                static int a = 1; static int kept = 2; static class Cell { int n = 3; }
                static Cell cell = new Cell(); static Cell same = cell;
                """,
                "",
                "cell.n"),
            program(
                """
                static int a; static int kept; static class Cell { int n; }
                static Cell cell; static Cell same;
                """,
                "",
                "a + \" \" + kept + \" \" + cell.n + \" \" + (cell == same)"));

    assertThat(said).isEqualTo("6 2 8 true");
  }

  @Test
  void cast_bodiesOverWildcardsAndSubtypes_compileWithoutWarnings() throws Exception {
    String said =
        updated(
            """
            { import java.util.*; }
            Main.names -> Main.names: {
              List<CharSequence> all = new ArrayList<>();
              for (Object each : $in) { all.add((String) each); }
              $out = all;
            }
            Main.shape -> Main.area: { $out = $in instanceof $oldtype(Square) square ? square.side * square.side : 0; }
            """,
            program(
                """
                interface Shape { } record Square(int side) implements Shape { }
                static Shape shape = new Square(4); static List<? extends Object> names = List.of("a", "b");
                """,
                "",
                "names.size()"),
            program(
                """
                interface Shape { } record Square(int side) implements Shape { }
                static long area; static List<CharSequence> names;
                """,
                "",
                "area + \" \" + names"));

    assertThat(said).isEqualTo("16 [a, b]");
  }

  /** The original generates its definitions in an order that does not compile. */
  @Test
  void deptrack_typesThatAreMadeOfOneAnother_needNoOrder() throws Exception {
    String said =
        updated(
            """
            Main.Z -> Main.A
            Main.Z.y -> Main.A.y
            Main.Y.n -> Main.Y.m: { $out = $in + 1; }
            """,
            program(
                """
                record Z(Y y) { } static class Y { int n = 1; X x = new X(); } static class X { Z back; }
                static Z z;
                """,
                "Y y = new Y(); z = new Z(y); y.x.back = z;",
                "z.y().n"),
            program(
                """
                record A(Y y) { } static class Y { long m; X x; } static class X { A back; }
                static A z;
                """,
                "",
                "z.y().m + \" \" + (z.y().x.back == z)"));

    assertThat(said).isEqualTo("2 true");
  }

  /** The original does not see through a type name that hides a pointer to a generic type. */
  @Test
  void genertdef_subclassThatHidesAGenericType_isSeenThrough() throws Exception {
    String said =
        updated(
            """
            Main.Node.item -> Main.Node.value
            INIT Main.Item.size: { $out = $base.text.length(); }
            """,
            program(
                """
                static class Item { String text; Item(String t) { text = t; } }
                static class Node<T> { T item; Node<T> next; }
                static class Items extends Node<Item> { }
                static Items items; static Items none = null;
                """,
                "items = new Items(); items.item = new Item(\"abc\"); items.next = items;",
                "items.item.text"),
            program(
                """
                static class Item { String text; int size; }
                static class Node<T> { T value; Node<T> next; }
                static class Items extends Node<Item> { }
                static Items items; static Items none;
                """,
                "",
                "items.value.size + \" \" + (items.next == items) + \" \" + none"));

    assertThat(said).isEqualTo("3 true null");
  }

  @Test
  void condwait_threadThatWaitsForEver_andOneThatSpins_reachTheirPoints() throws Exception {
    String source =
        """
        package app;
        import dev.kitsune.*;
        import dev.kitsune.blocking.Blocking;
        import dev.kitsune.testing.Probe;
        import java.util.concurrent.locks.*;
        public class Main {
          static int version = %d;
          static class Bell {
            final ReentrantLock lock = new ReentrantLock();
            final Condition rung = lock.newCondition();
            boolean isRung;
          }
          static Bell bell;
          public static void main(String[] args) throws Exception {
            if (!Kitsune.isUpdating()) {
              bell = new Bell();
              Kitsune.thread("waiting", Main::waiting, bell);
              Kitsune.thread("spinning", Main::spinning, null);
            }
            Kitsune.automigrate();
            while (!Probe.stopping()) { Kitsune.update("loop"); }
            bell.lock.lock();
            try { bell.isRung = true; bell.rung.signalAll(); } finally { bell.lock.unlock(); }
          }
          static void waiting(Bell bell) throws InterruptedException {
            bell.lock.lock();
            try {
              Probe.keep("waiting", true);
              Blocking.await("bell", bell.rung, () -> bell.isRung);
            } finally { bell.lock.unlock(); }
          }
          static void spinning(Object none) {
            while (!Probe.stopping()) { Kitsune.update("spin"); }
          }
        }
        """;
    try (Program program = Program.start(source.formatted(1))) {
      Awaitility.await().until(() -> Probe.kept("waiting") != null);

      UpdateReport report = program.update(source.formatted(2));

      assertThat(report.outcome()).as(report.toString()).isEqualTo(Outcome.COMMITTED);
      assertThat(report.threads())
          .extracting(ThreadReport::name)
          .containsExactlyInAnyOrder("main", "waiting", "spinning");
    }
  }

  @Test
  void alloctrack_arrayAndAPointerToItsMiddle_becomeTheGrownArrayAndItsSlice() throws Exception {
    String said =
        updated(
            """
            { import java.util.*; import java.nio.*; }
            Main.cells -> Main.cells: { $out = Arrays.copyOf($in, 6); }
            Main.middle -> Main.middle: { $out = IntBuffer.wrap($new(Main.cells), $in.position(), 2); }
            """,
            program(
                """
                static int[] cells = {1, 2, 3, 4}; static java.nio.IntBuffer middle;
                """,
                "middle = java.nio.IntBuffer.wrap(cells, 2, 1);",
                "middle.get(2)"),
            program(
                "static int[] cells; static java.nio.IntBuffer middle; static int more;",
                "",
                "cells.length + \" \" + middle.get(2) + \" \" + (middle.array() == cells)"));

    assertThat(said).isEqualTo("6 3 true");
  }
}
