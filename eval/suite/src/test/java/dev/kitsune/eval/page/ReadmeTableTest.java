package dev.kitsune.eval.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReadmeTableTest {

  @TempDir Path folder;

  @Test
  void into_readmeOfThisClone_isTheTableOfTheKeptReport() throws Exception {
    Path root = Path.of("").toAbsolutePath().resolve("../..").normalize();
    String readme = Files.readString(root.resolve("README.md"));

    String made = ReadmeTable.into(readme, root.resolve("docs/results/report.json"));

    assertThat(made)
        .as("./kitsune eval readme docs/results/report.json makes it again")
        .isEqualTo(readme);
  }

  @Test
  void into_place_isFilledAndTheRestIsKept() throws Exception {
    SampleRun run = new SampleRun(folder);
    run.with(
            "updates",
            List.of(run.update("kv-server", "1", "2"), run.update("kv-server", "2", "3")))
        .with("restarts", List.of(SampleRun.restart("kv-server", "1", "2")))
        .write();
    String readme = "before\n" + ReadmeTable.BEGIN + "\nold\n" + ReadmeTable.END + "\nbehind\n";

    String made = ReadmeTable.into(readme, folder.resolve("report.json"));

    assertThat(made)
        .startsWith("before\n" + ReadmeTable.BEGIN + "\n| program |")
        .contains("| kv-server | 2 | 2 | 41.5 | 41.5 | 43.3 | 43.3 | 950 | 0 |")
        .endsWith(ReadmeTable.END + "\nbehind\n")
        .doesNotContain("old");
    assertThat(ReadmeTable.into(made, folder.resolve("report.json"))).isEqualTo(made);
  }

  @Test
  void into_noPlace_saysWhatToWrite() throws Exception {
    new SampleRun(folder).write();

    assertThatThrownBy(() -> ReadmeTable.into("text", folder.resolve("report.json")))
        .isInstanceOf(IOException.class)
        .hasMessageContaining(ReadmeTable.BEGIN);
  }
}
