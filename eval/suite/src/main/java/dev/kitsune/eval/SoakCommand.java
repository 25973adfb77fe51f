package dev.kitsune.eval;

import dev.kitsune.cli.DurationConverter;
import dev.kitsune.eval.experiment.Soak;
import dev.kitsune.eval.experiment.SoakRow;
import dev.kitsune.eval.experiment.Tables;
import dev.kitsune.eval.kv.KvPlan;
import dev.kitsune.eval.kv.KvSubject;
import dev.kitsune.eval.server.Children;
import dev.kitsune.eval.server.ServerUnderTest;
import dev.kitsune.eval.server.Servers;
import dev.kitsune.stream.CatalogueException;
import dev.kitsune.stream.Step;
import dev.kitsune.stream.Version;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Updates kv-server back and forth many times under load, and looks for what grows. */
@Command(
    name = "soak",
    mixinStandardHelpOptions = true,
    description = "Update kv-server back and forth under load; count faults, and what grows.")
final class SoakCommand implements Callable<Integer> {

  @Option(
      names = "--updates",
      paramLabel = "N",
      defaultValue = "100",
      description = "how many (${DEFAULT-VALUE})")
  private int updates = 100;

  @Option(
      names = "--rate",
      paramLabel = "N",
      defaultValue = "2000",
      description = "requests a second (${DEFAULT-VALUE})")
  private double rate = 2000;

  @Option(
      names = "--keys",
      paramLabel = "N",
      defaultValue = "100000",
      description = "string keys (${DEFAULT-VALUE})")
  private int keys = 100_000;

  @Option(
      names = "--every",
      paramLabel = "<duration>",
      defaultValue = "500ms",
      converter = DurationConverter.class,
      description = "rest between two updates (${DEFAULT-VALUE})")
  private Duration every = Duration.ofMillis(500);

  @Option(names = "--from", paramLabel = "v", description = "the one version (the oldest)")
  private @Nullable String from;

  @Option(names = "--to", paramLabel = "v", description = "the other (the one after it)")
  private @Nullable String to;

  @Mixin private EvalOptions options = new EvalOptions();

  @Override
  public Integer call() throws InterruptedException {
    Console console = options.console();
    Environment environment = options.environment();
    try (Children children = Children.create()) {
      Servers servers = Programs.servers(environment, children, KvSubject.PROGRAM);
      Version one = from == null ? servers.stream().oldest() : servers.stream().version(from);
      Version other = to == null ? next(servers, one) : servers.stream().version(to);
      checkSteps(one, other);
      return run(console, environment, servers, one, other);
    } catch (CatalogueException | IOException e) {
      console.error(String.valueOf(e.getMessage()));
      return 1;
    }
  }

  private int run(
      Console console, Environment environment, Servers servers, Version one, Version other)
      throws IOException, InterruptedException {
    KvPlan plan = new KvPlan(keys, 8, rate, 1000, 10_000, environment.seed());
    Soak soak = new Soak(new KvSubject(plan), every, console::progress);
    environment.print(console);
    List<Integer> marks =
        IntStream.of(1, 10, 100, updates)
            .filter(mark -> mark <= updates)
            .distinct()
            .boxed()
            .toList();
    List<SoakRow> rows;
    try (ServerUnderTest server = servers.kitsune(one)) {
      rows = soak.run(server, one.version(), other.version(), marks);
    }
    environment.write(
        environment
            .report("soak")
            .put("from", one.version())
            .put("to", other.version())
            .put("keys", keys)
            .put("rate", rate)
            .put("correct", soak.failure().isEmpty())
            .put("failure", soak.failure().orElse(""))
            .put("marks", rows),
        true);
    console.table(Tables.soak(rows));
    soak.failure().ifPresent(failure -> console.line("FAILED: " + failure));
    console.line("report: " + environment.out().resolve("report.json"));
    return soak.failure().isEmpty() ? 0 : 1;
  }

  /** Both steps must exist, before anything is started. */
  private static void checkSteps(Version one, Version other) throws CatalogueException {
    if (Step.between(one, other).isEmpty() || Step.between(other, one).isEmpty()) {
      throw new CatalogueException(
          "no steps back and forth: from="
              + one.version()
              + ", to="
              + other.version()
              + "; choose two that follow each other, the later with Kitsune-Reversible: true");
    }
  }

  private static Version next(Servers servers, Version one) throws CatalogueException {
    List<Version> versions = servers.stream().versions();
    int index = versions.indexOf(one) + 1;
    if (index >= versions.size()) {
      throw new CatalogueException(
          "no version follows: version=" + one.version() + "; give --from an earlier one");
    }
    return versions.get(index);
  }
}
