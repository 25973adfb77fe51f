package dev.kitsune.update;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kitsune.testing.Probe;
import dev.kitsune.unit.VersionJar;
import dev.kitsune.update.UpdateReport.Outcome;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Look-ups by name, made by code that an update keeps: they ask the version that is current. */
@Timeout(120)
class LookupTest {

  /** Below everything; no step changes it. */
  private static final String FINDER =
      """
      package app.low;
      import java.io.*;
      import java.nio.charset.StandardCharsets;
      public class Finder {
        public static Object home = new Object();
        public static String typeOf(String name) {
          try {
            return String.valueOf(Class.forName(name).getField("WHAT").get(null));
          } catch (ReflectiveOperationException e) {
            return e.getClass().getSimpleName();
          }
        }
        public static String contextTypeOf(String name) {
          try {
            Class<?> type = Thread.currentThread().getContextClassLoader().loadClass(name);
            return String.valueOf(type.getField("WHAT").get(null));
          } catch (ReflectiveOperationException e) {
            return e.getClass().getSimpleName();
          }
        }
        public static String textOf(String path) throws IOException {
          try (InputStream in = Finder.class.getResourceAsStream(path)) {
            return in == null ? "none" : new String(in.readAllBytes(), StandardCharsets.UTF_8);
          }
        }
        public static String contextTextOf(String path) throws IOException {
          var found = Thread.currentThread().getContextClassLoader().getResources(path);
          if (!found.hasMoreElements()) return "none";
          try (InputStream in = found.nextElement().openStream()) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
          }
        }
      }
      """;

  private static String main(String failing) {
    return """
    package app;
    import app.low.Finder;
    import dev.kitsune.Kitsune;
    import dev.kitsune.testing.Probe;
    public class Main {
      static int asked;
      public static void main(String[] args) throws Exception {
        Kitsune.automigrate();
        Probe.keep("home", Finder.home);
        say();
        %s
        while (!Probe.stopping()) {
          Kitsune.update("loop");
          if (Probe.kept("ask" + (asked + 1)) != null) { asked++; say(); }
        }
      }
      static void say() throws Exception {
        Probe.say("kind=" + Finder.typeOf("app.Kind") + " fresh=" + Finder.typeOf("app.Fresh")
            + " context=" + Finder.contextTypeOf("app.Fresh")
            + " text=" + Finder.textOf("/app/text.txt")
            + " context text=" + Finder.contextTextOf("app/text.txt")
            + " new=" + Finder.textOf("/app/new.txt"));
      }
    }
    """
        .formatted(failing);
  }

  private static String type(String name, String what) {
    return """
    package app;
    public class %s { public static final String WHAT = "%s".trim(); }
    """
        .formatted(name, what);
  }

  private static VersionJar first() throws Exception {
    return Program.jar(
        1, Map.of(), Map.of("app/text.txt", "old"), FINDER, main(""), type("Kind", "old"));
  }

  private static VersionJar second(String failing) throws Exception {
    return Program.jar(
        2,
        Map.of(),
        Map.of("app/text.txt", "changed", "app/new.txt", "added"),
        FINDER,
        main(failing),
        type("Kind", "changed"),
        type("Fresh", "added"));
  }

  private static final String OLD =
      "kind=old fresh=ClassNotFoundException context=ClassNotFoundException text=old"
          + " context text=old new=none";
  private static final String NEW =
      "kind=changed fresh=added context=added text=changed context text=changed new=added";

  @Test
  void update_lookUpsOfAKeptUnit_findTheNewVersion() throws Exception {
    try (Program program = Program.start(first(), ProgramRuntime.Options.inProcess())) {
      assertThat(Probe.hear()).isEqualTo(OLD);
      Object home = Probe.kept("home");

      UpdateReport report = program.update(second(""));

      assertThat(report.outcome()).as(report.toString()).isEqualTo(Outcome.COMMITTED);
      assertThat(report.unitsKept()).containsExactly("app.low");
      assertThat(Probe.hear()).isEqualTo(NEW);
      Probe.keep("ask1", "after commit");
      assertThat(Probe.hear()).isEqualTo(NEW);
      assertThat(Probe.kept("home")).isSameAs(home);
    }
  }

  @Test
  void rollBack_lookUpsOfAKeptUnit_findTheOldVersionAgain() throws Exception {
    try (Program program = Program.start(first(), ProgramRuntime.Options.inProcess())) {
      assertThat(Probe.hear()).isEqualTo(OLD);

      UpdateReport report =
          program.update(second("if (true) throw new IllegalStateException(\"boom\");"));

      assertThat(report.cause()).contains("boom");
      assertThat(Probe.hear()).isEqualTo(NEW);
      Probe.keep("ask1", "after the roll-back");
      assertThat(Probe.hear()).isEqualTo(OLD);
    }
  }
}
