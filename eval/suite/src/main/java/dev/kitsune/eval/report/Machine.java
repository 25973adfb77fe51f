package dev.kitsune.eval.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * The machine and honesty block: what a reader needs to judge the figures. What cannot be read here
 * is {@code unknown}, never left out.
 *
 * @param governor of the first core's clock
 * @param serverJdk the JDK that the servers ran on
 * @param flags of the servers, beyond those of the installation
 * @param commit of the clone, with a plus sign if files differ from it
 */
public record Machine(
    String os,
    String cpu,
    int cores,
    String memory,
    String governor,
    String suiteJdk,
    String serverJdk,
    List<String> flags,
    String commit) {

  private static final String UNKNOWN = "unknown";

  /** Looks at this machine. */
  public static Machine look(Path root, Path serverJava, List<String> flags) {
    return new Machine(
        System.getProperty("os.name")
            + " "
            + System.getProperty("os.version")
            + " "
            + System.getProperty("os.arch"),
        field(Path.of("/proc/cpuinfo"), "model name"),
        Runtime.getRuntime().availableProcessors(),
        field(Path.of("/proc/meminfo"), "MemTotal"),
        read(Path.of("/sys/devices/system/cpu/cpu0/cpufreq/scaling_governor")),
        System.getProperty("java.vm.name") + " " + Runtime.version(),
        jdkOf(serverJava),
        flags,
        commit(root));
  }

  /** Returns the machine's load averages, over 1, 5 and 15 minutes. */
  public static String load() {
    String line = read(Path.of("/proc/loadavg"));
    String[] words = line.split(" ");
    return words.length < 3 ? line : words[0] + " " + words[1] + " " + words[2];
  }

  private static String jdkOf(Path java) {
    Path bin = java.getParent();
    Path home = bin == null ? null : bin.getParent();
    if (home == null) {
      return UNKNOWN;
    }
    Path release = home.resolve("release");
    String version = quoted(release, "JAVA_RUNTIME_VERSION");
    if (version.equals(UNKNOWN)) {
      version = quoted(release, "JAVA_VERSION");
    }
    return version + " (" + home + ")";
  }

  private static String quoted(Path file, String name) {
    return lines(file).stream()
        .filter(line -> line.startsWith(name + "="))
        .map(line -> line.substring(name.length() + 1).replace("\"", ""))
        .findFirst()
        .orElse(UNKNOWN);
  }

  private static String field(Path file, String name) {
    return lines(file).stream()
        .filter(line -> line.startsWith(name))
        .map(line -> line.substring(line.indexOf(':') + 1).strip())
        .findFirst()
        .orElse(UNKNOWN);
  }

  private static String read(Path file) {
    return lines(file).stream().findFirst().orElse(UNKNOWN);
  }

  private static List<String> lines(Path file) {
    try {
      return Files.isReadable(file) ? Files.readAllLines(file) : List.of();
    } catch (IOException e) {
      return List.of();
    }
  }

  private static String commit(Path root) {
    String head = git(root, "rev-parse", "--short=12", "HEAD");
    if (head.isEmpty()) {
      return UNKNOWN;
    }
    return git(root, "status", "--porcelain", "--untracked-files=no").isEmpty() ? head : head + "+";
  }

  private static String git(Path root, String... words) {
    try {
      List<String> command = new java.util.ArrayList<>(List.of("git", "-C", root.toString()));
      command.addAll(List.of(words));
      Process process =
          new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
      String printed = new String(process.getInputStream().readAllBytes()).strip();
      return process.waitFor(10, TimeUnit.SECONDS) && process.exitValue() == 0 ? printed : "";
    } catch (IOException e) {
      return "";
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return "";
    }
  }
}
