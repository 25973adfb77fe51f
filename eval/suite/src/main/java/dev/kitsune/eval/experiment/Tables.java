package dev.kitsune.eval.experiment;

import dev.kitsune.eval.report.Percentiles;
import dev.kitsune.eval.report.Table;
import dev.kitsune.eval.stats.Statistics;
import dev.kitsune.eval.subject.ConnectionLedger;
import dev.kitsune.eval.subject.Correctness;
import dev.kitsune.update.UpdateReport;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/** The experiments' rows as tables for the terminal. */
public final class Tables {

  private Tables() {}

  /** The pause against the size of the state. */
  public static Table stateSize(List<StateSizeRow> rows) {
    Table table =
        new Table(
            "Pause against the size of the state (ms)",
            "collector",
            "change",
            "entries",
            "first",
            "pause med",
            "max",
            "gap first",
            "med",
            "max",
            "quiesce",
            "transform",
            "control",
            "commit",
            "copied",
            "peak heap MB",
            "RSS MB",
            "data");
    for (StateSizeRow row : rows) {
      table.row(
          row.collector(),
          row.change(),
          row.entries(),
          row.first().pauseMs(),
          median(row, StateSizeRow.Figures::pauseMs),
          longest(row, StateSizeRow.Figures::pauseMs),
          row.first().gapMs(),
          median(row, StateSizeRow.Figures::gapMs),
          longest(row, StateSizeRow.Figures::gapMs),
          median(row, each -> each.phases().quiesceMs()),
          median(row, each -> each.phases().transformMs()),
          median(row, each -> each.phases().controlMs()),
          median(row, each -> each.phases().commitMs()),
          row.first().objects().copied(),
          row.peakHeapBytes() >> 20,
          row.peakRssBytes() >> 20,
          row.failure().isEmpty() ? "right" : "FAILED: " + row.failure());
    }
    return table
        .note(
            "change: none of the store's classes, or that of every entry, or what there is so often of.")
        .note(
            "first: the first update of the process, not in the other figures. gap: the longest time")
        .note(
            "without an answer to a probe. data: the number of entries, and 1,000 random values of keys")
        .note("quiesce to commit: medians. peak heap: since the data was loaded, an upper bound");
  }

  private static double median(StateSizeRow row, ToDoubleFunction<StateSizeRow.Figures> figure) {
    double[] all = row.later().stream().mapToDouble(figure).toArray();
    return all.length == 0 ? Double.NaN : Statistics.median(all);
  }

  private static double longest(StateSizeRow row, ToDoubleFunction<StateSizeRow.Figures> figure) {
    return row.later().stream().mapToDouble(figure).max().orElse(Double.NaN);
  }

  /** The cost of each update, inside and as clients saw it. */
  public static Table updates(List<StepRow> rows) {
    Table table =
        new Table(
            "Update of each step under load (ms)",
            "step",
            "outcome",
            "pause",
            "client gap",
            "gap else",
            "load",
            "quiesce",
            "transform",
            "control",
            "commit",
            "units kept",
            "reloaded",
            "copied");
    for (StepRow row : rows) {
      UpdateReport.Phases phases = row.phases();
      UpdateReport.Objects objects = row.objects();
      table.row(
          step(row.subject(), row.from(), row.to(), row.fork()),
          row.outcome(),
          orDash(row.pauseMs()),
          row.client().maxGapMs(),
          row.client().maxGapElsewhereMs(),
          phases == null ? "-" : phases.loadMs(),
          phases == null ? "-" : phases.quiesceMs(),
          phases == null ? "-" : phases.transformMs(),
          phases == null ? "-" : phases.controlMs(),
          phases == null ? "-" : phases.commitMs(),
          size(row.unitsKept()),
          size(row.unitsReloaded()),
          objects == null ? "-" : objects.copied());
    }
    return table
        .note("pause: inside the server. client gap: the longest time without an answer to a probe")
        .note(
            "(1,000 a second; http-server: 250) that touches the update. gap else: the longest that does not")
        .note("(0: none over 2 ms). load is before the pause, while the old version serves.");
  }

  /** Medians over forks, where there are several. */
  public static Table medians(List<StepRow> rows) {
    Map<String, List<StepRow>> byStep = new LinkedHashMap<>();
    rows.forEach(row ->
        byStep
            .computeIfAbsent(step(row.subject(), row.from(), row.to(), 1), s -> new ArrayList<>())
            .add(row));
    Table table =
        new Table("Over forks (ms): median, SIQR", "step", "forks", "pause", "", "client gap", "");
    byStep.forEach((step, forks) -> {
      double[] pauses = values(forks, row -> row.pauseMs() == null ? Double.NaN : row.pauseMs());
      double[] gaps = values(forks, row -> row.client().maxGapMs());
      if (pauses.length == 0) {
        return;
      }
      table.row(
          step,
          forks.size(),
          Statistics.median(pauses),
          Statistics.siqr(pauses),
          Statistics.median(gaps),
          Statistics.siqr(gaps));
    });
    return table;
  }

