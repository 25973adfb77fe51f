package dev.kitsune.eval;

import dev.kitsune.cli.DurationConverter;
import dev.kitsune.cli.Subcommand;
import dev.kitsune.eval.experiment.StepRow;
import dev.kitsune.eval.experiment.StepsUnderLoad;
import dev.kitsune.eval.experiment.Timing;
import dev.kitsune.eval.report.ReportWriter;
import dev.kitsune.eval.report.Table;
import dev.kitsune.eval.server.Children;
import dev.kitsune.eval.server.ServerUnderTest;
import dev.kitsune.eval.server.Servers;
import dev.kitsune.eval.subject.Subject;
import dev.kitsune.stream.CatalogueException;
import dev.kitsune.stream.Version;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Starts a program's oldest version and walks it through its stream under a gentle load. */
@Command(
    name = "replay",
    description = "Start a program's oldest version and update it through its stream, under load.")
public final class ReplayCommand implements Callable<Integer>, Subcommand {

  @Parameters(paramLabel = "<program>", description = "a program of the catalogue")
  private String program = "";

  @Option(names = "--from", paramLabel = "v", description = "the first version (the oldest)")
  private @Nullable String from;

  @Option(names = "--to", paramLabel = "v", description = "the last version (the newest)")
  private @Nullable String to;

  @Option(
      names = "--every",
      paramLabel = "<duration>",
      defaultValue = "5s",
      converter = DurationConverter.class,
      description = "from one update to the next (${DEFAULT-VALUE})")
  private Duration every = Duration.ofSeconds(5);

  @Option(names = "--json", description = "print one JSON document at the end")
  private boolean json;

  @Mixin private EvalOptions options = new EvalOptions();
  @Spec private @Nullable CommandSpec spec;

  @Override
  public Integer call() throws InterruptedException {
    Console console = options.console();
    Environment environment = options.environment();
    try (Children children = Children.create()) {
      Subject subject = subject(environment);
      Servers servers = versionsOrFail(() -> Programs.servers(environment, children, subject));
      List<Version> versions = versions(environment, servers);
      Timing timing = new Timing(every.dividedBy(4), every.dividedBy(4));
      List<StepRow> rows;
      try (ServerUnderTest server = servers.kitsune(versions.get(0))) {
        if (!json) {
          console.line(
              program
                  + " "
                  + versions.get(0).version()
                  + ", pid "
                  + server.pid()
                  + ", port "
                  + server.address().getPort()
                  + ", under a gentle load");
        }
        rows =
            new StepsUnderLoad(subject, timing, environment.out(), text -> {})
                .run(
                    1,
                    server,
                    versions.stream().map(Version::version).toList(),
                    row -> {
                      if (!json) {
                        console.line(line(row));
                      }
                    });
      }
      boolean correct =
          rows.size() == versions.size() - 1 && rows.stream().allMatch(StepRow::isCorrect);
      ReportWriter report =
          environment
              .report("replay")
              .put("program", program)
              .put("correct", correct)
              .put("updates", rows);
      environment.write(report, true);
      if (json) {
        console.line(report.text());
      } else {
        rows.forEach(row -> row.failures().forEach(failure -> console.line("FAILED: " + failure)));
      }
      return correct ? 0 : 1;
    } catch (IOException e) {
      console.error(String.valueOf(e.getMessage()));
      return 1;
    }
  }

  private Subject subject(Environment environment) {
    // Names of programs that do not exist are told apart from those without a load.
    versionsOrFail(() -> environment.installation().stream(program));
    if (!Programs.NAMES.contains(program)) {
      throw wrong(
          "no load for this program: program="
              + program
              + "; choose of "
              + String.join(", ", Programs.NAMES));
    }
    return Programs.gentle(program, environment.seed());
  }

  private List<Version> versions(Environment environment, Servers servers) {
    List<Version> all = Programs.versions(environment, servers);
    int first = from == null ? 0 : index(all, servers, from);
    int last = to == null ? all.size() - 1 : index(all, servers, to);
    if (first >= last) {
      throw wrong(
          "expected a step from an earlier to a later version: from="
              + all.get(first).version()
              + ", to="
              + all.get(last).version());
    }
    return all.subList(first, last + 1);
  }

  private int index(List<Version> all, Servers servers, String name) {
    return all.stream()
        .map(Version::version)
        .toList()
        .indexOf(versionsOrFail(() -> servers.version(name)).version());
  }

  private interface Lookup<T> {
    T get() throws CatalogueException;
  }

  private <T> T versionsOrFail(Lookup<T> lookup) {
    try {
      return lookup.get();
    } catch (CatalogueException e) {
      throw wrong(String.valueOf(e.getMessage()));
    }
  }

  private ParameterException wrong(String message) {
    return new ParameterException(Objects.requireNonNull(spec).commandLine(), message);
  }

  private static String line(StepRow row) {
    List<String> kept = row.unitsKept();
    List<String> reloaded = row.unitsReloaded();
    return String.join(
        ", ",
        row.from() + " -> " + row.to(),
        "pause " + (row.pauseMs() == null ? "-" : Table.number(row.pauseMs())) + " ms inside",
        "largest client gap " + Table.number(row.client().maxGapMs()) + " ms",
        "units reloaded " + (reloaded == null ? "-" : reloaded.size()),
        "kept " + (kept == null ? "-" : kept.size()),
        row.outcome() + (row.isCorrect() ? "" : ", FAILED"));
  }
}
