package dev.kitsune.eval;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.kitsune.eval.experiment.Size;
import dev.kitsune.eval.report.Table;
import dev.kitsune.eval.server.Children;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * The benchmarks of {@code eval/micro} in their own JVMs: update points, gates, noted locals. JMH's
 * own JSON stays beside the report.
 */
final class MicroBenchmarks {

  /**
   * One result.
   *
   * @param error half of JMH's interval of 99.9%
   */
  record Row(String benchmark, double score, double error, String unit) {}

  private static final String RESULT = "micro.json";
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Environment environment;
  private final Children children;

  MicroBenchmarks(Environment environment, Children children) {
    this.environment = environment;
    this.children = children;
  }

  /** Returns the seconds that a size takes, about. */
  static double seconds(Size size) {
    return size == Size.FULL ? 900 : 60;
  }

  /** Runs all of them. */
  List<Row> run(Size size) throws IOException, InterruptedException {
    Path jar = environment.installation().root().resolve("eval/micro/target/eval-micro.jar");
    if (!Files.isRegularFile(jar)) {
      throw new IOException("the benchmarks were not built: path=" + jar + "; mvn package");
    }
    Path result = environment.out().resolve(RESULT);
    Files.createDirectories(environment.out());
    List<String> command = new ArrayList<>();
    command.add(environment.installation().java().toString());
    command.addAll(List.of("-jar", jar.toString(), "-rf", "json", "-rff", result.toString()));
    if (size != Size.FULL) {
      command.addAll(List.of("-f", "1", "-wi", "3", "-i", "5", "-w", "300ms", "-r", "300ms"));
    }
    Path log = environment.out().resolve("micro.log");
    Process process =
        children.add(
            new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start());
    boolean ended = process.waitFor(Math.round(20 * seconds(size)), TimeUnit.SECONDS);
    children.end(process);
    if (!ended || process.exitValue() != 0) {
      throw new IOException("the benchmarks failed: ended=" + ended + ", log=" + log);
    }
    List<Row> rows = new ArrayList<>();
    for (JsonNode each : JSON.readTree(result.toFile())) {
      JsonNode metric = each.path("primaryMetric");
      String name = each.path("benchmark").asText();
      rows.add(
          new Row(
              name.replaceAll(".*\\.(\\w+\\.\\w+)", "$1"),
              metric.path("score").asDouble(),
              metric.path("scoreError").asDouble(Double.NaN),
              metric.path("scoreUnit").asText()));
    }
    return rows;
  }

  /** Returns them as a table. */
  static Table table(List<Row> rows) {
    Table table =
        new Table("JMH: update points, gates, noted locals", "benchmark", "score", "±", "unit");
    rows.forEach(row -> table.row(row.benchmark(), row.score(), row.error(), row.unit()));
    return table.note("JMH's own JSON: " + RESULT);
  }
}
