package dev.kitsune.update;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one update did; its JSON form has the names of the record components. Times are milliseconds
 * with fractions.
 *
 * @param subject the program
 * @param pid the process
 * @param sequence the update's number in this process, from 1
 * @param time when it was requested, ISO-8601
 * @param outcome how it ended
 * @param dryRun whether only quiescence was asked for
 * @param failedPhase the phase that failed, or null
 * @param cause one line that says what failed and what to do, or null
 * @param unitsKept names of the class units whose classes and objects stayed
 * @param unitsReloaded names of the units that got a new loader, new ones included
 * @param pauseMs from the first thread or gate that stopped until the last worked again
 * @param timeToQuiescenceMs from the request until all stood
 * @param rulesApplied how often rules of the step's specification were applied
 * @param heapBytes the heap in use when the update began
 * @param verification what the verifying mode found, or null without it
 */
@JsonInclude(JsonInclude.Include.ALWAYS)
public record UpdateReport(
    String subject,
    long pid,
    int sequence,
    String from,
    String to,
    String time,
    Outcome outcome,
    boolean dryRun,
    @Nullable Phase failedPhase,
    @Nullable String cause,
    Phases phases,
    double pauseMs,
    double timeToQuiescenceMs,
    Objects objects,
    List<String> unitsKept,
    List<String> unitsReloaded,
    List<ThreadReport> threads,
    long rulesApplied,
    List<String> notes,
    long heapBytes,
    String jdk,
    String gc,
    List<String> flags,
    @Nullable Verification verification) {

  /** How an update ended. A failure before commit is a roll-back: the old version runs on. */
  public enum Outcome {
    COMMITTED,
    ROLLED_BACK,
    FAILED
  }

  /** The phases of DESIGN 6. */
  public enum Phase {
    PREPARE,
    QUIESCE,
    TRANSFORM,
    RESTART,
    COMMIT
  }

  /** Durations: load is prepare, before the pause. */
  public record Phases(
      double quiesceMs, double loadMs, double transformMs, double controlMs, double commitMs) {}

  /**
   * Counts of the state transformation.
   *
   * @param bytes of copied objects, shallow; an estimate
   */
  public record Objects(long visited, long copied, long repaired, long skipped, long bytes) {}

  /**
   * What the verifying mode looked at. An update that it finds at fault before commit is rolled
   * back; loaders that outlive it are counted.
   *
   * @param objects that were met from the new state's roots, in two walks
   * @param digested objects of the old state that were recorded
   * @param millis that the pause was longer for it
   * @param restored whether a roll-back found all state as it was; null without a roll-back
   * @param oldLoadersAlive of the old version's changed units, held after the collector ran
   * @param heldBy the path from a root to such a loader; or loaders with soft references only
   * @param unreadable platform classes that could not be looked into
   */
  public record Verification(
      long objects,
      long digested,
      double millis,
      @Nullable Boolean restored,
      int oldLoadersAlive,
      List<String> heldBy,
      List<String> unreadable) {

    /** Returns the same with what was found of the loaders. */
    Verification withLoaders(int alive, List<String> paths) {
      return new Verification(objects, digested, millis, restored, alive, paths, unreadable);
    }
  }

  /** Returns the same with another verification. */
  UpdateReport with(Verification other) {
    return new UpdateReport(
        subject,
        pid,
        sequence,
        from,
        to,
        time,
        outcome,
        dryRun,
        failedPhase,
        cause,
        phases,
        pauseMs,
        timeToQuiescenceMs,
        objects,
        unitsKept,
        unitsReloaded,
        threads,
        rulesApplied,
        notes,
        heapBytes,
        jdk,
        gc,
        flags,
        other);
  }

  /**
   * One program thread.
   *
   * @param point the label at which it stood, or null if it did not arrive
   * @param arrivalMs from when threads were asked to stop until it stood, or null
   * @param fate {@code restarted}, {@code removed}, {@code added}, {@code resumed} or {@code late}
   */
  public record ThreadReport(
      String name, @Nullable String point, @Nullable Double arrivalMs, String fate) {}
}
