package dev.kitsune.eval.experiment;

import dev.kitsune.eval.load.Segment;
import dev.kitsune.eval.server.ServerUnderTest;
import dev.kitsune.eval.server.UpdateResult;
import dev.kitsune.eval.server.Vitals;
import dev.kitsune.eval.subject.Correctness;
import dev.kitsune.eval.subject.Load;
import dev.kitsune.eval.subject.Subject;
import dev.kitsune.update.UpdateReport;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * The pause against the number of connections, where those are a program's state: sessions and
 * transfers of ftp-server, listeners and sources of http-server (the papers vary keys only:
 * Kitsune, TOPLAS 2014, figure 9). The server goes back and forth between two versions under a
 * small load.
 */
public final class ManyConnections {

  /**
   * What is measured.
   *
   * @param what is there many times, for the row
   * @param count of it
   * @param updates in all; one if there is no way back
   */
  public record Plan(String what, int count, String one, String other, int updates) {}

  private static final Duration BETWEEN = Duration.ofMillis(300);

  private final Subject subject;
  private final Plan plan;
  private final Consumer<String> progress;

  /** Sets up the experiment with a subject whose load has so many connections. */
  public ManyConnections(Subject subject, Plan plan, Consumer<String> progress) {
    this.subject = subject;
    this.plan = plan;
    this.progress = progress;
  }

  /** Runs all updates, up to the first that does not commit. */
  public StateSizeRow run(ServerUnderTest server) throws IOException, InterruptedException {
    progress.accept(subject.program() + ": " + plan.count() + " " + plan.what());
    String failure = "";
    try (Load load = subject.open(server.address())) {
      load.populate();
      server.vitals(true);
      server.resetPeaks();
      load.start();
      List<UpdateResult> results = new ArrayList<>();
      String version = plan.one();
      for (int i = 0; i < plan.updates() && failure.isEmpty(); i++) {
        TimeUnit.NANOSECONDS.sleep(BETWEEN.toNanos());
        String next = version.equals(plan.one()) ? plan.other() : plan.one();
        UpdateResult result = server.update(next);
        if (result.isCommitted()) {
          results.add(result);
        } else {
          failure = "update " + (i + 1) + " did not commit: " + result.cause();
        }
        version = next;
      }
      TimeUnit.NANOSECONDS.sleep(BETWEEN.toNanos());
      Segment segment = load.stop();
      Vitals vitals = server.vitals(false);
      load.verify();
      long entries = load.said().entries();
      Correctness found = load.takeFindings();
      if (failure.isEmpty() && !found.isClean()) {
        failure = "correctness: " + found;
      }
      List<StateSizeRow.Figures> figures = new ArrayList<>();
      for (UpdateResult result : results) {
        UpdateReport report = result.report();
        if (report != null) {
          figures.add(figures(segment, result, report));
        }
      }
      if (figures.isEmpty()) {
        throw new IOException("no update was measured: " + failure);
      }
      return new StateSizeRow(
          collector(results),
          subject.program() + ", " + plan.what(),
          plan.count(),
          figures.get(0),
          List.copyOf(figures.subList(1, figures.size())),
          vitals.peakHeapBytes(),
          vitals.peakRssBytes(),
          entries,
          0,
          failure);
    }
  }

  /** Returns the collector's name as on the command line: {@code g1} for "G1 Young Generation". */
  private static String collector(List<UpdateResult> results) {
    UpdateReport first = results.get(0).report();
    return first == null ? "unknown" : first.gc().split(" ", 2)[0].toLowerCase(Locale.ROOT);
  }

  private static StateSizeRow.Figures figures(
      Segment segment, UpdateResult result, UpdateReport report) {
    return new StateSizeRow.Figures(
        report.from(),
        report.to(),
        report.pauseMs(),
        segment.gaps().longestTouching(result.requestedNanos(), result.finishedNanos()),
        report.phases(),
        report.objects());
  }
}
