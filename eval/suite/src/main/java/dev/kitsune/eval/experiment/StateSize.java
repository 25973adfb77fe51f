package dev.kitsune.eval.experiment;

import dev.kitsune.eval.kv.Populated;
import dev.kitsune.eval.kv.PopulatedProbe;
import dev.kitsune.eval.server.ServerUnderTest;
import dev.kitsune.eval.server.UpdateResult;
import dev.kitsune.eval.server.Vitals;
import dev.kitsune.update.UpdateReport;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * The pause against the size of the state: a server with so many entries goes back and forth
 * between two versions, while one client asks 1,000 times a second on a connection of its own.
 */
public final class StateSize {

  private static final double PROBES_PER_SECOND = 1000;
  private static final int TIMEOUT_MILLIS = 120_000;
  private static final int CHECKED_VALUES = 1000;

  /**
   * What is measured.
   *
   * @param change for the row: what the step changes
   * @param updates each way
   * @param between the rest between two updates
   */
  public record Plan(
      String collector,
      String change,
      int entries,
      String one,
      String other,
      int updates,
      Duration between,
      long seed) {}

  private final Plan plan;
  private final Consumer<String> progress;

  /** Sets up the experiment. */
  public StateSize(Plan plan, Consumer<String> progress) {
    this.plan = plan;
    this.progress = progress;
  }

  /**
   * Runs all updates, up to the first that does not commit.
   *
   * @param server at the first of the versions, empty
   */
  public StateSizeRow run(ServerUnderTest server) throws IOException, InterruptedException {
    List<StateSizeRow.Figures> all = new ArrayList<>();
    String failure = "";
    try (Populated data = new Populated(server.address(), plan.entries(), TIMEOUT_MILLIS)) {
      progress.accept(
          plan.collector() + ", " + plan.change() + ", " + plan.entries() + " entries: loading");
      data.load();
      server.vitals(true);
      server.resetPeaks();
      try (PopulatedProbe probe =
          new PopulatedProbe(
              server.address(), plan.entries(), PROBES_PER_SECOND, TIMEOUT_MILLIS, plan.seed())) {
        failure = update(server, probe, all);
        String found = probe.stop();
        failure = failure.isEmpty() ? found : failure;
      }
      Vitals vitals = server.vitals(false);
      long keys = data.keys();
      int wrong = data.wrong(CHECKED_VALUES, plan.seed() + 1);
      if (failure.isEmpty() && (keys != plan.entries() || wrong > 0)) {
        failure = "data is not what it was: keys=" + keys + ", wrong values=" + wrong;
      }
      if (all.isEmpty()) {
        throw new IOException("no update was measured: " + failure);
      }
      return new StateSizeRow(
          plan.collector(),
          plan.change(),
          plan.entries(),
          all.get(0),
          List.copyOf(all.subList(1, all.size())),
          vitals.peakHeapBytes(),
          vitals.peakRssBytes(),
          keys,
          wrong,
          failure);
    }
  }

  private String update(
      ServerUnderTest server, PopulatedProbe probe, List<StateSizeRow.Figures> figures)
      throws IOException, InterruptedException {
    String version = plan.one();
    for (int i = 0; i < 2 * plan.updates(); i++) {
      TimeUnit.NANOSECONDS.sleep(plan.between().toNanos());
      String next = version.equals(plan.one()) ? plan.other() : plan.one();
      UpdateResult result = server.update(next);
      UpdateReport report = result.report();
      if (!result.isCommitted() || report == null) {
        return "update " + (i + 1) + " did not commit: " + result.cause();
      }
      TimeUnit.NANOSECONDS.sleep(plan.between().toNanos()); // so that the gap has its end
      figures.add(
          new StateSizeRow.Figures(
              version,
              next,
              report.pauseMs(),
              probe.longestGapMillis(result.requestedNanos(), result.finishedNanos()),
              report.phases(),
              report.objects()));
      version = next;
    }
    return "";
  }
}
