package dev.kitsune.eval.server;

import dev.kitsune.stream.Catalogue;
import dev.kitsune.stream.CatalogueException;
import dev.kitsune.stream.Home;
import dev.kitsune.stream.Version;
import dev.kitsune.stream.VersionStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What was built, and the command lines that start it: those of the {@code kitsune} script, without
 * its look for newer sources, which must not rebuild in the middle of a measurement.
 *
 * @param java the executable that servers run on
 */
public record Installation(Home home, Path java) {

  /** Names the environment variable with the servers' heap and flags. */
  static final String JAVA_OPTS = "KITSUNE_JAVA_OPTS";

  /**
   * Finds the build of this process.
   *
   * @param jdk the JDK for servers, or null for that of this process
   * @throws CatalogueException if nothing was built, or the folder is no JDK
   */
  public static Installation find(@Nullable Path jdk) throws CatalogueException {
    Path java =
        (jdk == null ? Path.of(System.getProperty("java.home")) : jdk)
            .toAbsolutePath()
            .resolve("bin/java");
    if (!Files.isExecutable(java)) {
      throw new CatalogueException("no JDK there: path=" + java + "; give the JDK's home folder");
    }
    return new Installation(Home.ofProcess(), java);
  }

  /** Returns the versions of a program. */
  public VersionStream stream(String program) throws CatalogueException {
    return new Catalogue(home).stream(program);
  }

  /** Returns the names of all programs that were built. */
  public List<String> programs() throws CatalogueException {
    return new Catalogue(home).programs();
  }

  /**
   * Returns a version that is no release, made for measuring.
   *
   * @param number from 1
   * @throws CatalogueException if it was not built
   */
  public Version synthetic(String program, int number) throws CatalogueException {
    return Version.read(
        home.path().resolve("synthetic").resolve(program).resolve("synthetic-" + number + ".jar"));
  }

  /** Returns the root of the clone. */
  public Path root() {
    Path target = home.path().getParent();
    Path root = target == null ? null : target.getParent();
    return root == null ? home.path() : root;
  }

  /** Returns the flags that the user gave for servers. */
  public List<String> javaOptions() {
    String words = System.getenv(JAVA_OPTS);
    return words == null || words.isBlank()
        ? List.of()
        : Arrays.asList(words.strip().split("\\s+"));
  }

  /**
   * Returns the command that runs a version under Kitsune.
   *
   * @param flags beside those of the user
   * @param data where the program keeps its data
   * @param arguments of the program after the port; empty for those of the version itself
   */
  List<String> runCommand(
      Version version, int port, List<String> flags, Path data, List<String> arguments) {
    List<String> command = new ArrayList<>(List.of(java.toString()));
    command.add("@" + home.conf().resolve("jvm.options"));
    command.addAll(flags);
    command.addAll(javaOptions());
    command.addAll(settings(data));
    command.addAll(List.of("-cp", platform(), "dev.kitsune.cli.Main", "run"));
    command.addAll(
        List.of(version.program() + "@" + version.version(), "--port", Integer.toString(port)));
    if (!arguments.isEmpty()) {
      command.add("--");
      command.addAll(arguments);
    }
    return command;
  }

  /**
   * Returns the command that runs a version's jar as an ordinary program: no Kitsune, no weaving.
   *
   * @param data where the program keeps its data
   * @param arguments of the program after the port; empty for those of the version itself
   */
  List<String> plainCommand(
      Version version, Path jar, int port, Path data, List<String> arguments) {
    List<String> command = new ArrayList<>(List.of(java.toString()));
    command.addAll(javaOptions());
    command.addAll(settings(data));
    command.addAll(List.of("-cp", jar + ":" + platform(), version.mainClass()));
    command.addAll(List.of("--port", Integer.toString(port)));
    command.addAll(arguments);
    if (arguments.isEmpty()) {
      for (String argument : version.defaultArguments()) {
        command.add(inHome(argument, version.program()));
      }
    }
    return command;
  }

  /** As {@code kitsune run} does: the name of a file below the home stands for that file. */
  private String inHome(String argument, String program) {
    Path file = home.path().resolve(argument);
    return Files.isRegularFile(file)
        ? file.toString()
        : argument.replace("{run}", home.run(program).toString());
  }

  private String platform() {
    return home.path().resolve("lib/platform") + "/*";
  }

  private List<String> settings(Path data) {
    return List.of(
        "-D" + Home.PROPERTY + "=" + home.path(),
        "-Dkitsune.run=" + data,
        "-Dlogback.configurationFile=" + home.conf().resolve("logback.xml"));
  }
}
