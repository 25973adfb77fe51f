package dev.kitsune.eval.server;

import dev.kitsune.update.UpdateReport;
import org.jspecify.annotations.Nullable;

/**
 * What came of an update request.
 *
 * @param exitCode as of {@code kitsune update}: 0 done, 1 refused or failed, 2 a wrong request
 * @param report of an update that was tried, else null
 * @param error what the command said if it was refused
 * @param requestedNanos when the request was made, on {@link System#nanoTime}'s clock
 * @param finishedNanos when its outcome was known
 */
public record UpdateResult(
    int exitCode,
    @Nullable UpdateReport report,
    String error,
    long requestedNanos,
    long finishedNanos) {

  /** Returns whether the new version runs. */
  public boolean isCommitted() {
    return report != null && report.outcome() == UpdateReport.Outcome.COMMITTED;
  }

  /** Returns the outcome's name, {@code REFUSED} if nothing was tried. */
  public String outcome() {
    return report == null ? "REFUSED" : report.outcome().name();
  }
}
