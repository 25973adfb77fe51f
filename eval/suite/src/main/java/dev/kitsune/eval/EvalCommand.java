package dev.kitsune.eval;

import dev.kitsune.cli.Subcommand;
import dev.kitsune.eval.experiment.Size;
import dev.kitsune.stream.CatalogueException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
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
      paramLabel = "p,x",
      split = ",",
      description =
          "these programs and experiments: steps, verified, restarts, quiescence, steady,"
              + " connections, capacity, hotswap, peers, micro")
  private List<String> only = List.of();

  @Option(
      names = "--resume",
      paramLabel = "DIR",
      description = "go on with an interrupted run: rows that are in its report are kept")
  private @Nullable Path resume;

  @Mixin private EvalOptions options = new EvalOptions();
  @Spec private @Nullable CommandSpec spec;

  @Override
  public Integer call() throws InterruptedException {
    Console console = options.console();
    Environment environment = options.environment(resume);
    Size size = sizes == null ? Size.DEFAULT : sizes.size();
    try {
      List<String> programs = programs(environment);
      EarlierRows rows =
          resume == null ? EarlierRows.none() : EarlierRows.read(resume, size.name());
      return new StreamsRun(environment, size, experiments(size), rows, console).run(programs)
          ? 0
          : 1;
    } catch (CatalogueException | IOException e) {
      console.error(String.valueOf(e.getMessage()));
      return 1;
    }
  }

  private Set<Experiment> experiments(Size size) {
    Set<Experiment> chosen = EnumSet.noneOf(Experiment.class);
    for (Experiment each : Experiment.values()) {
      if (only.contains(each.word())) {
        chosen.add(each);
      }
    }
    return chosen.isEmpty() ? Experiment.of(size) : chosen;
  }

  private List<String> programs(Environment environment) throws CatalogueException {
    List<String> built = environment.installation().programs();
    List<String> words = new ArrayList<>(only);
    for (Experiment each : Experiment.values()) {
      words.remove(each.word());
    }
    List<String> chosen = new ArrayList<>();
    for (String program : words.isEmpty() ? Programs.NAMES : words) {
      if (built.contains(program) && Programs.NAMES.contains(program)) {
        chosen.add(program);
      } else if (!words.isEmpty()) {
        throw new ParameterException(
            Objects.requireNonNull(spec).commandLine(),
            "no such program or experiment: program="
                + program
                + "; choose of "
                + String.join(", ", Programs.NAMES)
                + ", "
                + Arrays.stream(Experiment.values())
                    .map(Experiment::word)
                    .collect(Collectors.joining(", ")));
      }
    }
    if (chosen.isEmpty()) {
      throw new CatalogueException(
          "no program to evaluate was built: expected one of "
              + Programs.NAMES
              + ", found="
              + built
              + "; build all modules");
    }
    return chosen;
  }
}
