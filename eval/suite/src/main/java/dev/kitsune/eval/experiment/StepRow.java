package dev.kitsune.eval.experiment;

import com.fasterxml.jackson.annotation.JsonIgnore;
import dev.kitsune.eval.load.Timeline;
import dev.kitsune.eval.subject.ConnectionLedger;
import dev.kitsune.eval.subject.Correctness;
import dev.kitsune.eval.subject.Workload;
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
 * @param connections each connection's account since it was opened, before the first update
 * @param raw histogram logs of the load and of the probe
 * @param failures what is wrong with this row; empty if nothing is
 * @param timeline answers of load and probe around the request to update
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
    ClientView client,
    Memory memory,
    Correct correct,
    Checks checks,
    List<ConnectionLedger> connections,
    List<String> raw,
    List<String> failures,
    Timeline.View timeline) {

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
      long bytesLost,
      long bytesDoubled,
      long bytesAltered,
      long wrongReplies,
      long connectionsDropped,
      long unanswered,
      @Nullable Long staleRefs,
      @Nullable Boolean oldLoaderAlive,
      List<String> firstFaults) {

    static Correct of(Correctness found, @Nullable Boolean oldLoaderAlive) {
      return new Correct(
          found.keysLost(),
          found.keysAltered(),
          found.bytesLost(),
          found.bytesDoubled(),
          found.bytesAltered(),
          found.wrongReplies(),
          found.connectionsDropped(),
          found.unanswered(),
          null,
          oldLoaderAlive,
          found.firstFaults());
    }

    @JsonIgnore
    boolean isClean() {
      return keysLost + keysAltered + bytesLost + bytesDoubled + bytesAltered == 0
          && wrongReplies + connectionsDropped + unanswered == 0
          && !Boolean.TRUE.equals(oldLoaderAlive);
    }
  }

  /**
   * What the server said of itself, over a connection opened before the first update if its
   * protocol allows that.
   *
   * @param keysExpected what it must hold: keys, sessions, listeners
   */
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
