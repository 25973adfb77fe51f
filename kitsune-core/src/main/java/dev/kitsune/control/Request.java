package dev.kitsune.control;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.kitsune.update.Deadlines;
import dev.kitsune.update.Verifying;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One line of the client.
 *
 * @param command {@code status} or {@code update}
 * @param jar absolute, for an update
 * @param through jars of the versions on the way there, in order; none if absent
 * @param deadlineMs for quiescence, for an update
 * @param transformDeadlineMs for the transformation; the default if absent
 * @param restartDeadlineMs for the restart; the default if absent
 * @param verifying how the update is verified; not at all if absent
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record Request(
    String command,
    @Nullable String jar,
    @Nullable List<String> through,
    @Nullable Long deadlineMs,
    @Nullable Long transformDeadlineMs,
    @Nullable Long restartDeadlineMs,
    boolean dryRun,
    @Nullable Verifying verifying) {

  static final String STATUS = "status";
  static final String UPDATE = "update";

  static Request status() {
    return new Request(STATUS, null, null, null, null, null, false, null);
  }

  static Request update(
      List<String> path, Deadlines deadlines, boolean dryRun, Verifying verifying) {
    int last = path.size() - 1;
    return new Request(
        UPDATE,
        path.get(last),
        last == 0 ? null : path.subList(0, last),
        deadlines.quiescence().toMillis(),
        deadlines.transformation().toMillis(),
        deadlines.restart().toMillis(),
        dryRun,
        verifying);
  }
}
