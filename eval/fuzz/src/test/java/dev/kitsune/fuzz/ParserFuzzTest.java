package dev.kitsune.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

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

  @FuzzTest(maxDuration = "10m")
  void parse_anyText_endsWithATreeOrAProblem(FuzzedDataProvider data) {
    parsed(data.consumeRemainingAsString());
  }

  /** Shows that the set-up finds what is wrong: only what got far into the parser fails here. */
  @FuzzTest(maxDuration = "10m")
  void parse_plantedBug_isFound(FuzzedDataProvider data) {
    XfFile file = parsed(data.consumeRemainingAsString());
    boolean planted =
        Boolean.getBoolean("kitsune.fuzz.planted") || "1".equals(System.getenv("KITSUNE_PLANTED"));
    if (planted && file != null) {
      for (Rule rule : file.rules()) {
        assertThat(rule.targets().size() > 1 && rule.body() != null).as("planted").isFalse();
      }
    }
  }

  private static XfFile parsed(String text) {
    try {
      XfFile file = XfFile.parse("fuzz.xf", text);
      for (Rule rule : file.rules()) {
        assertThat(rule.targets()).isNotEmpty();
        assertThat(rule.at().line()).isPositive();
        if (rule.body() != null) {
          Block body = rule.body();
          assertThat(text.substring(body.offset(), body.offset() + body.code().length()))
              .isEqualTo(body.code());
        }
      }
      return file;
    } catch (XfException e) {
      assertThat(e.problems()).isNotEmpty();
      Position at = e.problems().get(0).at();
      assertThat(at.offset()).isBetween(0, text.length());
      assertThat(at.column()).isPositive();
      return null;
    }
  }
}
