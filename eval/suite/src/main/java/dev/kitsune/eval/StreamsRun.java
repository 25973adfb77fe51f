package dev.kitsune.eval;

import dev.kitsune.eval.experiment.RestartRow;
import dev.kitsune.eval.experiment.RestartUnderLoad;
import dev.kitsune.eval.experiment.Size;
import dev.kitsune.eval.experiment.StepRow;
import dev.kitsune.eval.experiment.StepsUnderLoad;
import dev.kitsune.eval.experiment.Tables;
import dev.kitsune.eval.experiment.VerifiedRow;
import dev.kitsune.eval.experiment.VerifiedSteps;
import dev.kitsune.eval.report.ReportWriter;
import dev.kitsune.eval.server.Children;
import dev.kitsune.eval.server.ServerUnderTest;
import dev.kitsune.eval.server.Servers;
import dev.kitsune.eval.subject.Subject;
import dev.kitsune.stream.CatalogueException;
import dev.kitsune.stream.Step;
import dev.kitsune.stream.Version;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * One run of {@code kitsune eval}: each program's stream, and beside it the alternative. The report
 * is written after every row, so that what was measured is kept if the run is interrupted.
 */
final class StreamsRun {

  /** What a run consists of, by the names that {@code --only} takes. */
  enum Experiment {
    STEPS,
    VERIFIED,
    RESTARTS;

    /** Returns the name on the command line. */
    String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  private final Environment environment;
  private final Size size;
  private final Set<Experiment> experiments;
  private final Console console;
  private final EarlierRows rows;
  private final List<String> failures = new ArrayList<>();
  private final Progress progress;
  private int expected;

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
  }

  /** Returns whether every update committed and every correctness counter is zero. */
  boolean run(List<String> programs) throws CatalogueException, IOException, InterruptedException {
    console.line("kitsune eval, " + size.name().toLowerCase(Locale.ROOT));
    environment.print(console);
    Interruption interruption = Interruption.watch(environment.out());
    try (Children children = Children.create()) {
      List<Part> parts = new ArrayList<>();
      for (String program : programs) {
        for (int fork = 1; fork <= size.forks(); fork++) {
          plan(children, program, fork, parts);
        }
      }
      console.line(
          "estimate: " + progress.estimate() + (rows.isEmpty() ? "" : ", beside what is kept"));
      for (Part part : parts) {
        progress.begin(part.seconds());
        part.work().run();
        progress.end();
        if (!interruption.hasCome()) {
          write(false, false);
        }
      }
    } finally {
      interruption.forget();
    }
    boolean correct =
        failures.isEmpty()
            && rows.steps().size() == expected
            && rows.steps().stream().allMatch(StepRow::isCorrect);
    write(true, correct);
    print(correct);
    return correct;
  }

  /** A part of the run, with what is expected of it. */
  private record Part(double seconds, Work work) {

    private interface Work {
      void run() throws IOException, InterruptedException;
    }
  }

  private void plan(Children children, String program, int fork, List<Part> parts)
      throws CatalogueException {
    Subject subject = Programs.subject(program, size, environment.seed() + fork);
    Servers servers = Programs.servers(environment, children, subject);
    List<Version> versions = Programs.versions(environment, servers);
    int steps = versions.size() - 1;
    if (experiments.contains(Experiment.STEPS)) {
      expected += steps;
      if (!rows.hasSteps(program, fork, steps)) {
        add(
            parts,
            size.secondsOfSteps(steps),
            () -> steps(subject, servers, versions, fork));
      }
    }
    if (experiments.contains(Experiment.VERIFIED) && fork == 1) {
      if (!rows.hasVerified(program, steps)) {
        add(parts, size.secondsOfVerified(steps), () -> verified(subject, servers, versions));
      }
    }
    if (experiments.contains(Experiment.RESTARTS)) {
      for (int i = size.restartsAtEveryStep() ? 1 : steps; i >= 1 && i <= steps; i++) {
        Step step = new Step(versions.get(i - 1), versions.get(i));
        if (!rows.hasRestart(program, fork, step)) {
          add(parts, size.secondsOfRestart(), () -> restart(subject, servers, step, fork));
        }
      }
    }
  }

  private void add(List<Part> parts, double seconds, Part.Work work) {
    progress.expect(seconds);
    parts.add(new Part(seconds, work));
  }

  private void steps(Subject subject, Servers servers, List<Version> versions, int fork)
      throws IOException, InterruptedException {
    List<String> names = names(versions);
    progress.say(
        subject.program()
            + ", fork "
            + fork
            + " of "
            + size.forks()
            + ": "
            + String.join(" -> ", names));
    rows.forgetSteps(subject.program(), fork);
    try (ServerUnderTest server = servers.kitsune(versions.get(0))) {
      new StepsUnderLoad(subject, size.timing(), environment.out(), progress::say)
          .run(fork, server, names, this::keep);
    }
  }

  private void verified(Subject subject, Servers servers, List<Version> versions)
      throws IOException, InterruptedException {
    rows.forgetVerified(subject.program());
    try (ServerUnderTest server = servers.kitsune(versions.get(0))) {
      new VerifiedSteps(subject, progress::say).run(server, names(versions), this::keep);
    }
  }

  private void restart(Subject subject, Servers servers, Step step, int fork)
      throws InterruptedException {
    try {
      rows.add(new RestartUnderLoad(subject, size.timing(), progress::say).run(servers, fork, step));
    } catch (IOException e) {
      // The updates' own rows still count; the run as a whole has failed.
      failures.add(
          subject.program() + ", restart " + step.to().version() + ": " + e.getMessage());
    }
  }

  private static List<String> names(List<Version> versions) {
    return versions.stream().map(Version::version).toList();
  }

  private void keep(StepRow row) {
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

  private void keep(VerifiedRow row) {
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
            .put("notMeasured", NOT_MEASURED)
            .put("correct", correct)
            .put("failures", failures)
            .put("updates", rows.steps())
            .put("verified", rows.verified())
            .put("restarts", rows.restarts());
    environment.write(report, complete);
  }

  private void print(boolean correct) {
    List<StepRow> steps = rows.steps();
    console.table(Tables.updates(steps));
    if (size.forks() > 1) {
      console.table(Tables.medians(steps));
    }
    console.table(Tables.latency(steps));
    console.table(Tables.correctness(steps));
    console.table(Tables.restarts(rows.restarts()));
    failures.forEach(failure -> console.line("FAILED: " + failure));
    console.line("");
    console.line("left out of this size:");
    size.leftOut().forEach(item -> console.line("  - " + item));
    console.line("report: " + environment.out().resolve("report.json"));
    console.line(
        correct
            ? "every update committed, every counter is zero"
            : "FAILED: see above; updates expected=" + expected + ", rows=" + steps.size());
  }

  private static final List<String> NOT_MEASURED =
      List.of(
          "liveObjects: objects.visited is what the update itself counted",
          "correct.staleRefs: in the verified updates, which are not measured; see verified",
          "recoveryS: against the schedule, not against a cold-started new version");
}
