package dev.kitsune.update;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kitsune.testing.Probe;
import dev.kitsune.update.UpdateReport.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The examples of {@code docs/xf-language.md} do what it says. */
@Timeout(120)
class LanguageExamplesTest {

  private static final Pattern SECTION = Pattern.compile("(?ms)^### (.*?)\\n(.*?)(?=^### |\\z)");

  /** One example: members of a class before and after, the rules, and what holds then. */
  record Example(String title, String before, String after, String xf, List<String> holds) {
    @Override
    public String toString() {
      return title;
    }
  }

  static List<Example> examples() throws IOException {
    Path docs = Path.of("docs", "xf-language.md");
    String text = Files.readString(Files.exists(docs) ? docs : Path.of("..").resolve(docs));
    List<Example> examples = new ArrayList<>();
    for (Matcher section = SECTION.matcher(text); section.find(); ) {
      String body = section.group(2);
      examples.add(
          new Example(
              section.group(1),
              block(body, "java old"),
              block(body, "java new"),
              block(body, "xf"),
              block(body, "text").lines().toList()));
    }
    return examples;
  }

  private static String block(String section, String kind) {
    Matcher block = Pattern.compile("(?ms)^```" + kind + "\\n(.*?)^```").matcher(section);
    return block.find() ? block.group(1) : "";
  }

  private static String program(int version, String members, List<String> said) {
    StringBuilder lines = new StringBuilder("\"\"");
    for (String line : said) {
      if (line.contains(" = ")) {
        String expression = line.substring(0, line.indexOf(" = "));
        lines.append(" + \"%s = \" + (%s) + \"\\n\"".formatted(expression, expression));
      }
    }
    return """
    package app;
    import dev.kitsune.*;
    import dev.kitsune.testing.Probe;
    import java.time.*;
    import java.util.*;
    public class Main {
      %s
      static boolean running() {
        if (!Kitsune.isUpdating() && Thread.currentThread().getName().equals("main")
            && Probe.kept("said%d") == null) {
          Probe.keep("said%d", true);
          Probe.say(%s);
        }
        return !Probe.stopping();
      }
      public static void main(String[] args) throws Exception {
        Kitsune.automigrate();
        %s
        %s
      }
    }
    """
        .formatted(
            members,
            version,
            version,
            lines,
            members.contains("static void start()")
                ? "if (!Kitsune.isUpdating()) { start(); }"
                : "",
            members.contains("void run()")
                ? "run();"
                : "while (running()) { Kitsune.update(\"loop\"); }");
  }

  @ParameterizedTest
  @MethodSource("examples")
  void example_update_holdsWhatItSays(Example example) throws Exception {
    try (Program program = Program.start(program(1, example.before(), List.of()))) {
      Probe.hear();

      UpdateReport report =
          RuledProgram.update(program, example.xf(), program(2, example.after(), example.holds()));

      assertThat(report.outcome()).as(report.toString()).isEqualTo(Outcome.COMMITTED);
      Stream<String> said = Probe.hear().lines();
      Stream<String> threads = report.threads().stream().map(t -> t.name() + " " + t.fate());
      assertThat(Stream.concat(said, threads)).containsAll(example.holds());
    }
  }

  @Test
  void examples_areOneForEachForm() throws IOException {
    assertThat(examples()).hasSizeGreaterThanOrEqualTo(16);
    assertThat(examples()).allSatisfy(each -> assertThat(each.holds()).isNotEmpty());
  }
}
