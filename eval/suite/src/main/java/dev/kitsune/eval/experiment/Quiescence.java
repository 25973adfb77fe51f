package dev.kitsune.eval.experiment;

import dev.kitsune.eval.server.ServerUnderTest;
import dev.kitsune.eval.server.UpdateResult;
import dev.kitsune.eval.subject.Correctness;
import dev.kitsune.eval.subject.Load;
import dev.kitsune.eval.subject.Subject;
import dev.kitsune.update.UpdateReport;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Time until quiescence, idle and under load (Hayden et al., HotSWUp 2012, on quiescence; Kitsune,
 * TOPLAS 2014, section 6.3), with the number of times that the program did not quiesce (DNQ). The
 * same connections are held open in both; idle means that nobody asks anything.
 */
public final class Quiescence {

  private static final long BETWEEN_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

  private final Subject subject;
  private final int runs;
  private final Timing timing;
  private final Consumer<String> progress;

  /**
   * Sets up the experiment.
   *
   * @param runs of each kind
   */
  public Quiescence(Subject subject, int runs, Timing timing, Consumer<String> progress) {
    this.subject = subject;
    this.runs = runs;
    this.timing = timing;
    this.progress = progress;
  }

  /**
   * Stops a server again and again and lets it go on.
   *
   * @param next the version that it would be updated to
   */
  public QuiescenceRow run(ServerUnderTest server, String version, String next)
      throws IOException, InterruptedException {
    progress.accept(subject.program() + " " + version + ": quiescence");
    List<UpdateReport> idle = new ArrayList<>();
    List<UpdateReport> loaded = new ArrayList<>();
    List<String> failures = new ArrayList<>();
    try (Load load = subject.open(server.address())) {
      load.populate();
      // Code that is compiled stops sooner; both kinds have the same.
      load.start();
      TimeUnit.NANOSECONDS.sleep(timing.first().toNanos());
      stop(server, next, loaded, failures);
      load.stop();
      load.verify();
      stop(server, next, idle, failures);
      load.verify();
      Correctness found = load.takeFindings();
      if (!found.isClean()) {
        failures.add("correctness: " + found);
      }
      return new QuiescenceRow(
          subject.program(),
          version,
          load.workload().connections(),
          times(idle),
          times(loaded),
          idle.stream().map(UpdateReport::pauseMs).toList(),
          loaded.stream().map(UpdateReport::pauseMs).toList(),
          2 * runs - idle.size() - loaded.size(),
          failures);
    }
  }

  private void stop(
      ServerUnderTest server, String next, List<UpdateReport> reports, List<String> failures)
      throws IOException, InterruptedException {
    for (int i = 0; i < runs; i++) {
      UpdateResult result = server.dryRun(next);
      UpdateReport report = result.report();
      if (report != null && report.failedPhase() == null) {
        reports.add(report);
      } else {
        failures.add("did not quiesce: " + result.cause());
      }
      TimeUnit.NANOSECONDS.sleep(BETWEEN_NANOS);
    }
  }

  private static List<Double> times(List<UpdateReport> reports) {
    // The report counts from the request; until the new version is prepared nobody has to stop.
    return reports.stream()
        .map(report -> Math.max(0, report.timeToQuiescenceMs() - report.phases().loadMs()))
        .toList();
  }
}
