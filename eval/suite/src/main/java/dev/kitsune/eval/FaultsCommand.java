package dev.kitsune.eval;

import dev.kitsune.eval.faults.FaultMatrix;
import dev.kitsune.eval.faults.FaultRow;
import dev.kitsune.eval.page.Page;
import dev.kitsune.eval.report.ReportWriter;
import dev.kitsune.eval.server.Children;
import dev.kitsune.eval.server.Installation;
import dev.kitsune.eval.server.ServerUnderTest;
import dev.kitsune.eval.server.Servers;
import dev.kitsune.stream.CatalogueException;
import dev.kitsune.stream.Version;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Updates every program to versions with a fault woven in. */
@Command(
    name = "faults",
    description = "Update servers to faulty versions; each must be rolled back without a trace.")
final class FaultsCommand implements Callable<Integer> {

  /** A faulty version that fills the heap should not need to fill the machine. */
  private static final List<String> SMALL_HEAP = List.of("-Xmx256m");

  @Option(
      names = "--only",
      paramLabel = "p,q",
      split = ",",
      description = "these programs, of those built")
  private List<String> only = List.of();

  @Mixin private EvalOptions options = new EvalOptions();
  @Spec private @Nullable CommandSpec spec;

  /**
   * Runs the faults of one program.
   *
   * @return whether every row is as it must be
   */
  static boolean run(
      Installation installation,
      Children children,
      Path out,
      String program,
      Consumer<String> progress,
      Consumer<FaultRow> each)
      throws CatalogueException, IOException, InterruptedException {
    Servers servers = new Servers(installation, children, program, out.resolve("servers"));
    List<Version> versions = servers.stream().versions();
    int last = versions.size() - 1;
    // A stream of one version has its step beside it.
    Version to = last > 0 ? versions.get(last) : installation.synthetic(program, 1);
    Version from = last > 0 ? versions.get(last - 1) : servers.stream().oldest();
    List<FaultRow> rows = new ArrayList<>();
    try (ServerUnderTest server = servers.kitsune(from, SMALL_HEAP)) {
      new FaultMatrix(out.resolve("faulty"), progress)
          .run(
              server,
              from.version(),
              to,
              row -> {
                rows.add(row);
                each.accept(row);
              });
    }
    return !rows.isEmpty() && rows.stream().allMatch(row -> row.failure().isEmpty());
  }

  @Override
  public Integer call() throws InterruptedException {
    Console console = options.console();
    Environment environment = options.environment();
    List<FaultRow> rows = new ArrayList<>();
    boolean correct = true;
    try (Children children = Children.create()) {
      environment.print(console);
      for (String program : programs(environment)) {
        correct &=
            run(
                environment.installation(),
                children,
                environment.out(),
                program,
                console::progress,
                rows::add);
        ReportWriter report = environment.more("faults").put("faults", rows);
        environment.write(correct ? report : report.put("correct", false), true);
      }
      Page.of(environment.out()).tables("faults").forEach(console::table);
      console.line("page: " + environment.out().resolve("report.html"));
      console.line(correct ? "every fault was rolled back" : "FAILED: see above");
      return correct ? 0 : 1;
    } catch (CatalogueException | IOException e) {
      console.error(String.valueOf(e.getMessage()));
      return 1;
    }
  }

  private List<String> programs(Environment environment) throws CatalogueException {
    List<String> built = environment.installation().programs();
    for (String program : only) {
      if (!built.contains(program)) {
        throw new ParameterException(
            Objects.requireNonNull(spec).commandLine(),
            "no such program: program=" + program + "; choose of " + built);
      }
    }
    if (built.isEmpty()) {
      throw new CatalogueException("no program was built; build all modules");
    }
    return only.isEmpty() ? built : only;
  }
}
