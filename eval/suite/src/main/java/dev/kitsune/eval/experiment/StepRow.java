package dev.kitsune.eval.experiment;

import com.fasterxml.jackson.annotation.JsonIgnore;
import dev.kitsune.eval.kv.Correctness;
import dev.kitsune.eval.report.Percentiles;
import dev.kitsune.update.UpdateReport;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One update under load, as it stands in the report: what the runtime says of it beside what the
 * clients saw. Null means not measured, never zero.
 *
 * @param heap the server's heap in use when the update began
 * @param threads of the server's JVM after the update
 * @param liveObjects not measured; what the update itself visited is in {@code objects}
 * @param raw histogram logs of the load and of the probe
 * @param failures what is wrong with this row; empty if nothing is
 */
public record StepRow(
    String subject,
    int fork,
    String from,
    String to,
    String outcome,
    @Nullable String cause,
    @Nullable Long heap,
    @Nullable String gc,
    @Nullable String jdk,
    @Nullable List<String> flags,
    int threads,
    @Nullable Long liveObjects,
    Workload workload,
    @Nullable Double pauseMs,
    @Nullable Double timeToQuiescenceMs,
    UpdateReport.@Nullable Phases phases,
    UpdateReport.@Nullable Objects objects,
    @Nullable List<String> unitsKept,
    @Nullable List<String> unitsReloaded,
    Client client,
    Memory memory,
    Correct correct,
    Checks checks,
    List<String> raw,
    List<String> failures) {

  /** What load there was. */
  public record Workload(
      String kind, double rate, double probeRate, int connections, int keys, int valueBytes) {}

  /**
   * What clients saw.
   *
   * @param maxGapMs the longest time without an answer to the probe that touches the update
   * @param maxGapElsewhereMs the longest in the windows before and after: the noise to compare with
   * @param intended latencies of the load from the update on
   * @param before latencies of the load in the window before
   * @param probe latencies of the probe from the update on
   * @param recoveryS from the request until answers kept pace with the schedule again, within 2% a
   *     second; null if they never did in the window
   * @param driverLatenessMs how late the client itself was
   */
  public record Client(
      double maxGapMs,
      double maxGapElsewhereMs,
      Percentiles intended,
      Percentiles before,
      Percentiles probe,
      @Nullable Double recoveryS,
      Percentiles driverLatenessMs) {}

  /**
   * The server's memory in bytes.
   *
   * @param peakHeap the sum of the pools' peaks in this step, an upper bound
   * @param peakRss in this step
   * @param after heap in use after a collection at the end of the step
   */
  public record Memory(long peakHeap, long peakRss, long after) {}

  /** The correctness counters of the row; any that is not zero fails it. */
  public record Correct(
      long keysLost,
      long keysAltered,
      long wrongReplies,
      long connectionsDropped,
      long unanswered,
      @Nullable Long staleRefs,
      @Nullable Boolean oldLoaderAlive,
      List<String> firstFaults) {

    static Correct of(
        Correctness found, boolean controlDropped, @Nullable Boolean oldLoaderAlive) {
      return new Correct(
          found.keysLost(),
          found.keysAltered(),
          found.wrongReplies(),
          found.connectionsDropped() + (controlDropped ? 1 : 0),
          found.unanswered(),
          null,
          oldLoaderAlive,
          found.firstFaults());
    }

    @JsonIgnore
    boolean isClean() {
      return keysLost + keysAltered + wrongReplies + connectionsDropped + unanswered == 0
          && !Boolean.TRUE.equals(oldLoaderAlive);
    }
  }

  /** What one connection, opened before the first update, saw of the server. */
  public record Checks(
      String versionBefore,
      String versionAfter,
      long pidBefore,
      long pidAfter,
      long keysExpected,
      long keysBefore,
      long keysAfter) {}

  /** Returns whether the update committed and nothing was found wrong. */
  @JsonIgnore
  public boolean isCorrect() {
    return failures.isEmpty();
  }
}
