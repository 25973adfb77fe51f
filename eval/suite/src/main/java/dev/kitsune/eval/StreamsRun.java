package dev.kitsune.eval;

import dev.kitsune.eval.experiment.RestartRow;
import dev.kitsune.eval.experiment.RestartUnderLoad;
import dev.kitsune.eval.experiment.Size;
import dev.kitsune.eval.experiment.StepRow;
import dev.kitsune.eval.experiment.StepsUnderLoad;
import dev.kitsune.eval.experiment.Tables;
import dev.kitsune.eval.experiment.VerifiedRow;
import dev.kitsune.eval.experiment.VerifiedSteps;
import dev.kitsune.eval.kv.KvPlan;
import dev.kitsune.eval.report.ReportWriter;
import dev.kitsune.eval.server.Children;
import dev.kitsune.eval.server.ServerUnderTest;
import dev.kitsune.eval.server.Servers;
import dev.kitsune.stream.CatalogueException;
import dev.kitsune.stream.Step;
import dev.kitsune.stream.Version;
import dev.kitsune.stream.VersionStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * One run of {@code kitsune eval}: each program's stream, and beside it the alternative. The report
 * is written after every row, so that what was measured is kept if the run is interrupted.
 */
final class StreamsRun {

  private final Environment environment;
  private final Size size;
  private final Console console;
  private final List<StepRow> steps = new ArrayList<>();
  private final List<RestartRow> restarts = new ArrayList<>();
  private final List<VerifiedRow> verified = new ArrayList<>();
  private final List<String> failures = new ArrayList<>();

  StreamsRun(Environment environment, Size size, Console console) {
    this.environment = environment;
    this.size = size;
    this.console = console;
  }

  /** Returns whether every update committed and every correctness counter is zero. */
  boolean run(List<String> programs) throws CatalogueException, IOException, InterruptedException {
    console.line("kitsune eval, " + size.name().toLowerCase(java.util.Locale.ROOT));
    environment.print(console);
    int expected = 0;
    try (Children children = Children.create()) {
      for (String program : programs) {
        Servers servers =
            new Servers(
                environment.installation(),
                children,
                program,
                environment.out().resolve("servers"));
        expected += size.forks() * (servers.stream().versions().size() - 1);
        for (int fork = 1; fork <= size.forks(); fork++) {
          stream(servers, fork);
        }
      }
    }
    boolean correct =
        failures.isEmpty()
            && steps.size() == expected
            && steps.stream().allMatch(StepRow::isCorrect);
    write(true, correct);
    print(correct, expected);
    return correct;
  }

  private void stream(Servers servers, int fork) throws IOException, InterruptedException {
    VersionStream stream = servers.stream();
    KvPlan plan = size.kvPlan(environment.seed() + fork);
    List<String> versions = stream.versions().stream().map(Version::version).toList();
    console.progress(
        stream.program()
            + ", fork "
            + fork
            + " of "
            + size.forks()
            + ": "
            + String.join(" -> ", versions));
    try (ServerUnderTest server = servers.kitsune(stream.oldest())) {
      new StepsUnderLoad(plan, size.timing(), environment.out(), console::progress)
          .run(stream.program(), fork, server, versions, this::keep);
    }
    if (fork == 1) {
      try (ServerUnderTest server = servers.kitsune(stream.oldest())) {
        new VerifiedSteps(plan, console::progress)
            .run(stream.program(), server, versions, this::keep);
      }
    }
    RestartUnderLoad restart = new RestartUnderLoad(plan, size.timing(), console::progress);
    for (int i = 1; i < stream.versions().size(); i++) {
      Step step = new Step(stream.versions().get(i - 1), stream.versions().get(i));
      try {
        restarts.add(restart.run(servers, fork, step));
      } catch (IOException e) {
        // The updates' own rows still count; the run as a whole has failed.
        failures.add("restart " + step.to().version() + ": " + e.getMessage());
      }
      write(false, false);
    }
  }

  private void keep(StepRow row) {
    steps.add(row);
    console.progress(
        row.from()
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
    verified.add(row);
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
            .put("updates", steps)
            .put("verified", verified)
            .put("restarts", restarts);
    environment.write(report, complete);
  }

  private void print(boolean correct, int expected) {
    console.table(Tables.updates(steps));
    if (size.forks() > 1) {
      console.table(Tables.medians(steps));
    }
    console.table(Tables.latency(steps));
    console.table(Tables.correctness(steps));
    console.table(Tables.restarts(restarts));
    failures.forEach(failure -> console.line("FAILED: " + failure));
    console.line("");
    console.line("left out of this size:");
    size.leftOut().forEach(item -> console.line("  - " + item));
    EffortCommand.addTo(environment, console);
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
