package dev.kitsune.unit;

/** A jar that is no version, or a version that cannot be updated. Its message is one line. */
@SuppressWarnings("serial")
public final class BadVersionException extends Exception {

  /** Says what was expected, what was found and what to do. */
  public BadVersionException(String message) {
    super(message);
  }

  /** As above, and keeps the cause. */
  public BadVersionException(String message, Throwable cause) {
    super(message, cause);
  }
}
