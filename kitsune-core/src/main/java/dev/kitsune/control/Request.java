package dev.kitsune.control;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * One line of the client.
 *
 * @param command {@code status} or {@code update}
 * @param jar absolute, for an update
 * @param deadlineMs for quiescence, for an update
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record Request(String command, @Nullable String jar, @Nullable Long deadlineMs, boolean dryRun) {

  static final String STATUS = "status";
  static final String UPDATE = "update";

  static Request status() {
    return new Request(STATUS, null, null, false);
  }
}
