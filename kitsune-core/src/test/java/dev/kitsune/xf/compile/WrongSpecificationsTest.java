package dev.kitsune.xf.compile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.kitsune.testing.Sources;
import dev.kitsune.unit.VersionJar;
import dev.kitsune.xf.model.StepTypes;
import dev.kitsune.xf.model.VersionTypes;
import dev.kitsune.xf.syntax.XfException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What is wrong with a specification is told with place, reason and what to write. */
class WrongSpecificationsTest {

  private static final String KEPT =
      """
      package low;
      public class Low { public int n; public static int count; public void set(int m) { n = m; } }
      """;

  private static final String OLD =
      """
      package app;
      import java.util.*;
      public class Main {
        static int seconds; static final List<String> NAMES = new ArrayList<>();
        enum Color { RED, GREEN }
        enum Size { S }
        static class Client { int id; String name; long when; low.Low low; int[] many;
          int next() { id++; return id; } int id() { return id; } }
        static class Gone { int x; }
        static class Other { int x; }
        static class A { static class Inner { int n; } }
        static class B { static class Inner { int n; } }
        public static void main(String[] args) { int port = 0; System.out.println(port); }
        static void work(Object o) {}
      }
      """;

  private static final String NEW =
      """
      package app;
      import java.util.*;
      public class Main {
        static long millis; static final List<String> NAMES = new ArrayList<>(); static int seconds;
        enum Color { RED, BLUE }
        enum Size { S }
        static class Client { int id; String name; int when; low.Low low; int[] many; int rank;
          final int p; int cond; Runnable r = () -> {}; int own = 5;
          Client(int p) { this.p = p; if (p > 1) { cond = 2; } } }
        static class Made { int x; }
        static class Other { int x; Made made; }
        static class A { static class Inner { int n; } }
        static class B { static class Inner { int n; } }
        interface Handler { void run(); }
        static class Failure extends RuntimeException {}
        public static void main(String[] args) { int port = 0; System.out.println(port); }
        static void work(Object o) {}
        void inner() {}
      }
      """;

  private static final StepTypes TYPES =
      StepTypes.between(version("1", KEPT, OLD), version("2", KEPT, NEW));

  private static VersionTypes version(String version, String... sources) {
    return VersionTypes.of(
        VersionJar.of(
            Map.of("Main-Class", "app.Main", "Kitsune-Program", "t", "Kitsune-Version", version),
            Sources.compile(sources),
            Map.of()));
  }

  private static CompiledStep compile(String xf) throws XfException {
    List<Path> platform =
        Arrays.stream(System.getProperty("java.class.path").split(java.io.File.pathSeparator))
            .map(Path::of)
            .toList();
    return new XfCompiler(TYPES, platform).compile("a.xf", xf);
  }

  private static Arguments wrong(String xf, String message) {
    return Arguments.of(xf, message);
  }

