package dev.kitsune.control;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.kitsune.update.ControlService;
import dev.kitsune.update.UpdateReport;
import org.jspecify.annotations.Nullable;

/**
 * One line of the server: exactly one component is there. Lines of progress come before the result.
 *
 * @param progress a phase that begins
 * @param error why the request was refused
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record Reply(
    @Nullable String progress,
    ControlService.@Nullable Status status,
    @Nullable UpdateReport report,
    @Nullable Failure error) {

  /**
   * A refusal.
   *
   * @param badRequest whether another request would do, not another moment
   */
  record Failure(String message, boolean badRequest) {}

  static Reply progress(String phase) {
    return new Reply(phase, null, null, null);
  }

  static Reply status(ControlService.Status status) {
    return new Reply(null, status, null, null);
  }

  static Reply report(UpdateReport report) {
    return new Reply(null, null, report, null);
  }

  static Reply error(boolean badRequest, String message) {
    return new Reply(null, null, null, new Failure(message, badRequest));
  }
}
