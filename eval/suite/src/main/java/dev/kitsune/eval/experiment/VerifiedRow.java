package dev.kitsune.eval.experiment;

import dev.kitsune.eval.server.UpdateResult;
import dev.kitsune.eval.subject.Correctness;
import dev.kitsune.update.UpdateReport;
import org.jspecify.annotations.Nullable;

/**
 * One update under load in the verifying mode: what it looked at, and whether all was well. Its
 * pause is no result, since verifying is part of it.
 *
 * @param verification null if nothing was verified
 * @param correctness what the clients saw
 */
public record VerifiedRow(
    String subject,
    String from,
    String to,
    String outcome,
    String cause,
    UpdateReport.@Nullable Verification verification,
    Correctness correctness) {

  static VerifiedRow of(
      String subject, String from, String to, UpdateResult update, Correctness found) {
    UpdateReport report = update.report();
    return new VerifiedRow(
        subject,
        from,
        to,
        update.outcome(),
        update.isCommitted() ? "" : update.cause(),
        report == null ? null : report.verification(),
        found);
  }

  /** Returns what is wrong with the row; empty if nothing is. */
  public String failure() {
    String step = subject + ", verified " + from + " -> " + to + ": ";
    if (!cause.isEmpty()) {
      return step + cause;
    }
    if (verification == null) {
      return step + "the report has no verification";
    }
    if (verification.oldLoadersAlive() > 0) {
      return step + "old loaders are alive: " + verification.heldBy();
    }
    return correctness.isClean() ? "" : step + correctness;
  }
}
