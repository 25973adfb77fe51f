package dev.kitsune.eval;

import dev.kitsune.eval.kv.KvSubject;
import dev.kitsune.eval.report.Table;
import dev.kitsune.eval.server.Children;
import dev.kitsune.eval.server.Servers;
import dev.kitsune.eval.steady.Comparison;
import dev.kitsune.eval.steady.PairedRatio;
import dev.kitsune.eval.steady.RedisBenchmark;
import dev.kitsune.eval.steady.ServerCpu;
import dev.kitsune.eval.steady.Slowdown;
import dev.kitsune.stream.CatalogueException;
import dev.kitsune.stream.Version;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What Kitsune costs while no update is wanted: kv-server with it against the same, plain. */
@Command(
    name = "steady",
    mixinStandardHelpOptions = true,
    description =
        "Compare kv-server under Kitsune with the plain program, in pairs of fresh processes; then"
            + " show that the same comparison finds a build slowed by 5%% on purpose.")
final class SteadyCommand implements Callable<Integer> {

  private static final List<String> OPERATIONS = List.of("SET", "GET");
  private static final double SLOWED_BY = 0.05;
  private static final int CALIBRATIONS = 4;

  @Option(
      names = "--pairs",
      paramLabel = "N",
      defaultValue = "20",
      description = "pairs of fresh processes, for each comparison (${DEFAULT-VALUE})")
  private int pairs = 20;

  @Option(
      names = "--warm-up",
      paramLabel = "N",
      defaultValue = "200000",
      description = "requests of each kind before anything counts (${DEFAULT-VALUE})")
  private int warmUp = 200_000;

  @Option(
      names = "--slice",
      paramLabel = "N",
      defaultValue = "60000",
      description = "requests in one slice (${DEFAULT-VALUE})")
  private int slice = 60_000;

  @Option(
      names = "--slices",
      paramLabel = "N",
      defaultValue = "5",
      description = "slices of each side in a pair (${DEFAULT-VALUE})")
  private int slices = 5;

  @Option(
      names = "--clients",
      paramLabel = "N",
      defaultValue = "50",
      description = "connections of redis-benchmark (${DEFAULT-VALUE})")
  private int clients = 50;

  @Option(
      names = "--slow",
      paramLabel = "class#method",
      defaultValue = "dev.kitsune.kv.command.Call#execute",
      description = "where the slowed build spins, once a command (${DEFAULT-VALUE})")
  private String slow = "dev.kitsune.kv.command.Call#execute";

  @Option(
      names = "--wall",
      description =
          "measure by wall time, not by the server's processor time; with fewer than four cores"
              + " that says as much of the client")
  private boolean byWallClock;

  @Option(names = "--version-of", paramLabel = "v", description = "the version (the oldest)")
  private @Nullable String name;

  @Mixin private EvalOptions options = new EvalOptions();

  @Override
  public Integer call() throws InterruptedException {
    Console console = options.console();
    Environment environment = options.environment();
    try (Children children = Children.create()) {
      RedisBenchmark benchmark = new RedisBenchmark(children, clients);
      Servers servers =
          new Servers(
              environment.installation(),
              children,
              KvSubject.PROGRAM,
              environment.out().resolve("servers"));
      Version version = name == null ? servers.stream().oldest() : servers.stream().version(name);
      environment.print(console);
      return run(console, environment, benchmark, servers, version);
    } catch (CatalogueException | IOException e) {
      console.error(String.valueOf(e.getMessage()));
      return 1;
    }
  }