  /** Latency from the intended time, before the update and from it on. */
  public static Table latency(List<StepRow> rows) {
    Table table =
        new Table(
            "Latency from the intended time of sending (ms)",
            "step",
            "before p50",
            "p99",
            "p99.9",
            "max",
            "after p50",
            "p99",
            "p99.9",
            "max",
            "recovery s",
            "client late p99");
    for (StepRow row : rows) {
      latencyRow(table, step(row.subject(), row.from(), row.to(), row.fork()), row.client());
    }
    return table
        .note(
            "before: the window before the update; after: from it on. client late: the client's own.")
        .note("recovery: until no second falls short of the schedule by 2%; 0: none did.");
  }

  /** What was checked of each step. */
  public static Table correctness(List<StepRow> rows) {
    Table table =
        new Table(
            "Correctness of each step (any fault fails the run)",
            "step",
            "sent",
            "answered",
            "lost",
            "altered",
            "bytes",
            "wrong",
            "dropped",
            "unanswered",
            "old loader",
            "entries",
            "server says",
            "verdict");
    Map<String, long[]> before = new LinkedHashMap<>();
    for (StepRow row : rows) {
      long[] then = before.getOrDefault(row.subject() + row.fork(), new long[2]);
      long[] now = {
        row.connections().stream().mapToLong(ConnectionLedger::sent).sum(),
        row.connections().stream().mapToLong(ConnectionLedger::answered).sum()
      };
      before.put(row.subject() + row.fork(), now);
      StepRow.Correct correct = row.correct();
      StepRow.Checks checks = row.checks();
      table.row(
          step(row.subject(), row.from(), row.to(), row.fork()),
          now[0] - then[0],
          now[1] - then[1],
          correct.keysLost(),
          correct.keysAltered(),
          correct.bytesLost() + correct.bytesDoubled() + correct.bytesAltered(),
          correct.wrongReplies(),
          correct.connectionsDropped(),
          correct.unanswered(),
          correct.oldLoaderAlive() == null
              ? "not measured"
              : correct.oldLoaderAlive() ? "alive" : "gone",
          checks.keysAfter() + " of " + checks.keysExpected(),
          checks.versionBefore() + ", " + checks.versionAfter(),
          row.isCorrect() ? "correct" : "FAILED");
    }
    rows.forEach(row -> row.failures().forEach(failure -> table.note("FAILED: " + failure)));
    return table
        .note("sent: with the data set's creation (first step) and the checks after the step.")
        .note("entries: keys, idle sessions, listeners. lost, altered: keys or files. bytes: of")
        .note("streams and transfers, lost, doubled or altered");
  }

  /** The alternative. */
  public static Table restarts(List<RestartRow> rows) {
    Table table =
        new Table(
            "The alternative under the same load: stop, start the next release without Kitsune",
            "step",
            "restart ms",
            "client gap ms",
            "dropped",
            "unanswered",
            "keys lost",
            "bytes lost",
            "after max ms",
            "recovery s");
    for (RestartRow row : rows) {
      Correctness correct = row.correct();
      table.row(
          step(row.subject(), row.from(), row.to(), row.fork()),
          row.restartMs(),
          row.client().maxGapMs(),
          correct.connectionsDropped(),
          correct.unanswered(),
          correct.keysLost(),
          correct.bytesLost(),
          row.client().intended().max(),
          orDash(row.client().recoveryS()));
    }
    rows.stream().map(row -> row.subject() + ": " + row.kind()).distinct().forEach(table::note);
    return table.note("restart: from the request to stop until connections are taken again");
  }

  /** Time until all stands. */
  public static Table quiescence(List<QuiescenceRow> rows) {
    Table table =
        new Table(
            "Time until quiescence (ms)",
            "version",
            "connections",
            "idle med",
            "SIQR",
            "max",
            "loaded med",
            "SIQR",
            "max",
            "stood med",
            "did not",
            "verdict");
    for (QuiescenceRow row : rows) {
      double[] idle = doubles(row.idleMs());
      double[] loaded = doubles(row.loadedMs());
      double[] pauses = doubles(row.loadedPauseMs());
      table.row(
          row.subject() + " " + row.version(),
          row.connections(),
          middle(idle),
          idle.length == 0 ? Double.NaN : Statistics.siqr(idle),
          idle.length == 0 ? Double.NaN : Statistics.quantile(1, idle),
          middle(loaded),
          loaded.length == 0 ? Double.NaN : Statistics.siqr(loaded),
          loaded.length == 0 ? Double.NaN : Statistics.quantile(1, loaded),
          middle(pauses),
          row.didNotQuiesce() + " of " + (row.didNotQuiesce() + idle.length + loaded.length),
          row.failures().isEmpty() ? "correct" : "FAILED: " + row.failures());
    }
    return table.note("dry runs: all stops, and goes on. stood: for how long, under load");
  }

