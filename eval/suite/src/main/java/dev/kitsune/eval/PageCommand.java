package dev.kitsune.eval;

import dev.kitsune.eval.page.Page;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Makes the page of a run again, from its report and its raw logs. */
@Command(
    name = "page",
    description = "Make report.html and the CSV files from a run's report.json and .hlog files.")
final class PageCommand implements Callable<Integer> {

  @Parameters(paramLabel = "DIR", description = "the folder of the run")
  private Path folder = Path.of("");

  @Option(names = "--text", description = "print the tables as well")
  private boolean text;

  @Spec private @Nullable CommandSpec spec;

  @Override
  public Integer call() {
    CommandSpec command = Objects.requireNonNull(spec);
    Console console = new Console(command.commandLine().getOut(), command.commandLine().getErr());
    try {
      Page page = Page.of(folder);
      if (text) {
        page.tables().forEach(console::table);
      }
      console.line("page: " + page.write());
      return 0;
    } catch (IOException e) {
      console.error(String.valueOf(e.getMessage()));
      return 1;
    }
  }
}
