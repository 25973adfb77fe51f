package dev.kitsune.update;

import org.jspecify.annotations.Nullable;

/**
 * An update that cannot go on. Its message is one line: what was expected, what was found, what to
 * do.
 */
@SuppressWarnings("serial")
public sealed class UpdateException extends Exception {

  private final UpdateReport.Phase phase;

  private UpdateException(UpdateReport.Phase phase, String message, @Nullable Throwable cause) {
    super(message, cause);
    this.phase = phase;
  }

  /** Returns the phase that failed. */
  public UpdateReport.Phase phase() {
    return phase;
  }

  /** The request itself is wrong: no such step, no version, a foreign jar. */
  public static final class Refused extends UpdateException {
    private final boolean badRequest;

    /**
     * @param badRequest whether another request would do (exit code 2), not another moment (1)
     */
    public Refused(boolean badRequest, String message) {
      super(UpdateReport.Phase.PREPARE, message, null);
      this.badRequest = badRequest;
    }

    /** Returns whether the request is at fault, and not the process's state. */
    public boolean badRequest() {
      return badRequest;
    }
  }

  /** The new version's classes could not be read, woven, linked or verified. */
  public static final class Prepare extends UpdateException {
    public Prepare(String message, @Nullable Throwable cause) {
      super(UpdateReport.Phase.PREPARE, message, cause);
    }
  }

  /** Not every thread stood in time, or one stood where it must not. */
  public static final class Quiesce extends UpdateException {
    public Quiesce(String message) {
      super(UpdateReport.Phase.QUIESCE, message, null);
    }
  }

  /** The state could not be transformed. */
  public static final class Transform extends UpdateException {
    public Transform(String message, @Nullable Throwable cause) {
      super(UpdateReport.Phase.TRANSFORM, message, cause);
    }
  }

  /** The new version did not reach its update points. */
  public static final class Restart extends UpdateException {
    public Restart(String message, @Nullable Throwable cause) {
      super(UpdateReport.Phase.RESTART, message, cause);
    }
  }
}
