package dev.kitsune.eval.page;

import dev.kitsune.eval.report.Table;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The updates of every stream under load: what each cost, inside and for clients, and its checks.
 */
final class Updates implements Part {

  private static final List<String> PHASES =
      List.of("quiesceMs", "transformMs", "controlMs", "commitMs");

  @Override
  public Set<String> keys() {
    return Set.of("updates");
  }

  @Override
  public List<Section> sections(ReportFolder report) {
    List<Row> rows = report.rows("updates");
    if (rows.isEmpty()) {
      return List.of();
    }
    List<Table> tables = new ArrayList<>(List.of(times(rows)));
    if (rows.stream().anyMatch(row -> row.number("/fork") > 1)) {
      tables.add(medians(rows));
    }
    return List.of(
        new Section(
            "updates",
            "Update time of every step",
            "Each step of each stream, in the middle of a load. The pause is given twice: inside the"
                + " server, and as the longest time without an answer to a probe of its own.",
            tables,
            phases(rows)),
        new Section(
            "latency",
            "Latency around updates",
            "From the intended time of sending, so that a pause is not hidden by a client that waits.",
            List.of(latency(rows)),
            List.of()),
        new Section(
            "correctness",
            "Correctness of every step",
            "A row with a counter that is not zero is a failure, whatever its speed.",
            List.of(correctness(rows)),
            List.of()));
  }

  /** Returns a step's name, with its program. */
  static String step(Row row) {
    double fork = row.number("/fork");
    return row.text("/subject") + " " + change(row) + (fork > 1 ? " #" + Math.round(fork) : "");
  }

  /** Returns the versions of a step. */
  static String change(Row row) {
    return row.text("/from") + " → " + row.text("/to");
  }

  /** Groups rows by their program, in the report's order. */
  static Map<String, List<Row>> byProgram(List<Row> rows) {
    return grouped(rows, row -> row.text("/subject"));
  }

  /** Groups rows by a name, in the order of the report. */
  static Map<String, List<Row>> grouped(
      List<Row> rows, java.util.function.Function<Row, String> name) {
    Map<String, List<Row>> groups = new LinkedHashMap<>();
    rows.forEach(
        row -> groups.computeIfAbsent(name.apply(row), each -> new ArrayList<>()).add(row));
    return groups;
  }

  private static Table times(List<Row> rows) {
    Table table =
        new Table(
            "Update of each step under load",
            "step",
            "outcome",
            "pause (ms)",
            "client gap (ms)",
            "gap else (ms)",
            "load (ms)",
            "quiesce (ms)",
            "transform (ms)",
            "control (ms)",
            "commit (ms)",
            "units kept",
            "reloaded",
            "objects copied",
            "peak RSS (MB)");
    for (Row row : rows) {
      table.row(
          step(row),
          row.rows("/failures").isEmpty() ? row.text("/outcome") : "FAILED",
          row.number("/pauseMs"),
          row.number("/client/maxGapMs"),
          row.number("/client/maxGapElsewhereMs"),
          row.number("/phases/loadMs"),
          row.number("/phases/quiesceMs"),
          row.number("/phases/transformMs"),
          row.number("/phases/controlMs"),
          row.number("/phases/commitMs"),
          row.size("/unitsKept"),
          row.size("/unitsReloaded"),
          row.whole("/objects/copied"),
          row.number("/memory/peakRss") / (1 << 20));
    }
    for (Row row : rows) {
      row.texts("/failures").forEach(each -> table.note("FAILED: " + step(row) + ": " + each));
    }
    return table
        .note(
            "pause: inside the server, until the new version serves. client gap: the longest time without an")
        .note("answer that touches the update; gap else: the longest that does not (0: none that")
        .note("the probe keeps). load: before the pause, while the old version serves.");
  }

