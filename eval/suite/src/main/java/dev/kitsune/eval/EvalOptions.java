package dev.kitsune.eval;

import dev.kitsune.eval.server.Installation;
import dev.kitsune.stream.CatalogueException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Spec.Target;

/** The options that every measuring command has. */
final class EvalOptions {

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "where report.json and the raw data go (target/eval/<time>)")
  private @Nullable Path out;

  @Option(
      names = "--jdk",
      paramLabel = "PATH",
      description = "the home of the JDK that servers run on (that of this command)")
  private @Nullable Path jdk;

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "20120101",
      description = "of the data and the requests (${DEFAULT-VALUE})")
  private long seed = 20120101;

  @Spec(Target.MIXEE)
  private @Nullable CommandSpec spec;

  /** Finds the build and looks at the machine. */
  Environment environment() {
    return environment(null);
  }

  /**
   * As {@link #environment()}.
   *
   * @param resume the folder of a run that is gone on with, or null
   */
  Environment environment(@Nullable Path resume) {
    CommandSpec command = java.util.Objects.requireNonNull(spec);
    try {
      return Environment.of(
          Installation.find(jdk), out == null ? resume : out, seed, words(command));
    } catch (CatalogueException e) {
      throw new ParameterException(command.commandLine(), e.getMessage(), e);
    }
  }

  Console console() {
    CommandSpec command = java.util.Objects.requireNonNull(spec);
    return new Console(command.commandLine().getOut(), command.commandLine().getErr());
  }

  private static List<String> words(CommandSpec command) {
    return command.root().commandLine().getParseResult().originalArgs();
  }
}
