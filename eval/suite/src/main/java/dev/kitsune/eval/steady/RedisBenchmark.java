package dev.kitsune.eval.steady;

import dev.kitsune.eval.server.Children;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Debian's {@code redis-benchmark}, which knows nothing of what it measures. */
public final class RedisBenchmark {

  private static final String PROGRAM = "redis-benchmark";
  private static final Pattern RESULT = Pattern.compile("^\"([^\"]+)\",\"([0-9.]+)\".*");
  private static final int KEYS = 100_000;
  private static final long PATIENCE_SECONDS = 120;

  private final Children children;
  private final int connections;
  private final int pipeline;

  /**
   * Looks for the program.
   *
   * @throws IOException if it is not on the path
   */
  public RedisBenchmark(Children children, int connections) throws IOException {
    this(children, connections, 1);
  }

  /**
   * As {@link #RedisBenchmark(Children, int)}, with several requests sent at a time.
   *
   * @param pipeline how many
   */
  public RedisBenchmark(Children children, int connections, int pipeline) throws IOException {
    this.children = children;
    this.connections = connections;
    this.pipeline = pipeline;
    String path = System.getenv().getOrDefault("PATH", "");
    boolean found = false;
    for (String folder : path.split(":")) {
      found |= !folder.isEmpty() && Files.isExecutable(Path.of(folder, PROGRAM));
    }
    if (!found) {
      throw new IOException(
          PROGRAM + " was not found on PATH; install it (Debian: apt-get install redis-tools)");
    }
  }

  /**
   * Sends a number of requests of one kind, and returns how many a second were answered.
   *
   * @param operation for example {@code GET}
   */
  public double perSecond(InetSocketAddress server, String operation, int requests)
      throws IOException, InterruptedException {
    List<String> command =
        List.of(
            PROGRAM,
            "-h",
            server.getAddress().getHostAddress(),
            "-p",
            Integer.toString(server.getPort()),
            "-t",
            operation.toLowerCase(Locale.ROOT),
            "-n",
            Integer.toString(requests),
            "-c",
            Integer.toString(connections),
            "-r",
            Integer.toString(KEYS),
            "-P",
            Integer.toString(pipeline),
            "--csv");
    Path printed = Files.createTempFile("redis-benchmark", ".csv");
    try {
      Process process =
          children.add(
              new ProcessBuilder(command)
                  .redirectErrorStream(true)
                  .redirectOutput(printed.toFile())
                  .start());
      boolean ended = process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS);
      children.end(process);
      String text = Files.readString(printed, StandardCharsets.UTF_8);
      if (!ended || process.exitValue() != 0) {
        throw new IOException(
            PROGRAM + " failed: ended=" + ended + ", command=" + command + ", printed=" + text);
      }
      return parse(text, operation);
    } finally {
      Files.delete(printed);
    }
  }

  /** A row may say more in brackets, such as how many elements a range has. */
  private static boolean isOf(String row, String operation) {
    int bracket = row.indexOf(" (");
    return (bracket < 0 ? row : row.substring(0, bracket)).equalsIgnoreCase(operation);
  }

  /** Reads the rate of an operation in the program's CSV. */
  static double parse(String csv, String operation) throws IOException {
    for (String line : csv.lines().toList()) {
      Matcher result = RESULT.matcher(line);
      if (result.matches() && isOf(result.group(1), operation)) {
        return Double.parseDouble(result.group(2));
      }
    }
    throw new IOException(
        "expected a row of " + PROGRAM + "'s CSV: operation=" + operation + ", printed=" + csv);
  }
}
