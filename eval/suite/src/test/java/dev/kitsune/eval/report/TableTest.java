package dev.kitsune.eval.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TableTest {

  @TempDir Path folder;

  @Test
  void text_rows_numbersToTheRight() {
    Table table = new Table("Title", "step", "pause").row("a -> b", 1.5).row("b", 120.4).note("n");

    assertThat(table.text())
        .isEqualTo(
            """
            Title
              step    pause
              ------  -----
              a -> b   1.50
              b         120
              n
            """);
  }

  @Test
  void row_wrongNumberOfCells_refused() {
    Table table = new Table("T", "a", "b");

    assertThatThrownBy(() -> table.row(1)).hasMessageContaining("columns=2, cells=1");
  }

  @Test
  void write_report_replacedWhole() throws Exception {
    Path file = folder.resolve("x/report.json");
    ReportWriter report = new ReportWriter().put("ok", true);

    report.write(file);
    report.put("rows", Map.of("p99.9", 3)).write(file);

    assertThat(Files.readString(file)).contains("\"ok\" : true", "\"p99.9\" : 3").endsWith("}\n");
    assertThat(folder.resolve("x")).isDirectoryNotContaining("glob:**.part");
  }

  @Test
  void look_thisMachine_nothingMissing() {
    Path java = Path.of(System.getProperty("java.home"), "bin/java");

    Machine machine = Machine.look(Path.of("").toAbsolutePath(), java, List.of());

    assertThat(machine.cores()).isPositive();
    assertThat(machine.serverJdk()).contains(System.getProperty("java.home"));
    assertThat(machine.cpu()).isNotEmpty();
    assertThat(machine.commit()).isNotEmpty();
  }
}
