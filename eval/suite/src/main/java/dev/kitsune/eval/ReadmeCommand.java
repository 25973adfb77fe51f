package dev.kitsune.eval;

import dev.kitsune.eval.page.ReadmeTable;
import dev.kitsune.eval.server.Installation;
import dev.kitsune.stream.CatalogueException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Writes the results table of the README from a kept report. */
@Command(name = "readme", description = "Write the README's results table from a kept report.")
final class ReadmeCommand implements Callable<Integer> {

  @Parameters(paramLabel = "REPORT", description = "a report.json")
  private Path report = Path.of("");

  @Option(
      names = "--readme",
      paramLabel = "FILE",
      description = "the file with the table's place (README.md of the clone)")
  private @Nullable Path readme;

  @Option(names = "--check", description = "write nothing; fail if the table is another one")
  private boolean check;

  @Spec private @Nullable CommandSpec spec;

  @Override
  public Integer call() {
    CommandSpec command = Objects.requireNonNull(spec);
    Console console = new Console(command.commandLine().getOut(), command.commandLine().getErr());
    try {
      Path file = readme == null ? Installation.find(null).root().resolve("README.md") : readme;
      String before = Files.readString(file);
      String after = ReadmeTable.into(before, report);
      if (before.equals(after)) {
        console.line("the table is that of the report: " + file);
        return 0;
      }
      if (check) {
        console.error("the table is not that of the report: file=" + file + "; leave out --check");
        return 1;
      }
      Files.writeString(file, after);
      console.line("written: " + file);
      return 0;
    } catch (CatalogueException | IOException e) {
      console.error(String.valueOf(e.getMessage()));
      return 1;
    }
  }
}
