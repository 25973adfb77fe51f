package dev.kitsune.eval;

import dev.kitsune.eval.kv.KvSubject;
import dev.kitsune.eval.server.Children;
import dev.kitsune.eval.server.Servers;
import dev.kitsune.eval.steady.Comparison;
import dev.kitsune.eval.steady.PairedRatio;
import dev.kitsune.eval.steady.RedisBenchmark;
import dev.kitsune.eval.steady.ServerCpu;
import dev.kitsune.stream.CatalogueException;
import dev.kitsune.stream.Version;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** How fast kv-server is beside the real server: redis-benchmark against both, by turns. */
@Command(
    name = "peers",
    mixinStandardHelpOptions = true,
    description =
        "Compare kv-server under Kitsune with redis-server, in pairs of fresh processes, by every"
            + " test of redis-benchmark that Redis 2.0 has commands for.")
final class PeersCommand implements Callable<Integer> {

  @Option(
      names = "--pairs",
      paramLabel = "N",
      defaultValue = "20",
      description = "pairs of fresh processes (${DEFAULT-VALUE})")
  private int pairs = 20;

  @Option(
      names = "--warm-up",
      paramLabel = "N",
      defaultValue = "100000",
      description = "requests of each test before anything counts (${DEFAULT-VALUE})")
  private int warmUp = 100_000;

  @Option(
      names = "--slice",
      paramLabel = "N",
      defaultValue = "50000",
      description = "requests in one slice (${DEFAULT-VALUE})")
  private int slice = 50_000;

  @Option(
      names = "--slices",
      paramLabel = "N",
      defaultValue = "1",
      description = "slices of each side and test in a pair (${DEFAULT-VALUE})")
  private int slices = 1;

  @Option(
      names = "--clients",
      paramLabel = "N",
      defaultValue = "50",
      description = "connections of redis-benchmark (${DEFAULT-VALUE})")
  private int clients = 50;

  @Option(
      names = "--pipeline",
      paramLabel = "N,M",
      split = ",",
      defaultValue = "1,16",
      description = "requests sent at a time, each a comparison of its own (${DEFAULT-VALUE})")
  private List<Integer> pipelines = List.of(1, 16);

  @Option(
      names = "--tests",
      paramLabel = "a,b",
      split = ",",
      defaultValue =
          "PING_INLINE,PING_MBULK,SET,GET,INCR,LPUSH,RPUSH,LPOP,RPOP,SADD,HSET,SPOP,ZADD,"
              + "LRANGE_100,LRANGE_300,LRANGE_500,LRANGE_600,MSET",
      description = "of redis-benchmark (${DEFAULT-VALUE})")
  private List<String> tests = List.of();

  @Option(
      names = "--redis-server",
      paramLabel = "PATH",
      defaultValue = "redis-server",
      description = "the other server (${DEFAULT-VALUE})")
  private String redisServer = "redis-server";

  @Option(
      names = "--cpu",
      description =
          "measure by each server's processor time, not by wall time; on a busy machine only that"
              + " says something")
  private boolean byProcessorTime;

  @Option(names = "--version-of", paramLabel = "v", description = "the version (the oldest)")
  private @Nullable String name;

  @Mixin private EvalOptions options = new EvalOptions();

  @Override
  public Integer call() throws InterruptedException {
    Console console = options.console();
    Environment environment = options.environment();
    try (Children children = Children.create()) {
      Servers servers =
          new Servers(
              environment.installation(),
              children,
              KvSubject.PROGRAM,
              environment.out().resolve("servers"));
      Version version = name == null ? servers.stream().oldest() : servers.stream().version(name);
      environment.print(console);
      Map<String, List<PairedRatio>> ratios = new LinkedHashMap<>();
      for (int pipeline : pipelines) {
        String benchmark = "redis-benchmark -c " + clients + " -P " + pipeline + " -n " + slice;
        List<PairedRatio> found =
            compare(console, environment, children, servers, version, pipeline);
        ratios.put(benchmark, found);
        console.table(
            SteadyCommand.table(
                benchmark + ": answers a second of " + unit(), "kv-server", "redis-server", found));
      }
      environment.write(
          environment
              .report("peers")
              .put("version", version.version())
              .put("redisServer", redisServer)
              .put("measured", byProcessorTime ? "serverProcessorTime" : "wallTime")
              .put("pairs", pairs)
              .put("ratios", ratios),
          true);
      console.line("report: " + environment.out().resolve("report.json"));
      return 0;
    } catch (CatalogueException | IOException e) {
      console.error(String.valueOf(e.getMessage()));
      return 1;
    }
  }

  private List<PairedRatio> compare(
      Console console,
      Environment environment,
      Children children,
      Servers servers,
      Version version,
      int pipeline)
      throws IOException, InterruptedException {
    RedisBenchmark benchmark = new RedisBenchmark(children, clients, pipeline);
    ServerCpu cpu = new ServerCpu(benchmark::perSecond);
    Comparison comparison =
        new Comparison(
            byProcessorTime ? cpu : benchmark::perSecond,
            new Comparison.Effort(pairs, warmUp, slice, slices),
            tests,
            environment.seed(),
            console::progress);
    return comparison.run(
        "kv-server against redis-server, -P " + pipeline,
        () -> cpu.watch(servers.kitsune(version)),
        () -> cpu.watch(Peers.redis(servers, redisServer)));
  }

  private String unit() {
    return byProcessorTime ? "the server's processor time" : "wall time";
  }
}
