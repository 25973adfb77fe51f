package dev.kitsune.xf.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.kitsune.xf.check.CheckReport.Missing;
import dev.kitsune.xf.check.CheckReport.Note;
import dev.kitsune.xf.check.CheckReport.Verdict;
import dev.kitsune.xf.model.StepTypes;
import dev.kitsune.xf.syntax.XfException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Each kind of incomplete step has its message and a rule that makes the step whole. */
class StepCheckTest {

  private static Arguments kind(
      String title, String before, String after, String message, String rule) {
    return Arguments.of(title, before, after, message, rule);
  }

  static Stream<Arguments> kinds() {
    return Stream.of(
        kind(
            "new field",
            "static class C { int id; } static C c = new C();",
            "static class C { int id; int rank; } static C c = new C();",
            "no rule for new field app.Main.C.rank: from=1, to=2; write INIT app.Main.C.rank: {"
                + " $out = ...; }, or {} for its own initialiser",
            "INIT app.Main.C.rank: {}"),
        kind(
            "new field of a superclass",
            "static class A { } static class C extends A { } static C c = new C();",
            "static class A { int n; } static class C extends A { } static C c = new C();",
            "no rule for new field app.Main.A.n: from=1, to=2; write INIT app.Main.A.n: { $out ="
                + " ...; }, or {} for its own initialiser",
            "INIT A.n: { $out = 1; }"),
        kind(
            "removed field",
            "static class C { int id; int flags; } static C c = new C();",
            "static class C { int id; } static C c = new C();",
            "no rule for removed field app.Main.C.flags: from=1, to=2; write DROP"
                + " app.Main.C.flags",
            "DROP app.Main.C.flags"),
        kind(
            "field of a superclass that is none any more",
            "static class A { int n; } static class C extends A { } static C c = new C();",
            "static class A { int n; } static class C { } static C c = new C();",
            "no rule for removed field app.Main.A.n: from=1, to=2; write DROP app.Main.A.n",
            "C -> C: { int lost = $in.n; }"),
        kind(
            "field moved up",
            "static class A { } static class C extends A { int n; } static C c = new C();",
            "static class A { int n; } static class C extends A { } static C c = new C();",
            "no rule for new field app.Main.A.n: from=1, to=2, same name as removed app.Main.C.n;"
                + " write app.Main.C.n -> app.Main.A.n",
            "app.Main.C.n -> app.Main.A.n"),
        kind(
            "retyped field",
            "static class C { int n; } static C c = new C();",
            "static class C { long n; } static C c = new C();",
            "no rule for retyped field app.Main.C.n: from=1, to=2, old type=int, new type=long;"
                + " write app.Main.C.n -> app.Main.C.n: { $out = ...; }",
            "app.Main.C.n -> app.Main.C.n: { $out = $in; }"),
        kind(
            "float and double",
            "static class C { float n; } static C c = new C();",
            "static class C { double n; } static C c = new C();",
            "no rule for retyped field app.Main.C.n: from=1, to=2, old type=float, new"
                + " type=double; write app.Main.C.n -> app.Main.C.n: { $out = ...; }",
            "app.Main.C.n -> app.Main.C.n: { $out = $in; }"),
        kind(
            "type argument of a field",
            "static class C { List<String> all; } static C c = new C();",
            "static class C { List<Integer> all; } static C c = new C();",
            "no rule for retyped field app.Main.C.all: from=1, to=2, old type=List<String>, new"
                + " type=List<Integer>; write app.Main.C.all -> app.Main.C.all",
            "app.Main.C.all -> app.Main.C.all"),
        kind(
            "removed static",
            "static int port;",
            "",
            "no rule for removed static app.Main.port: from=1, to=2; write DROP app.Main.port",
            "DROP app.Main.port"),
        kind(
            "removed static final with contents",
            "static final List<String> NAMES = new ArrayList<>();",
            "",
            "no rule for removed static app.Main.NAMES: from=1, to=2; write DROP app.Main.NAMES",
            "DROP app.Main.NAMES"),
        kind(
            "retyped static",
            "static int port;",
            "static String port;",
            "no rule for retyped static app.Main.port: from=1, to=2, old type=int, new"
                + " type=java.lang.String; write app.Main.port -> app.Main.port: { $out = ...; }",
            "app.Main.port -> app.Main.port: { $out = \"\" + $in; }"),
        kind(
            "static that became final",
            "static int port = 1;",
            "static final int port = 2;",
            "no rule for retyped static app.Main.port: from=1, to=2, it became final, so that the"
                + " old value is lost; write app.Main.port -> app.Main.port: {}",
            "app.Main.port -> app.Main.port: {}"),
        kind(
            "mutable static final",
            "static final List<String> NAMES = new ArrayList<>(); static int n;",
            "static final List<String> NAMES = new ArrayList<>(); static int n; static int m;",
            "no rule for mutable static final app.Main.NAMES: from=1, to=2, nothing says whose"
                + " contents it is to have; write app.Main.NAMES -> app.Main.NAMES, or that with"
                + " : {} for the new version's own contents",
            "app.Main.NAMES -> app.Main.NAMES"),
        kind(
            "removed class",
            "static class Gone { int x; } static Object o = new Gone();",
            "static Object o;",
            "no rule for removed class app.Main.Gone: from=1, to=2; write DROP app.Main.Gone",
            "DROP app.Main.Gone"),
        kind(
            "class that was probably renamed",
            "static class Client { int x; } static Object o = new Client();",
            "static class Session { int x; int y; } static Object o;",
            "no rule for removed class app.Main.Client: from=1, to=2, the new app.Main.Session has"
                + " the same fields; write app.Main.Client -> app.Main.Session, or DROP"
                + " app.Main.Client",
            "app.Main.Client -> app.Main.Session INIT Session.y: {}"),
        kind(
            "removed enum constant",
            "enum Color { RED, GREEN }",
            "enum Color { RED }",
            "no rule for removed enum constant app.Main.Color.GREEN: from=1, to=2; write DROP"
                + " app.Main.Color.GREEN, or app.Main.Color.GREEN -> app.Main.Color.NAME",
            "app.Main.Color.GREEN -> app.Main.Color.RED"),
        kind(
            "removed thread entry",
            "static void start() { Kitsune.thread(\"w\", Main::work, null); } static void"
                + " work(Object o) {}",
            "",
            "no rule for removed thread entry app.Main::work: from=1, to=2; write DROP"
                + " app.Main::work, or app.Main::work -> Class::method",
            "DROP app.Main::work"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("kinds")
  void kind_withoutARule_isIncomplete_andWithOneIsCovered(
      String title, String before, String after, String message, String rule) throws Exception {
    StepTypes types = Steps.between(before, after);

    CheckReport incomplete = StepCheck.check(types);
    CheckReport covered = Steps.check(types, rule);
    CheckReport templated = Steps.check(types, Template.of(incomplete));

    assertThat(incomplete.verdict()).isEqualTo(Verdict.INCOMPLETE);
    assertThat(incomplete.missing()).extracting(Missing::message).containsExactly(message);
    assertThat(covered.missing()).isEmpty();
    assertThat(covered.verdict()).isEqualTo(Verdict.COVERED);
    assertThat(covered.changes()).isNotEmpty();
    assertThat(templated.missing())
        .extracting(Missing::item)
        .doesNotContain(incomplete.missing().get(0).item());
  }

  static Stream<Arguments> safe() {
    return Stream.of(
        Arguments.of(
            "code only",
            "static int n; static int next() { return n + 1; }",
            "static int n; static int next() { return n + 2; }"),
        Arguments.of(
            "a class of which there is no object",
            "static class C { int a; }",
            "static class C { int b; }"),
        Arguments.of("a new static", "static int n;", "static int n; static int m = 4;"),
        Arguments.of(
            "a wider type",
            "static class C { ArrayList<String> a; } static C c = new C();",
            "static class C { List<String> a; } static C c = new C();"),
        Arguments.of(
            "immutable static finals",
            "static final List<String> A = List.of(\"a\"); static final String B = \"b\";"
                + " static final Object C = new Object(); static final Supplier<String> D = () ->"
                + " \"d\"; static final int[] E = {}; record R(int n) {} static final R F = new"
                + " R(1);",
            "static final List<String> A = List.of(\"b\"); static final String B = \"b\";"
                + " static final Object C = new Object(); static final Supplier<String> D = () ->"
                + " \"d\"; static final int[] E = {}; record R(int n) {} static final R F = new"
                + " R(2);"),
        Arguments.of(
            "static finals that are marked",
            "@Migrate static final int[] A = {1}; @NoMigrate static final int[] B = {1};",
            "@Migrate static final int[] A = {2}; @NoMigrate static final int[] B = {2};"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("safe")
  void step_thatLosesNothing_isSafe(String title, String before, String after) throws Exception {
    CheckReport report = StepCheck.check(Steps.between(before, after));

    assertThat(report.missing()).isEmpty();
    assertThat(report.verdict()).isEqualTo(Verdict.SAFE);
    assertThat(report.units().reloaded()).containsExactly("app");
  }

  static Stream<Arguments> refused() {
    return Stream.of(
        Arguments.of(
            "class to enum",
            "static class C { int a; } static Object o = new C();",
            "enum C { A } static Object o;",
            "an enum and a class that is none cannot follow each other: class=app.Main.C,"
                + " found=class -> enum; give the new one another name, and write DROP"
                + " app.Main.C"),
        Arguments.of(
            "class to interface",
            "static class C { int a; } static Object o = new C();",
            "interface C { } static Object o;",
            "objects of the old class may be held, and the new one cannot have any:"
                + " class=app.Main.C, found=class -> interface; keep a class of that name that"
                + " can have objects, or rename it by a rule"),
        Arguments.of(
            "native method",
            "static void f() {}",
            "static native void f();",
            "a native library cannot be loaded by two versions: class=app.Main, unit=app,"
                + " method=f; move the class to the platform"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("refused")
  void step_thatNoUpdateCanMake_isRefusedWithTheReason(
      String title, String before, String after, String reason) throws Exception {
    CheckReport report = StepCheck.check(Steps.between(before, after));

    assertThat(report.verdict()).isEqualTo(Verdict.REFUSED);
    assertThat(report.refusals()).containsExactly(reason);
  }

  static Stream<Arguments> remarks() {
    return Stream.of(
        Arguments.of(
            Note.UPDATE_POINT,
            "static void a() { Kitsune.update(\"gone\"); Kitsune.update(\"stays\"); }",
            "static void a() { Kitsune.update(\"stays\"); }",
            "gone",
            "the new version has no update point of this label: a thread that stood in"
                + " app.Main.a has nowhere to go on; its points are stays"),
        Arguments.of(
            Note.INITIAL_VALUE,
            "static int limit = 5;",
            "static int limit = 9;",
            "app.Main.limit",
            "the old value wins: initially 5 in the old version, 9 in the new one"),
        Arguments.of(
            Note.CLASS_NAME,
            "static class C { } static String name = \"app.Main$C\";",
            "static class D { } static String name = \"app.Main$D\";",
            "app.Main$C",
            "named in strings of app.Main; the new version has no such class: a name that is held"
                + " in state is wrong after the update"),
        Arguments.of(
            Note.LAMBDA,
            "static Runnable r; static void f() { r = () -> System.gc(); }",
            "static Runnable r; static void g() { r = () -> System.gc(); }",
            "Main.r",
            "a lambda of app.Main that is held there has no counterpart in the new version: an"
                + " update that meets it is refused; use a method reference"),
        Arguments.of(
            Note.INITIALISER,
            "static class C { static int n; } static int a;",
            "static class C { static int n; } static class D { static int m = C.n; static String"
                + " home = System.getProperty(\"h\"); } static int a;",
            "app.Main.D",
            "its static initialiser reaches outside the class: System.getProperty, static"
                + " app.Main.C.n; it runs while the old version's threads stand"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("remarks")
  void remark_ofEachNote_namesTheThing(
      Note note, String before, String after, String item, String message) throws Exception {
    CheckReport report = Steps.check(before, after, "");

    assertThat(report.remarks()).contains(new CheckReport.Remark(note, item, message));
  }

  @Test
  void remarks_ofAStepThatLeavesAllAsItWas_areNone() throws Exception {
    String members =
        "static int limit = 5; static Runnable r; static void a() { Kitsune.update(\"p\"); r ="
            + " () -> System.gc(); }";

    CheckReport report = Steps.check(members, members + " static void b() {}", "");

    assertThat(report.remarks()).isEmpty();
  }

  @Test
  void demand_ofAnIncompleteStep_namesFileAndLine() throws Exception {
    var step = Steps.bound("static int a; static int b;", "", "// nothing\nDROP Main.a\n");

    XfException wrong = catchThrowableOfType(XfException.class, () -> StepCheck.demand(step));

    assertThat(wrong)
        .hasMessage(
            "a.xf:3:1: no rule for removed static app.Main.b: from=1, to=2; write DROP"
                + " app.Main.b");
  }

  @Test
  void back_ofRenames_losesNothing_andOfNewFields_namesWhatItLoses() throws Exception {
    String before = "static class C { int id; } static C c = new C();";

    CheckReport renamed =
        Steps.check(
            before, "static class C { int n; } static C c = new C();", "Main.C.id -> Main.C.n");
    CheckReport added =
        Steps.check(
            before, "static class C { int id; int n; } static C c = new C();", "INIT Main.C.n: {}");
    CheckReport coded =
        Steps.check(
            before,
            "static class C { int id; int n; } static C c = new C();",
            "INIT Main.C.n: { $out = 1; }");

    assertThat(renamed.back()).isEqualTo(new CheckReport.Back(true, List.of()));
    assertThat(added.back()).isEqualTo(new CheckReport.Back(true, List.of("field app.Main.C.n")));
    assertThat(coded.back()).isEqualTo(new CheckReport.Back(false, List.of()));
  }
}
