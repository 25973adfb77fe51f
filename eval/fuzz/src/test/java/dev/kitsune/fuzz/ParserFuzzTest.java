package dev.kitsune.fuzz;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.kitsune.xf.syntax.Block;
import dev.kitsune.xf.syntax.Position;
import dev.kitsune.xf.syntax.Rule;
import dev.kitsune.xf.syntax.XfException;
import dev.kitsune.xf.syntax.XfFile;

/**
 * Whatever stands in a file, the parser ends with a tree or with a problem that has a place. It
 * fuzzes only with {@code JAZZER_FUZZ=1}; otherwise it tries the seeds.
 */
class ParserFuzzTest {

  private static final boolean PLANTED =
      Boolean.getBoolean("kitsune.fuzz.planted") || "1".equals(System.getenv("KITSUNE_PLANTED"));

  @FuzzTest(maxDuration = "10m")
  void parse_anyText_endsWithATreeOrAProblem(FuzzedDataProvider data) {
    parsed(data.consumeRemainingAsString());
  }

  /** Shows that the set-up finds what is wrong: only what got far into the parser fails here. */
  @FuzzTest(maxDuration = "10m")
  void parse_plantedBug_isFound(FuzzedDataProvider data) {
    XfFile file = parsed(data.consumeRemainingAsString());
    if (PLANTED && file != null) {
      for (Rule rule : file.rules()) {
        check(rule.targets().size() <= 1 || rule.body() == null, "planted");
      }
    }
  }

  private static XfFile parsed(String text) {
    try {
      XfFile file = XfFile.parse("fuzz.xf", text);
      for (Rule rule : file.rules()) {
        check(!rule.targets().isEmpty(), "a rule without target");
        check(rule.at().line() > 0, "a rule without place");
        Block body = rule.body();
        if (body != null) {
          check(text.startsWith(body.code(), body.offset()), "a body from elsewhere");
        }
      }
      return file;
    } catch (XfException e) {
      check(!e.problems().isEmpty(), "a failure without problem");
      Position at = e.problems().get(0).at();
      check(at.offset() >= 0 && at.offset() <= text.length(), "a problem outside the text");
      check(at.column() > 0, "a problem without column");
      return null;
    }
  }

  /** Without a library of assertions, whose cost would be most of an execution. */
  private static void check(boolean right, String wrong) {
    if (!right) {
      throw new AssertionError(wrong);
    }
  }
}
