package dev.kitsune.eval;

import dev.kitsune.eval.effort.Effort;
import dev.kitsune.eval.effort.EffortRow;
import dev.kitsune.eval.page.Page;
import dev.kitsune.eval.report.ReportWriter;
import dev.kitsune.eval.server.Installation;
import dev.kitsune.stream.CatalogueException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Counts what it took to make the programs updatable. */
@Command(
    name = "effort",
    description = "Count update points, lines, rules and what each version changed.")
final class EffortCommand implements Callable<Integer> {

  @Option(names = "--json", description = "print the rows as JSON, and no tables")
  private boolean json;

  @Mixin private EvalOptions options = new EvalOptions();

  /** Counts all programs that were built; without running any. */
  static List<EffortRow> rows(Installation installation)
      throws CatalogueException, IOException, InterruptedException {
    List<EffortRow> rows = new ArrayList<>();
    Effort effort = new Effort(installation.root());
    for (String program : installation.programs()) {
      rows.addAll(effort.of(installation.stream(program)));
    }
    return rows;
  }

  /** Adds the rows to the report that a run has just written; it counts without them as well. */
  static void addTo(Environment environment, Console console) {
    try {
      ReportWriter report = environment.more("effort");
      environment.write(
          report.put("effort", rows(environment.installation())), report.says("complete"));
    } catch (CatalogueException | IOException e) {
      console.error("the effort was not counted: " + e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public Integer call() throws InterruptedException {
    Console console = options.console();
    Environment environment = options.environment();
    try {
      List<EffortRow> rows = rows(environment.installation());
      if (json) {
        console.line(new ReportWriter().put("effort", rows).text());
        return 0;
      }
      environment.write(environment.more("effort").put("effort", rows), true);
      Page.of(environment.out()).tables("effort").forEach(console::table);
      console.line("page: " + environment.out().resolve("report.html"));
      return 0;
    } catch (CatalogueException | IOException e) {
      console.error(String.valueOf(e.getMessage()));
      return 1;
    }
  }
}
