package dev.kitsune.eval;

import dev.kitsune.cli.Subcommand;
import dev.kitsune.eval.experiment.Size;
import dev.kitsune.stream.CatalogueException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Drives load on every port while it goes through its whole stream, checks, and reports. */
@Command(
    name = "eval",
    description = "Update every program through its stream under load; check, measure, report.",
    subcommands = {
      SizeCommand.class,
      SoakCommand.class,
      SteadyCommand.class,
      PeersCommand.class,
      EffortCommand.class,
      FaultsCommand.class,
      PageCommand.class,
      ReadmeCommand.class
    })
public final class EvalCommand implements Callable<Integer>, Subcommand {

  /** Programs that the suite has a load for. */
  static final String KV_SERVER = "kv-server";

  /** The two sizes beside the default. */
  static final class Sizes {
    @Option(names = "--quick", description = "once, short windows: a few minutes at most")
    private boolean quick;

    @Option(names = "--full", description = "the papers' repetitions: hours")
    private boolean full;

    Size size() {
      return quick ? Size.QUICK : full ? Size.FULL : Size.DEFAULT;
    }
  }

  @ArgGroup private @Nullable Sizes sizes;

  @Option(
      names = "--only",
      paramLabel = "p,q",
      split = ",",
      description = "these programs, of those built")
  private List<String> only = List.of();

  @Mixin private EvalOptions options = new EvalOptions();
  @Spec private @Nullable CommandSpec spec;

  @Override
  public Integer call() throws InterruptedException {
    Console console = options.console();
    Environment environment = options.environment();
    Size size = sizes == null ? Size.DEFAULT : sizes.size();
    try {
      List<String> programs = programs(environment);
      return new StreamsRun(environment, size, console).run(programs) ? 0 : 1;
    } catch (CatalogueException | IOException e) {
      console.error(String.valueOf(e.getMessage()));
      return 1;
    }
  }

  private List<String> programs(Environment environment) throws CatalogueException {
    List<String> built = environment.installation().programs();
    List<String> chosen = new ArrayList<>();
    for (String program : only.isEmpty() ? built : only) {
      boolean known = built.contains(program) && program.equals(KV_SERVER);
      if (known) {
        chosen.add(program);
      } else if (!only.isEmpty()) {
        throw new ParameterException(
            Objects.requireNonNull(spec).commandLine(),
            "no such program to evaluate: program=" + program + "; choose of " + KV_SERVER);
      }
    }
    if (chosen.isEmpty()) {
      throw new CatalogueException(
          "no program to evaluate was built: expected="
              + KV_SERVER
              + ", found="
              + built
              + "; build all modules");
    }
    return chosen;
  }
}