  /** Updates at shares of the capacity. */
  public static Table capacity(List<CapacityRow> rows) {
    Table table =
        new Table(
            "Updates at 50% and 80% of the capacity",
            "step",
            "capacity 1/s",
            "share",
            "pause ms",
            "client gap ms",
            "before p99",
            "after p99",
            "max ms",
            "recovery s",
            "cold start s",
            "verdict");
    for (CapacityRow row : rows) {
      StepRow step = row.step();
      table.row(
          step(row.subject(), step.from(), step.to(), 1),
          row.capacityPerSecond(),
          row.share(),
          orDash(step.pauseMs()),
          step.client().maxGapMs(),
          step.client().before().p99(),
          step.client().intended().p99(),
          step.client().intended().max(),
          orDash(step.client().recoveryS()),
          orDash(row.coldRecoveryS()),
          step.isCorrect() ? "correct" : "FAILED: " + step.failures());
    }
    return table.note(
        "cold start: how long a new version that was just started takes to keep pace with that load");
  }

  /** What the JVM's own redefinition would allow. */
  public static Table hotSwap(List<HotSwapRow> rows) {
    Table table =
        new Table(
            "Plain redefinition of classes (HotSwap), step by step",
            "step",
            "changed",
            "refused",
            "added",
            "removed",
            "possible",
            "first refusal");
    for (HotSwapRow row : rows) {
      table.row(
          step(row.subject(), row.from(), row.to(), 1),
          row.changed(),
          row.refused(),
          row.added(),
          row.removed(),
          row.isPossible() ? "yes" : "no",
          row.firstRefusal().isEmpty() ? "-" : row.firstRefusal());
    }
    return table
        .note(
            "classes of the program, asked of a JVM without the program running: possible only if")
        .note("none is refused; state is never transformed, and initialisers do not run again");
  }

  private static double[] doubles(List<Double> values) {
    return values.stream().mapToDouble(Double::doubleValue).toArray();
  }

  private static double middle(double[] values) {
    return values.length == 0 ? Double.NaN : Statistics.median(values);
  }

  /** The marks of a soak. */
  public static Table soak(List<SoakRow> rows) {
    Table table =
        new Table(
            "Updates back and forth under load",
            "updates",
            "sent",
            "answered",
            "faults",
            "pause med",
            "max ms",
            "gap med",
            "max ms",
            "unit loaders",
            "all",
            "classes",
            "metaspace kB",
            "heap kB",
            "threads",
            "files");
    for (SoakRow row : rows) {
      table.row(
          row.updates(),
          row.sent(),
          row.answered(),
          row.correct().faults(),
          row.pauseMs().median(),
          row.pauseMs().max(),
          row.gapMs().median(),
          row.gapMs().max(),
          row.vitals().unitLoaders(),
          row.vitals().loaders(),
          row.vitals().loadedClasses(),
          row.vitals().metaspaceBytes() / 1024,
          row.vitals().heapBytes() / 1024,
          row.vitals().threads(),
          row.vitals().descriptors());
    }
    return table.note(
        "unit loaders to files: after a full collection, the load at rest. all: the JDK's own too.");
  }

  private static void latencyRow(Table table, String step, ClientView client) {
    Percentiles before = client.before();
    Percentiles after = client.intended();
    table.row(
        step,
        before.p50(),
        before.p99(),
        before.p999(),
        before.max(),
        after.p50(),
        after.p99(),
        after.p999(),
        after.max(),
        orDash(client.recoveryS()),
        client.driverLatenessMs().p99());
  }

  private static double[] values(List<StepRow> rows, ToDoubleFunction<StepRow> value) {
    return rows.stream().mapToDouble(value).filter(number -> !Double.isNaN(number)).toArray();
  }

  private static Object orDash(@Nullable Double value) {
    return value == null ? "-" : value;
  }

  private static Object size(@Nullable Collection<?> all) {
    return all == null ? "-" : all.size();
  }

  private static String step(String subject, String from, String to, int fork) {
    return subject.replace("-server", "")
        + " "
        + from
        + " -> "
        + to
        + (fork > 1 ? " #" + fork : "");
  }
}
