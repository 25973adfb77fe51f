package dev.kitsune.eval.effort;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kitsune.eval.testing.Jars;
import dev.kitsune.stream.Catalogue;
import dev.kitsune.stream.Home;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EffortTest {

  private static final String FIRST =
      """
      package toy;
      public class Main {
        static int rounds;
        String name;
        long stamp;
        public static void main(String[] a) {
          dev.kitsune.Kitsune.update("loop");
        }
      }
      class Gone {}
      """;

  private static final String SECOND =
      """
      package toy;
      public class Main {
        static int rounds;
        static String title;
        String name;
        int stamp;
        java.util.List<String> names;
        public static void main(String[] a) {
          dev.kitsune.Kitsune.update("loop");
          dev.kitsune.Kitsune.update("other");
        }
      }
      class Fresh {}
      """;

  @TempDir Path root;

  @Test
  void of_twoVersions_countsWhatChanged() throws Exception {
    Path streams = Files.createDirectories(root.resolve("target/home/streams/toy"));
    Jars.version("toy", "1", null).source(FIRST).write(streams.resolve("1.jar"));
    Jars.version("toy", "2", "1")
        .source(SECOND)
        .file(
            "META-INF/kitsune/steps/1/step.xf",
            """
            // what is new
            INIT toy.Main.title: { $out = ""; }
            DROP toy.Main.stamp
            """)
        .write(streams.resolve("2.jar"));

    List<EffortRow> rows =
        new Effort(root).of(new Catalogue(new Home(root.resolve("target/home"))).stream("toy"));

    assertThat(rows).extracting(EffortRow::version).containsExactly("1", "2");
    assertThat(rows.get(0).change()).isNull();
    assertThat(rows).extracting(EffortRow::updatePoints).containsExactly(1, 2);
    assertThat(rows).extracting(EffortRow::rules).containsExactly(0, 2);
    assertThat(rows).extracting(EffortRow::xfLines).containsExactly(0, 2);
    assertThat(rows.get(1).change()).isEqualTo(new Change(1, 1, 1, 1, 0, 1, 1, 0, 0, null, null));
    assertThat(rows.get(1).sourceLines()).as("no sources are there").isNull();
  }
}
