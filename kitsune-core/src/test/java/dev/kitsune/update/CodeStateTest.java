package dev.kitsune.update;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kitsune.testing.Probe;
import dev.kitsune.update.UpdateReport.Outcome;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Lambdas and anonymous classes in state, through one update after another of a whole program. */
@Timeout(120)
class CodeStateTest {

  private static final String BUS =
      """
      package lib;
      import java.util.*;
      import java.util.function.*;
      public class Bus {
        public static final List<Supplier<String>> LISTENERS = new ArrayList<>();
        public static Supplier<String> twice(Supplier<String> inner) { return () -> inner.get() + "+" + inner.get(); }
      }
      """;

  private static String main(int version, String before, String broken) {
    return """
    package app;
    import dev.kitsune.Kitsune;
    import dev.kitsune.testing.Probe;
    import java.util.*;
    import java.util.function.*;
    import lib.Bus;
    public class Main {
      %2$s
      static int count;
      static Map<String, Comparator<String>> orders;
      static String shout(String word) { return word + " v%1$d"; }

      static void listen() {
        int[] seen = {10};
        Bus.LISTENERS.add(() -> "lambda " + seen[0]++ + " v%1$d");
        Bus.LISTENERS.add(Bus.twice("word"::toUpperCase));
        Function<String, String> shout = Main::shout;
        Bus.LISTENERS.add(Bus.twice(() -> shout.apply("hear")));
        Bus.LISTENERS.add(new Supplier<String>() {
          int calls;
          public String get() { return "anonymous " + calls++ + " v%1$d"; }
        });
        orders = new HashMap<>(Map.of("by length", Comparator.comparing(String::length).reversed()));
      }

      static String all() {
        List<String> said = new ArrayList<>();
        for (Supplier<String> each : Bus.LISTENERS) said.add(each.get());
        List<String> words = new ArrayList<>(List.of("a", "ccc", "bb"));
        words.sort(orders.get("by length"));
        return said + " " + words;
      }

      public static void main(String[] args) {
        if (!Kitsune.isUpdating()) listen();
        Kitsune.automigrate();
        Probe.say("%1$d " + all());
        %3$s
        while (!Probe.stopping()) Kitsune.update("loop");
        Probe.say("end " + all());
      }
    }
    """
        .formatted(version, before, broken);
  }

  @Test
  void update_listenersInAKeptUnit_runTheNewCodeEachTime() throws Exception {
    try (Program program = Program.start(BUS, main(1, "", ""))) {
      assertThat(Probe.hear())
          .isEqualTo("1 [lambda 10 v1, WORD+WORD, hear v1+hear v1, anonymous 0 v1] [ccc, bb, a]");

      UpdateReport second = program.update(BUS, main(2, "static Object o = new Object() {};", ""));

      assertThat(second.outcome()).as(second.toString()).isEqualTo(Outcome.COMMITTED);
      assertThat(second.unitsKept()).contains("lib");
      assertThat(Probe.hear())
          .isEqualTo("2 [lambda 11 v2, WORD+WORD, hear v2+hear v2, anonymous 1 v2] [ccc, bb, a]");

      UpdateReport third = program.update(BUS, main(3, "static Runnable r = () -> {};", ""));

      assertThat(third.outcome()).as(third.toString()).isEqualTo(Outcome.COMMITTED);
      assertThat(Probe.hear())
          .isEqualTo("3 [lambda 12 v3, WORD+WORD, hear v3+hear v3, anonymous 2 v3] [ccc, bb, a]");
    }
  }

  @Test
  void rollBack_listenersInAKeptUnit_runTheOldCode() throws Exception {
    try (Program program = Program.start(BUS, main(1, "", ""))) {
      Probe.hear();

      UpdateReport report =
          program.update(
              BUS, main(2, "", "if (true) throw new IllegalStateException(\"on purpose\");"));

      assertThat(report.outcome()).isEqualTo(Outcome.ROLLED_BACK);
      assertThat(Probe.hear()).startsWith("2 [lambda 11 v2");
      Probe.stop();
      // The array that the lambda counts in is shared: what the new version counted stays.
      assertThat(Probe.hear())
          .startsWith("end [lambda 12 v1, WORD+WORD, hear v1+hear v1, anonymous 1 v1]");
    }
  }

  @Test
  void update_lambdaThatIsGone_isRefusedByItsPath() throws Exception {
    try (Program program = Program.start(BUS, main(1, "", ""))) {
      Probe.hear();

      UpdateReport report =
          program.update(
              BUS,
              main(2, "", "")
                  .replace("Bus.LISTENERS.add(() -> \"lambda", "Object gone = (\"lambda"));

      assertThat(report.outcome()).isEqualTo(Outcome.ROLLED_BACK);
      assertThat(report.toString())
          .contains("a lambda of app.Main has no counterpart in the new version")
          .contains("path: static lib.Bus.LISTENERS -> ArrayList[0]");
    }
  }
}
