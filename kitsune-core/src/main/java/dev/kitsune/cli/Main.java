package dev.kitsune.cli;

import dev.kitsune.stream.CatalogueException;
import java.util.ServiceLoader;
import java.util.Set;
import picocli.AutoComplete.GenerateCompletion;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/** The {@code kitsune} command. Exit codes: 0 done, 1 refused or failed, 2 the request is wrong. */
@Command(
    name = "kitsune",
    description = "Runs programs and updates them in place, with their state and connections.",
    version = "kitsune 0.1.0",
    synopsisSubcommandLabel = "<command>",
    footer = {"", "Exit codes: 0 done, 1 refused or failed, 2 the request is wrong."})
public final class Main {

  /** Those that other jars bring along; said here so that a missing one is named. */
  private static final Set<String> CONTRIBUTED = Set.of("replay", "eval");

  private Main() {}

  /** Runs a command. After {@code run} the JVM lives as long as the program's threads. */
  public static void main(String[] arguments) {
    int code;
    try {
      code = commandLine(Context.ofProcess(new RuntimeLauncher())).execute(arguments);
    } catch (CatalogueException e) {
      System.err.println("kitsune: " + e.getMessage());
      code = CommandException.FAILED;
    }
    boolean serving = code == 0 && arguments.length > 0 && arguments[0].equals("run");
    if (!serving) {
      System.exit(code);
    }
  }

  /** Returns the command with its subcommands. */
  static CommandLine commandLine(Context context) {
    CommandLine root =
        new CommandLine(CommandSpec.forAnnotatedObject(new Main()))
            .addSubcommand(new RunCommand(context))
            .addSubcommand(new UpdateCommand(context))
            .addSubcommand(new StatusCommand(context))
            .addSubcommand(new StreamsCommand(context))
            .addSubcommand(new XfgenCommand())
            .addSubcommand(new CheckCommand(context))
            .addSubcommand(new PlainCommand(context));
    ServiceLoader.load(Subcommand.class).forEach(root::addSubcommand);
    root.addSubcommand(new HelpCommand()).addSubcommand(new GenerateCompletion());
    for (CommandLine command : root.getSubcommands().values()) {
      if (!(command.getCommand() instanceof HelpCommand)) {
        command.getCommandSpec().mixinStandardHelpOptions(true);
      }
    }
    root.getCommandSpec().mixinStandardHelpOptions(true);
    return root.setParameterExceptionHandler(Main::wrongRequest)
        .setExecutionExceptionHandler((failure, command, result) -> failed(failure, command));
  }

  private static int wrongRequest(ParameterException failure, String[] arguments) {
    CommandLine command = failure.getCommandLine();
    CommandLine root = command.getCommandSpec().root().commandLine();
    for (String name : arguments) {
      if (CONTRIBUTED.contains(name) && !root.getSubcommands().containsKey(name)) {
        return say(
            command, CommandException.FAILED, "this build has no " + name + "; build all modules");
      }
      break;
    }
    return say(
        command,
        CommandException.WRONG,
        failure.getMessage() + "; see " + command.getCommandSpec().qualifiedName() + " --help");
  }

  private static int failed(Exception failure, CommandLine command) {
    if (failure instanceof CommandException expected) {
      return say(command, expected.exitCode(), String.valueOf(expected.getMessage()));
    }
    if (Boolean.getBoolean("kitsune.trace")) {
      failure.printStackTrace(command.getErr());
    }
    return say(command, CommandException.FAILED, "unexpected failure: cause=" + failure);
  }

  private static int say(CommandLine command, int code, String message) {
    command.getErr().println("kitsune: " + message.replaceAll("\\s*[\\r\\n]+\\s*", " "));
    command.getErr().flush();
    return code;
  }
}
