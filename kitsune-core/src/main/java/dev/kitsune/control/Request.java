package dev.kitsune.control;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.kitsune.update.Deadlines;
import org.jspecify.annotations.Nullable;

/**
 * One line of the client.
 *
 * @param command {@code status} or {@code update}
 * @param jar absolute, for an update
 * @param deadlineMs for quiescence, for an update
 * @param transformDeadlineMs for the transformation; the default if absent
 * @param restartDeadlineMs for the restart; the default if absent
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record Request(
    String command,
    @Nullable String jar,
    @Nullable Long deadlineMs,
    @Nullable Long transformDeadlineMs,
    @Nullable Long restartDeadlineMs,
    boolean dryRun) {

  static final String STATUS = "status";
  static final String UPDATE = "update";

  static Request status() {
    return new Request(STATUS, null, null, null, null, false);
  }

  static Request update(String jar, Deadlines deadlines, boolean dryRun) {
    return new Request(
        UPDATE,
        jar,
        deadlines.quiescence().toMillis(),
        deadlines.transformation().toMillis(),
        deadlines.restart().toMillis(),
        dryRun);
  }
}