  private int run(
      Console console,
      Environment environment,
      RedisBenchmark benchmark,
      Servers servers,
      Version version)
      throws IOException, InterruptedException {
    ServerCpu cpu = new ServerCpu(benchmark::perSecond);
    Comparison.Meter meter = byWallClock ? benchmark::perSecond : cpu;
    Comparison comparison =
        new Comparison(
            meter,
            new Comparison.Effort(pairs, warmUp, slice, slices),
            OPERATIONS,
            environment.seed(),
            console::progress);
    List<PairedRatio> kitsune =
        comparison.run(
            "kitsune against plain",
            () -> cpu.watch(servers.kitsune(version)),
            () -> cpu.watch(servers.plain(version)));
    Path jar = environment.out().resolve("slowed-" + version.version() + ".jar");
    long spin = calibrate(console, environment, meter, cpu, servers, version, jar);
    List<PairedRatio> slowed =
        comparison.run(
            "slowed against plain",
            () -> cpu.watch(servers.plain(version, jar)),
            () -> cpu.watch(servers.plain(version)));
    boolean found = slowed.stream().allMatch(PairedRatio::findsSlower);

    Map<String, Object> control = new LinkedHashMap<>();
    control.put("spinNanos", spin);
    control.put("where", slow);
    control.put("found", found);
    control.put("ratios", slowed);
    environment.write(
        environment
            .report("steady")
            .put("version", version.version())
            .put("benchmark", "redis-benchmark -c " + clients + " -n " + slice)
            .put("measured", byWallClock ? "wallTime" : "serverProcessorTime")
            .put("pairs", pairs)
            .put("slices", slices)
            .put("kitsuneToPlain", kitsune)
            .put("slowedToPlain", control),
        true);
    String unit = byWallClock ? "wall time" : "the server's processor time";
    console.table(
        table("Kitsune against plain, answers a second of " + unit, "kitsune", "plain", kitsune));
    console.table(
        table(
                "Control: slowed by 5% on purpose, against plain, answers a second of " + unit,
                "slowed",
                "plain",
                slowed)
            .note("spin of " + spin + " ns a command in " + slow + ", in a copy of the jar"));
    console.line("report: " + environment.out().resolve("report.json"));
    console.line(
        found
            ? "the control was found: the comparison can see 5%"
            : "FAILED: the control was not found, so the comparison says nothing");
    return found ? 0 : 1;
  }

  /**
   * Finds the spin that makes the server some 5% slower, on processes that do not count. The first
   * guess is 5% of the time between two answers; it is corrected by what it did.
   */
  private long calibrate(
      Console console,
      Environment environment,
      Comparison.Meter meter,
      ServerCpu cpu,
      Servers servers,
      Version version,
      Path jar)
      throws IOException, InterruptedException {
    Files.createDirectories(environment.out());
    Comparison trial =
        new Comparison(
            meter,
            new Comparison.Effort(3, warmUp, slice, slices),
            List.of("GET"),
            environment.seed() + 1,
            text -> {});
    double spin = 0;
    for (int i = 0; i < CALIBRATIONS; i++) {
      new Slowdown(slow).weave(version.jar(), Math.round(spin), jar);
      PairedRatio ratio =
          trial
              .run(
                  "calibration",
                  () -> cpu.watch(servers.plain(version, jar)),
                  () -> cpu.watch(servers.plain(version)))
              .get(0);
      double slowdown = 1 / ratio.ratio().estimate() - 1;
      console.progress(
          String.format(
              Locale.ROOT, "calibration: a spin of %.0f ns slows by %.1f%%", spin, slowdown * 100));
      double between = 1e9 / ratio.referenceMedian();
      if (i > 0 && Math.abs(slowdown - SLOWED_BY) < 0.01) {
        break;
      }
      // What is missing of 5%, as time between two answers of the plain server; not far from the
      // first guess, since on a busy machine one trial can be far off.
      double guess = SLOWED_BY * between;
      double corrected = i == 0 ? guess : spin + (SLOWED_BY - slowdown) * between;
      spin = Math.min(Math.max(corrected, guess / 2), guess * 3);
    }
    new Slowdown(slow).weave(version.jar(), Math.round(spin), jar);
    return Math.round(spin);
  }

  /** Returns the table of a comparison. */
  static Table table(String title, String subject, String reference, List<PairedRatio> ratios) {
    Table table =
        new Table(
            title,
            "operation",
            subject,
            reference,
            "ratio",
            "low",
            "high",
            "half-width",
            "verdict");
    for (PairedRatio ratio : ratios) {
      String verdict =
          switch (ratio.verdict()) {
            case NOT_SHOWN -> "not shown";
            case EQUAL_WITHIN_2_PERCENT -> "equal within 2%";
            case OPEN -> "neither equal within 2% nor different";
            case SLOWER -> "slower";
            case FASTER -> "faster";
          };
      table.row(
          ratio.operation(),
          ratio.subjectMedian(),
          ratio.referenceMedian(),
          String.format(Locale.ROOT, "%.4f", ratio.ratio().estimate()),
          String.format(Locale.ROOT, "%.4f", ratio.ratio().low()),
          String.format(Locale.ROOT, "%.4f", ratio.ratio().high()),
          String.format(Locale.ROOT, "%.2f%%", ratio.halfWidth() * 100),
          verdict);
    }
    return table.note(
        "medians over "
            + ratios.get(0).subjects().size()
            + " pairs; ratio: median of the pairs' own, with a bootstrap interval of 95%");
  }
}
