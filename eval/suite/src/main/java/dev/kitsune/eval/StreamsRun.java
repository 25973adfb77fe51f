package dev.kitsune.eval;

import dev.kitsune.eval.experiment.Size;
import dev.kitsune.eval.experiment.StepRow;
import dev.kitsune.eval.experiment.Tables;
import dev.kitsune.eval.experiment.VerifiedRow;
import dev.kitsune.eval.report.ReportWriter;
import dev.kitsune.eval.report.Table;
import dev.kitsune.eval.server.Children;
import dev.kitsune.eval.steady.PairedRatio;
import dev.kitsune.stream.CatalogueException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Function;

/**
 * One run of {@code kitsune eval}: each program's stream, what a user would do instead, and the
 * other experiments. The report is written after every row, so that what was measured is kept if
 * the run is interrupted.
 */
final class StreamsRun implements Measurements.Kept {

  private final Environment environment;
  private final Size size;
  private final Set<Experiment> experiments;
  private final Console console;
  private final EarlierRows rows;
  private final Interruption interruption;
  private final List<String> failures = new ArrayList<>();
  private final List<String> notMeasured = new ArrayList<>(NOT_MEASURED);
  private final Progress progress;

  /**
   * Sets up a run.
   *
   * @param rows what an interrupted run has measured already
   */
  StreamsRun(
      Environment environment,
      Size size,
      Set<Experiment> experiments,
      EarlierRows rows,
      Console console) {
    this.environment = environment;
    this.size = size;
    this.experiments = experiments;
    this.rows = rows;
    this.console = console;
    this.progress = new Progress(console);
    this.interruption = Interruption.watch(environment.out());
  }

  /** Returns whether every update committed and every correctness counter is zero. */
  boolean run(List<String> programs) throws CatalogueException, IOException, InterruptedException {
    console.line("kitsune eval, " + size.name().toLowerCase(Locale.ROOT));
    environment.print(console);
    int expected = 0;
    boolean isWhole = true;
    try (Children children = Children.create()) {
      Measurements measurements =
          new Measurements(environment, size, children, rows, failures, progress, this);
      Planning planning =
          new Planning(environment, size, experiments, children, rows, measurements, notMeasured);
      List<Part> parts = new ArrayList<>();
      for (int fork = 1; fork <= size.forks(); fork++) {
        for (String program : programs) {
          parts.addAll(planning.plan(program, fork));
        }
      }
      if (experiments.contains(Experiment.MICRO) && rows.micro().isEmpty()) {
        parts.add(micro(children));
      }
      if (!execute(parts)) {
        return false;
      }
      if (experiments.contains(Experiment.STEPS)) {
        for (String program : programs) {
          int steps = planning.steps(program);
          expected += steps * size.forks();
          for (int fork = 1; fork <= size.forks(); fork++) {
            isWhole &= rows.hasSteps(program, fork, steps);
          }
        }
      }
    } finally {
      interruption.forget();
    }
    boolean correct = failures.isEmpty() && isWhole;
    write(true, correct);
    print(correct, expected);
    return correct;
  }

  /** Returns false if the run is being interrupted. */
  private boolean execute(List<Part> parts) throws IOException, InterruptedException {
    parts.forEach(part -> progress.expect(part.seconds()));
    console.line(
        "estimate: " + progress.estimate() + (rows.isEmpty() ? "" : ", beside what is kept"));
    for (Part part : parts) {
      progress.begin(part.seconds());
      try {
        part.work().run();
      } catch (IOException | IllegalStateException e) {
        // The other parts still count; the run as a whole has failed.
        failures.add(part.name() + ": " + e.getMessage());
      }
      progress.end();
      if (interruption.hasCome()) {
        return false;
      }
      write(false, false);
    }
    return true;
  }

  private Part micro(Children children) {
    MicroBenchmarks benchmarks = new MicroBenchmarks(environment, children);
    return new Part(
        "micro",
        MicroBenchmarks.seconds(size),
        () -> {
          progress.say("JMH");
          rows.addMicro(benchmarks.run(size));
        });
  }

  @Override
  public void step(StepRow row) {
    // What is measured while the servers are being ended would say that they failed.
    if (interruption.hasCome()) {
      return;
    }
    rows.add(row);
    progress.say(
        row.subject()
            + " "
            + row.from()
            + " -> "
            + row.to()
            + ": "
            + row.outcome()
            + (row.isCorrect() ? "" : ", FAILED"));
    try {
      write(false, false);
    } catch (IOException e) {
      console.error("cannot write the report: " + e.getMessage());
    }
  }

  @Override
  public void verified(VerifiedRow row) {
    if (interruption.hasCome()) {
      return;
    }
    rows.add(row);
    if (!row.failure().isEmpty()) {
      failures.add(row.failure());
    }
  }

  private void write(boolean complete, boolean correct) throws IOException {
    ReportWriter report =
        environment
            .report("streams")
            .put("size", size.name())
            .put("leftOut", size.leftOut())
            .put("notMeasured", notMeasured)
            .put("correct", correct)
            .put("failures", failures)
            .put("updates", rows.steps())
            .put("verified", rows.verified())
            .put("restarts", rows.restarts())
            .put("quiescence", rows.quiescence())
            .put("steady", rows.steady())
            .put("stateSize", rows.stateSizes())
            .put("capacity", rows.capacity())
            .put("hotSwap", rows.hotSwaps())
            .put("peers", rows.peers())
            .put("micro", rows.micro());
    environment.write(report, complete);
  }

  private void print(boolean correct, int expected) {
    List<StepRow> steps = rows.steps();
    if (!steps.isEmpty()) {
      console.table(Tables.updates(steps));
      if (size.forks() > 1) {
        console.table(Tables.medians(steps));
      }
      console.table(Tables.latency(steps));
      console.table(Tables.correctness(steps));
    }
    table(rows.restarts(), Tables::restarts);
    table(rows.quiescence(), Tables::quiescence);
    rows.steady().forEach((program, ratios) -> ratios(program, "plain", ratios));
    rows.peers().forEach((program, ratios) -> ratios(program, Peers.name(program), ratios));
    table(rows.stateSizes(), Tables::stateSize);
    table(rows.capacity(), Tables::capacity);
    table(rows.hotSwaps(), Tables::hotSwap);
    table(rows.micro(), MicroBenchmarks::table);
    failures.forEach(failure -> console.line("FAILED: " + failure));
    console.line("");
    console.line("left out of this size:");
    size.leftOut().forEach(item -> console.line("  - " + item));
    EffortCommand.addTo(environment, console);
    console.line("report: " + environment.out().resolve("report.json"));
    console.line(
        correct
            ? "every update committed, every counter is zero"
            : "FAILED: see above; updates expected=" + expected + ", rows=" + rows.steps().size());
  }

  private <T> void table(List<T> found, Function<List<T>, Table> table) {
    if (!found.isEmpty()) {
      console.table(table.apply(found));
    }
  }

  private void ratios(String program, String other, List<PairedRatio> ratios) {
    console.table(
        SteadyCommand.table(
            program + " under Kitsune against " + other + ", answers a second of processor time",
            "kitsune",
            other,
            ratios));
  }

  private static final List<String> NOT_MEASURED =
      List.of(
          "liveObjects: objects.visited is what the update itself counted",
          "correct.staleRefs: in the verified updates, which are not measured; see verified",
          "recoveryS in updates: against the schedule; against a cold-started version in capacity",
          "hand-over of the listening socket: the programs of these releases take none over, and the"
              + " JDK passes none on; the restart is the alternative that they have");
}
