package dev.kitsune.cli;

import dev.kitsune.stream.Version;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/**
 * Says what {@code run --plain} starts, as words of the shell: program, version, jar, main class,
 * arguments. The kitsune script then becomes that process, as Java cannot.
 */
@Command(
    name = "plain-command",
    hidden = true,
    description = "Print what run --plain would start, for the kitsune script.")
final class PlainCommand implements Callable<Integer> {

  private final Context context;
  @Mixin private StartRequest request = new StartRequest();
  @Spec private @Nullable CommandSpec spec;

  PlainCommand(Context context) {
    this.context = context;
  }

  @Override
  public Integer call() throws CommandException {
    Version version = request.version(context);
    List<String> words = new ArrayList<>();
    words.add(version.program());
    words.add(version.version());
    words.add(version.jar().toString());
    words.add(version.mainClass());
    words.addAll(request.arguments(context, version));
    String line = words.stream().map(PlainCommand::quoted).collect(Collectors.joining(" "));
    Objects.requireNonNull(spec).commandLine().getOut().println(line);
    return 0;
  }

  private static String quoted(String word) {
    return "'" + word.replace("'", "'\\''") + "'";
  }
}
