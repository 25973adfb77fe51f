package dev.kitsune.cli;

import dev.kitsune.stream.CatalogueException;
import dev.kitsune.stream.Home;
import dev.kitsune.stream.Version;
import dev.kitsune.stream.VersionStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What {@code run} was asked to start, with and without the runtime. */
final class StartRequest {

  @Parameters(
      index = "0",
      paramLabel = "<program>[@version]",
      description = "a program of the catalogue; without a version, its newest")
  private String subject = "";

  @Parameters(
      index = "1..*",
      paramLabel = "<arguments>",
      arity = "0..*",
      description = "the program's own arguments, after --")
  private List<String> arguments = List.of();

  @Option(
      names = "--port",
      paramLabel = "<port>",
      description = "where to listen; 0 chooses a free port")
  private @Nullable Integer port;

  @Option(
      names = "--plain",
      description = "start as a plain Java program, which cannot be updated: java -cp ... Main")
  private boolean plain;

  /**
   * Finds the version and checks the port.
   *
   * @throws CommandException if there is no such version, or the port is taken
   */
  Version version(Context context) throws CommandException {
    String program = subject;
    String name = null;
    int at = subject.indexOf('@');
    if (at >= 0) {
      program = subject.substring(0, at);
      name = subject.substring(at + 1);
    }
    try {
      VersionStream stream = context.catalogue().stream(program);
      Version version = name == null ? stream.newest() : stream.version(name);
      if (port != null) {
        checkFree(port);
      }
      return version;
    } catch (CatalogueException e) {
      throw new CommandException(CommandException.WRONG, e);
    }
  }

  /**
   * Returns the arguments of the program: the port first, then its own, or else the version's
   * default ones. In those the name of a file below the build's home stands for that file, and
   * {@code {run}} for the program's data folder, which is made.
   */
  List<String> arguments(Context context, Version version) throws CommandException {
    List<String> all = new ArrayList<>();
    if (port != null) {
      all.add("--port");
      all.add(port.toString());
    }
    if (!arguments.isEmpty()) {
      all.addAll(arguments);
      return all;
    }
    Home home = context.home();
    Path run = home.run(version.program());
    try {
      Files.createDirectories(run);
    } catch (IOException e) {
      throw new CommandException(
          CommandException.FAILED,
          "cannot make the program's data folder: path=" + run + ", cause=" + e.getMessage());
    }
    for (String argument : version.defaultArguments()) {
      all.add(inHome(argument, home, version.program()));
    }
    return all;
  }

  @Nullable Integer port() {
    return port;
  }

  private static String inHome(String argument, Home home, String program) {
    Path file = home.path().resolve(argument);
    return Files.isRegularFile(file)
        ? file.toString()
        : argument.replace("{run}", home.run(program).toString());
  }

  private static void checkFree(int port) throws CommandException {
    if (port < 0 || port > 65535) {
      throw new CommandException(
          CommandException.WRONG, "expected a port from 0 to 65535: port=" + port);
    }
    // Bound, never listening: a client that waits for the server must not reach the probe.
    try (Socket probe = new Socket()) {
      probe.setReuseAddress(true);
      probe.bind(new InetSocketAddress(port));
    } catch (IOException e) {
      throw inUse(port);
    }
  }

  static CommandException inUse(@Nullable Integer port) {
    return new CommandException(
        CommandException.FAILED,
        "the port is in use or not allowed"
            + (port == null ? "" : ": port=" + port)
            + "; end the process that has it, or choose another with --port");
  }
}
