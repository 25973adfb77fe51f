package dev.kitsune.eval.server;

import dev.kitsune.update.UpdateReport;
import org.jspecify.annotations.Nullable;

/**
 * What came of an update request.
 *
 * @param report of an update that was tried, else null
 * @param error why it was refused; empty if it was tried
 * @param requestedNanos when the request was made, on {@link System#nanoTime}'s clock
 * @param finishedNanos when its outcome was known
 */
public record UpdateResult(
    @Nullable UpdateReport report, String error, long requestedNanos, long finishedNanos) {

  /** Returns whether the new version runs. */
  public boolean isCommitted() {
    return report != null && report.outcome() == UpdateReport.Outcome.COMMITTED;
  }

  /** Returns the outcome's name, {@code REFUSED} if nothing was tried. */
  public String outcome() {
    return report == null ? "REFUSED" : report.outcome().name();
  }

  /** Returns why the update did not commit; empty if it did. */
  public String cause() {
    return report == null ? error : String.valueOf(report.cause());
  }
}
