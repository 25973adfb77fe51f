package dev.kitsune.eval;

import dev.kitsune.cli.DurationConverter;
import dev.kitsune.eval.experiment.StateSize;
import dev.kitsune.eval.experiment.StateSizeRow;
import dev.kitsune.eval.experiment.Tables;
import dev.kitsune.eval.kv.KvSubject;
import dev.kitsune.eval.server.Children;
import dev.kitsune.eval.server.ServerUnderTest;
import dev.kitsune.eval.server.Servers;
import dev.kitsune.stream.CatalogueException;
import dev.kitsune.stream.Version;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Measures kv-server's pause against the number of its entries. */
@Command(
    name = "size",
    mixinStandardHelpOptions = true,
    description = "Pause of kv-server against the size of its state, by phase and for a client.")
final class SizeCommand implements Callable<Integer> {

  /** What a step changes. */
  enum Change {
    /** Nothing of the store: the stream's first step. */
    NONE,
    /** The class of every entry: the synthetic step. */
    ENTRY
  }

  /** The collectors that a server can have. */
  enum Collector {
    G1,
    PARALLEL
  }

  private static final class ChangeConverter implements ITypeConverter<Change> {
    @Override
    public Change convert(String word) {
      return Change.valueOf(word.toUpperCase(Locale.ROOT));
    }
  }

  private static final class CollectorConverter implements ITypeConverter<Collector> {
    @Override
    public Collector convert(String word) {
      return Collector.valueOf(word.toUpperCase(Locale.ROOT));
    }
  }

  @Option(
      names = "--sizes",
      paramLabel = "N,M",
      split = ",",
      defaultValue = "10000,100000,1000000,6000000",
      description = "numbers of entries (${DEFAULT-VALUE})")
  private List<Integer> sizes = List.of();

  @Option(
      names = "--updates",
      paramLabel = "N",
      defaultValue = "11",
      description = "each way (${DEFAULT-VALUE})")
  private int updates = 11;

  @Option(
      names = "--changes",
      paramLabel = "none,entry",
      split = ",",
      converter = ChangeConverter.class,
      defaultValue = "none,entry",
      description = "what changes: nothing of the store, the class of every entry")
  private List<Change> changes = List.of();

  @Option(
      names = "--collectors",
      paramLabel = "g1,parallel",
      split = ",",
      converter = CollectorConverter.class,
      defaultValue = "g1,parallel",
      description = "of the server (${DEFAULT-VALUE})")
  private List<Collector> collectors = List.of();

  @Option(
      names = "--heap",
      paramLabel = "SIZE",
      defaultValue = "5g",
      description = "the server's, the same for all sizes (${DEFAULT-VALUE})")
  private String heap = "5g";

  @Option(
      names = "--every",
      paramLabel = "<duration>",
      defaultValue = "300ms",
      converter = DurationConverter.class,
      description = "rest before and after an update (${DEFAULT-VALUE})")
  private Duration every = Duration.ofMillis(300);

  @Mixin private EvalOptions options = new EvalOptions();
  @Spec private @Nullable CommandSpec spec;

  @Override
  public Integer call() throws InterruptedException {
    if (updates < 1 || sizes.stream().anyMatch(size -> size < 1)) {
      throw new ParameterException(
          Objects.requireNonNull(spec).commandLine(),
          "expected an update and an entry at least: updates=" + updates + ", sizes=" + sizes);
    }
    Console console = options.console();
    Environment environment = options.environment();
    List<StateSizeRow> rows = new ArrayList<>();
    try (Children children = Children.create()) {
      Servers servers =
          new Servers(
              environment.installation(),
              children,
              KvSubject.PROGRAM,
              environment.out().resolve("servers"));
      environment.print(console);
      for (Collector collector : collectors) {
        for (Change change : changes) {
          for (int size : sizes) {
            rows.add(measure(console, environment, servers, collector, change, size));
            write(environment, rows, false);
          }
        }
      }
      write(environment, rows, true);
      console.table(Tables.stateSize(rows));
      console.line("report: " + environment.out().resolve("report.json"));
      return rows.stream().allMatch(row -> row.failure().isEmpty()) ? 0 : 1;
    } catch (CatalogueException | IOException e) {
      console.error(String.valueOf(e.getMessage()));
      return 1;
    }
  }

  private StateSizeRow measure(
      Console console,
      Environment environment,
      Servers servers,
      Collector collector,
      Change change,
      int size)
      throws CatalogueException, IOException, InterruptedException {
    Version other =
        change == Change.NONE
            ? second(servers)
            : environment.installation().synthetic(KvSubject.PROGRAM, 1);
    servers.add(other);
    Version one = servers.stream().version(String.valueOf(other.previous()));
    List<String> flags =
        List.of(collector == Collector.G1 ? "-XX:+UseG1GC" : "-XX:+UseParallelGC", "-Xmx" + heap);
    StateSize.Plan plan =
        new StateSize.Plan(
            word(collector),
            word(change),
            size,
            one.version(),
            other.version(),
            updates,
            every,
            environment.seed());
    try (ServerUnderTest server = servers.kitsune(one, flags)) {
      return new StateSize(plan, console::progress).run(server);
    }
  }

  private static Version second(Servers servers) throws CatalogueException {
    List<Version> versions = servers.stream().versions();
    if (versions.size() < 2) {
      throw new CatalogueException("no step was built: program=" + servers.stream().program());
    }
    return versions.get(1);
  }

  private void write(Environment environment, List<StateSizeRow> rows, boolean complete)
      throws IOException {
    environment.write(
        environment
            .report("size")
            .put("updatesEachWay", updates)
            .put("heap", heap)
            .put("probesPerSecond", 1000)
            .put("rows", rows),
        complete);
  }

  private static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }
}