  private static Table medians(List<Row> rows) {
    Table table =
        new Table(
            "Over forks: median and SIQR",
            "step",
            "forks",
            "pause (ms)",
            "SIQR",
            "client gap (ms)",
            "SIQR of gaps");
    grouped(rows, row -> row.text("/subject") + " " + change(row))
        .forEach((step, forks) -> {
          Figures pauses = Figures.of(forks, "/pauseMs");
          Figures gaps = Figures.of(forks, "/client/maxGapMs");
          table.row(step, forks.size(), pauses.median(), pauses.siqr(), gaps.median(), gaps.siqr());
        });
    return table.note("each fork is a process of its own; SIQR: half the interquartile range");
  }

  private static List<Plot> phases(List<Row> rows) {
    List<Plot> plots = new ArrayList<>();
    byProgram(rows)
        .forEach((program, all) -> {
          Map<String, List<Row>> steps =
              grouped(
                  all.stream().filter(row -> row.node().path("phases").isObject()).toList(),
                  Updates::change);
          Plot plot =
              Plot.over(
                  "phases-" + program,
                  program + ": the phases of each update",
                  "commit goes on when the new version serves already",
                  Plot.Kind.STACK,
                  List.copyOf(steps.keySet()),
                  new Plot.Axis("ms, medians over forks", Plot.Scale.LINEAR));
          for (String phase : PHASES) {
            plot.with(
                new Plot.Series(
                    phase.replace("Ms", ""),
                    steps.values().stream()
                        .map(forks -> Figures.of(forks, "/phases/" + phase).median())
                        .map(each -> new double[] {each})
                        .toList(),
                    false,
                    false));
          }
          plots.add(plot);
        });
    return plots;
  }

  private static Table latency(List<Row> rows) {
    Table table =
        new Table(
            "Latency from the intended time of sending",
            "step",
            "rate (1/s)",
            "before p50 (ms)",
            "before p99",
            "before p99.9",
            "before max",
            "from the update on p50 (ms)",
            "p99",
            "p99.9",
            "max",
            "recovery (s)",
            "client late p99 (ms)");
    for (Row row : rows) {
      Row before = row.part("/client/before");
      Row after = row.part("/client/intended");
      table.row(
          step(row),
          row.number("/workload/rate"),
          before.number("/p50"),
          before.number("/p99"),
          before.number("/p99.9"),
          before.number("/max"),
          after.number("/p50"),
          after.number("/p99"),
          after.number("/p99.9"),
          after.number("/max"),
          row.number("/client/recoveryS"),
          row.number("/client/driverLatenessMs/p99"));
    }
    return table
        .note("before: the window before the update. client late: how late the client itself was.")
        .note("recovery: until no second falls short of the schedule by 2%; 0: none did.");
  }

  /** Returns the names of all counters that some row has; they differ from program to program. */
  static Set<String> counters(List<Row> rows) {
    Set<String> counters = new LinkedHashSet<>();
    for (Row row : rows) {
      row.node()
          .path("correct")
          .properties()
          .forEach(each -> {
            if (!each.getValue().isContainerNode()) {
              counters.add(each.getKey());
            }
          });
    }
    return counters;
  }

  private static Table correctness(List<Row> rows) {
    Set<String> counters = counters(rows);
    List<String> columns = new ArrayList<>(List.of("step", "verdict"));
    counters.forEach(each -> columns.add(Words.of(each)));
    Table table = new Table("What was checked of each step", columns.toArray(String[]::new));
    for (Row row : rows) {
      List<Object> cells = new ArrayList<>();
      cells.add(step(row));
      cells.add(row.rows("/failures").isEmpty() ? "correct" : "FAILED");
      for (String counter : counters) {
        boolean there = row.node().path("correct").hasNonNull(counter);
        cells.add(there ? row.text("/correct/" + counter) : "-");
      }
      table.row(cells.toArray());
      row.texts("/correct/firstFaults").forEach(each -> table.note(step(row) + ": " + each));
    }
    return table.note("-: not measured in that row, or no such thing in that program");
  }
}