  static Stream<Arguments> wrong() {
    return Stream.of(
        wrong(
            "Clent -> Client", "a.xf:1:1: no class Clent in the old version; did you mean Client?"),
        wrong(
            "Client.nam -> Client.name",
            "a.xf:1:1: no field nam in class Client of the old version; did you mean name?"),
        wrong(
            "Client.name -> Client.nme",
            "a.xf:1:16: no field nme in class Client of the new version; did you mean name?"),
        wrong(
            "INIT Inner.n: {}",
            "a.xf:1:6: Inner.n may be any of app.Main.A.Inner.n, app.Main.B.Inner.n in the new"
                + " version; write one of these names whole"),
        wrong(
            "Main.main#prt -> Main.millis",
            "a.xf:1:1: no local prt in Main.main of the old version; did you mean port?; build it"
                + " with javac -g"),
        wrong(
            "Main.start#port -> Main.millis", "a.xf:1:1: no method Main.start of the old version"),
        wrong(
            "main#port -> Main.millis",
            "a.xf:1:1: a local needs class and method: found main#port; write"
                + " Class.method#port"),
        wrong(
            "Main::wrk -> Main::work",
            "a.xf:1:1: no static method wrk in class Main of the old version; did you mean work?"),
        wrong(
            "Main::work -> Main::inner",
            "a.xf:1:15: no static method inner in class Main of the new version"),
        wrong(
            "Client.when -> Client.when",
            "a.xf:1:1: field app.Main.Client.when has another type than app.Main.Client.when:"
                + " from=long, to=int; write Client.when -> Client.when: { $out = ...; }"),
        wrong(
            "Main.seconds -> Main.millis",
            "a.xf:1:1: static app.Main.millis has another type than app.Main.seconds: from=int,"
                + " to=long; write Main.seconds -> Main.millis: { $out = ...; }"),
        wrong(
            "Client.id -> Client.id",
            "a.xf:1:1: Client.id -> Client.id says nothing new; leave it out, or give it a body"),
        wrong(
            "Client -> Client",
            "a.xf:1:1: Client -> Client says nothing new; leave it out, or give it a body"),
        wrong(
            "INIT Client.rank: { $out = 1; }\nClient.id -> Client.rank",
            "a.xf:2:1: two rules for one target: INIT Client.rank in line 1, and Client.id ->"
                + " Client.rank; leave one of them out"),
        wrong(
            "Gone -> Made DROP Gone",
            "a.xf:1:14: two rules for one source: Gone -> Made in line 1, and DROP Gone; leave one"
                + " of them out"),
        wrong(
            "POST: { }\nPOST: { }",
            "a.xf:2:1: two rules for one target: POST in line 1, and POST; leave one of them out"),
        wrong(
            "Gone -> Other",
            "a.xf:1:1: two old classes would become app.Main.Other: app.Main.Gone by this rule, and"
                + " the one of that name; write app.Main.Other -> ... or DROP app.Main.Other"),
        wrong(
            "Color -> Made",
            "a.xf:1:1: an enum and a class that is none cannot follow each other: Color -> Made;"
                + " write rules for the fields that hold them"),
        wrong(
            "Color.RED -> Size.S",
            "a.xf:1:1: the constants are of enums that do not follow each other:"
                + " from=app.Main.Color, to=app.Main.Size; write app.Main.Color -> app.Main.Size as"
                + " well"),
        wrong(
            "Color.GREEN -> Color.BLUE: { }",
            "a.xf:1:1: the mapping of an enum constant takes no code; leave the block out"),
        wrong(
            "Main::work -> Main::work: { }",
            "a.xf:1:1: a thread's entry takes no code; leave the block out"),
        wrong(
            "Client.id -> Main.millis: { $out = $in; }",
            "a.xf:1:1: a field cannot become a static: Client.id -> Main.millis; write INIT"
                + " app.Main.millis: { $out = ...; } and DROP app.Main.Client.id"),
        wrong(
            "Gone.x -> Client.rank",
            "a.xf:1:1: no object has both fields: an old app.Main.Gone is gone; write app.Main.Gone"
                + " -> app.Main.Client if the class was renamed"),
        wrong(
            "INIT Client.id: { $out = 1; }",
            "a.xf:1:1: app.Main.Client.id is not new, the old version has it; write"
                + " app.Main.Client.id -> app.Main.Client.id: { ... }"),
        wrong(
            "INIT Made.x: { $out = 1; }",
            "a.xf:1:1: no object of the old version becomes a app.Main.Made, so the new version's"
                + " code fills app.Main.Made.x; leave the rule out, or write OLDCLASS ->"
                + " app.Main.Made"),
        wrong(
            "INIT Made: { }",
            "a.xf:1:1: a class is made by the new version's code: INIT Made; INIT is for fields,"
                + " statics, locals and entries"),
        wrong(
            "DROP Client.id",
            "a.xf:1:1: field app.Main.Client.id is not gone, the new version has it; write"
                + " app.Main.Client.id -> app.Main.Client.id: {} for the new version's own value"),
        wrong(
            "DROP Client",
            "a.xf:1:1: class app.Main.Client is not gone, the new version has it; leave DROP Client"
                + " out"),
        wrong(
            "OPAQUE Client",
            "a.xf:1:1: OPAQUE is for fields and statics, found a class: app.Main.Client"),
        wrong("OPAQUE Client.id", "a.xf:1:1: app.Main.Client.id holds no object; leave OPAQUE out"),
        wrong(
            "Main.NAMES -> Main.NAMES: { $out = null; }",
            "a.xf:1:1: static app.Main.NAMES is final, its object is made by the new version's"
                + " code; fill that object in POST, or leave final out"),
        wrong(
            "Low.n -> Low.n: { $out = 1; }",
            "a.xf:1:1: class low.Low is unchanged, with all that it depends on: both versions share"
                + " its objects; leave Low.n -> Low.n out, or use POST"),
        wrong(
            "INIT Client.p: {}",
            "a.xf:1:1: app.Main.Client.p has no value of its own to accept: its initialiser reads a"
                + " constructor parameter; write INIT app.Main.Client.p: { $out = ...; }"),
        wrong(
            "INIT Client.cond: {}",
            "a.xf:1:1: app.Main.Client.cond has no value of its own to accept: its constructor"
                + " assigns it in a branch, or with other fields; write INIT app.Main.Client.cond:"
                + " { $out = ...; }"),
        wrong(
            "INIT Client.r: {}",
            "a.xf:1:1: app.Main.Client.r has no value of its own to accept: its initialiser makes a"
                + " lambda, which would hold the transformer; write INIT app.Main.Client.r: { $out"
                + " = ...; }"),
        wrong(
            "INIT Client.rank: { $out = $in; }",
            "a.xf:1:28: $in has no meaning here, it is for a rule FROM -> TO of fields, statics,"
                + " locals or classes; here are $base, $newbase, $out"),
        wrong(
            "Main.seconds -> Main.millis: { $out = $base.x; }",
            "a.xf:1:39: $base has no meaning here, it is for a rule for a field or a class; here"
                + " are $in, $out"),
        wrong(
            "INIT Client.rank: { $ot = 1; }",
            "a.xf:1:21: unknown form $ot; the forms are $in, $out, $base, $newbase, $old(C.f),"
                + " $new(C.f), $oldtype(C), $newtype(C) and $xform(value)"),
        wrong(
            "INIT Client.rank: { $out = $old(Main.secs); }",
            "a.xf:1:28: no field secs in class Main of the old version"),
        wrong(
            "INIT Client.rank: { $out = $old(Client.id); }",
            "a.xf:1:28: Client.id is no static but a field of objects; read it from an object, as"
                + " in $base.id"),
        wrong(
            "INIT Client.rank: { $out = $new(); }",
            "a.xf:1:28: $new needs a name; write $new(Class.name)"),
        wrong(
            "INIT Client.rank: { $out = $xform; }",
            "a.xf:1:28: $xform needs an argument; write $xform(value)"),
        // javac's own
        wrong(
            "INIT Client.rank: {\n  $out = \"x\";\n}",
            "a.xf:2:10: incompatible types: String cannot be converted to int"),
        wrong(
            "INIT Client.rank: { $out = $base.idd; }",
            "a.xf:1:33: cannot find symbol; symbol:   variable idd; location: variable $base of"
                + " type old app.Main.Client"),
        wrong(
            "{ static int f() { return \"x\"; } }\nINIT Client.rank: { $out = f(); }",
            "a.xf:1:27: incompatible types: String cannot be converted to int"),
        wrong(
            "INIT Client.rank: {\n  $base.id = 3;\n  $out = 1;\n}",
            "a.xf:2:8: cannot assign a value to final variable id; rule bodies may read objects of"
                + " the old version and of unchanged classes, but write new ones only"),
        wrong(
            "INIT Client.rank: {\n  $newbase.low.n = 3;\n  $out = 1;\n}",
            "a.xf:2:15: cannot assign a value to final variable n; rule bodies may read objects of"
                + " the old version and of unchanged classes, but write new ones only"),
        // what is found in the compiled code
        wrong(
            "INIT Client.rank: {\n  $out = $base.id();\n  $out = $base.next();\n}",
            "a.xf:3:3: a rule body may read old objects but not write them: method app.Main.Client"
                + ".next assigns app.Main.Client.id; read the fields, or call the new version's"
                + " method"),
        wrong(
            "INIT Client.rank: {\n  $out = new $oldtype(Other)().x;\n}",
            "a.xf:2:3: a rule body may not make objects of the old version: class=app.Main.Other;"
                + " make one of the new version"),
        wrong(
            "INIT Client.rank: {\n  Main.Handler h = () -> {};\n  $out = 1;\n}",
            "a.xf:2:3: a lambda or method reference for the program's interface app.Main.Handler"
                + " would hold the transformer; let a method of the new version make it"),
        wrong(
            "INIT Client.rank: {\n  try { $out = 1; } catch (Main.Failure e) { $out = 2; }\n}",
            "a.xf:2:3: the program's exception app.Main.Failure cannot be caught here; catch"
                + " java.lang.RuntimeException and ask for its class"),
        wrong(
            "{ static class Mine extends Main.Made {} }\nINIT Client.rank: { $out = 1; }",
            "a.xf:1:1: class Mine of a specification may not extend app.Main.Made, since its objects"
                + " would outlive the update; put it into the new version"));
  }

  @ParameterizedTest
  @MethodSource("wrong")
  void wrong_specification_isToldWithPlaceReasonAndRemedy(String xf, String message) {
    XfException failure = catchThrowableOfType(XfException.class, () -> compile(xf));

    assertThat(failure).as(xf).isNotNull();
    assertThat(failure).hasMessage(message);
  }

  @Test
  void wrong_severalRules_areAllTold() {
    XfException failure =
        catchThrowableOfType(
            XfException.class, () -> compile("DROP Nothing\nClient.x -> Client.rank\nDROP Gone"));

    assertThat(failure.problems()).hasSize(2);
  }

  @Test
  void wrong_sharedBody_isToldOnce() {
    XfException failure =
        catchThrowableOfType(
            XfException.class,
            () -> compile("INIT Client.rank, INIT Client.own, INIT Client.cond: { $out = x; }"));

    assertThat(failure.problems()).hasSize(1);
  }
}
