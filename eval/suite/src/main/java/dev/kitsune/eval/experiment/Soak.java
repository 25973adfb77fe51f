package dev.kitsune.eval.experiment;

import dev.kitsune.eval.load.Segment;
import dev.kitsune.eval.server.ServerUnderTest;
import dev.kitsune.eval.server.UpdateResult;
import dev.kitsune.eval.stats.Statistics;
import dev.kitsune.eval.subject.ConnectionLedger;
import dev.kitsune.eval.subject.Correctness;
import dev.kitsune.eval.subject.Load;
import dev.kitsune.eval.subject.Said;
import dev.kitsune.eval.subject.Subject;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Many updates in a row, back and forth between two versions, under load: nothing may be lost, and
 * loaders, classes, metaspace, heap and threads must not grow with the number of updates. The
 * papers leave this out. At each mark the load rests, everything is verified, and the server looked
 * into.
 */
public final class Soak {

  /** Before the server is looked into, so that what is on its way out is out. */
  private static final long REST_NANOS = TimeUnit.SECONDS.toNanos(1);

  private final Subject subject;
  private final Duration between;
  private final Consumer<String> progress;
  private @Nullable String failure;

  /**
   * Sets up the experiment.
   *
   * @param between the time from one update to the next
   */
  public Soak(Subject subject, Duration between, Consumer<String> progress) {
    this.subject = subject;
    this.between = between;
    this.progress = progress;
  }

  /**
   * Runs the updates, up to the first that does not commit.
   *
   * @param server at the first of the versions, empty
   * @param marks numbers of updates, rising; the last is how many are done
   */
  public List<SoakRow> run(ServerUnderTest server, String one, String other, List<Integer> marks)
      throws IOException, InterruptedException {
    List<SoakRow> rows = new ArrayList<>();
    try (Load load = subject.open(server.address())) {
      load.populate();
      String version = one;
      int done = 0;
      for (int mark : marks) {
        List<UpdateResult> results = new ArrayList<>();
        load.start();
        for (; done < mark && failure == null; done++) {
          TimeUnit.NANOSECONDS.sleep(between.toNanos());
          String next = version.equals(one) ? other : one;
          progress.accept("update " + (done + 1) + ": " + version + " -> " + next);
          UpdateResult result = server.update(next);
          results.add(result);
          if (!result.isCommitted()) {
            failure = "update " + (done + 1) + " did not commit: " + result.cause();
            break;
          }
          version = next;
        }
        TimeUnit.NANOSECONDS.sleep(between.toNanos());
        Segment segment = load.stop();
        progress.accept("after " + done + " updates: reading every key back");
        load.verify();
        TimeUnit.NANOSECONDS.sleep(REST_NANOS);
        SoakRow row = row(done, version, results, segment, load, server);
        rows.add(row);
        check(row, server, load);
        if (failure != null) {
          break;
        }
      }
    }
    return rows;
  }

  /** Returns what went wrong, or nothing. */
  public Optional<String> failure() {
    return Optional.ofNullable(failure);
  }

  private SoakRow row(
      int done,
      String version,
      List<UpdateResult> results,
      Segment segment,
      Load load,
      ServerUnderTest server)
      throws IOException {
    double[] pauses =
        results.stream()
            .flatMap(result -> Optional.ofNullable(result.report()).stream())
            .mapToDouble(report -> report.pauseMs())
            .toArray();
    double[] gaps =
        results.stream()
            .mapToDouble(result ->
                segment.gaps().longestTouching(result.requestedNanos(), result.finishedNanos()))
            .toArray();
    List<ConnectionLedger> ledgers = load.ledgers();
    return new SoakRow(
        done,
        version,
        spread(pauses),
        spread(gaps),
        ledgers.stream().mapToLong(ConnectionLedger::sent).sum(),
        ledgers.stream().mapToLong(ConnectionLedger::answered).sum(),
        load.takeFindings(),
        server.vitals(true));
  }

  private void check(SoakRow row, ServerUnderTest server, Load load) {
    if (failure != null) {
      return;
    }
    Correctness correct = row.correct();
    Said said = load.said();
    if (!correct.isClean()) {
      failure = "correctness after " + row.updates() + " updates: " + correct;
    } else if (row.sent() != row.answered()) {
      failure = "answers are missing: sent=" + row.sent() + ", answered=" + row.answered();
    } else if (!said.version().equals(row.version())) {
      failure = "version: expected=" + row.version() + ", found=" + said.version();
    } else if (said.pid() != null && said.pid() != server.pid()) {
      failure = "process: expected pid=" + server.pid() + ", found=" + said.pid();
    } else if (said.entries() != load.expectedEntries()) {
      failure = "entries: expected=" + load.expectedEntries() + ", found=" + said.entries();
    }
  }

  private static SoakRow.Spread spread(double[] values) {
    return values.length == 0
        ? new SoakRow.Spread(Double.NaN, Double.NaN)
        : new SoakRow.Spread(Statistics.median(values), Statistics.quantile(1, values));
  }
}
