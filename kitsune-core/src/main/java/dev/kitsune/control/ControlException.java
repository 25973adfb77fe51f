package dev.kitsune.control;

/**
 * The control directory or a socket cannot be used; the message is one line and says what to do.
 */
@SuppressWarnings("serial")
public sealed class ControlException extends Exception {

  /** Says what was expected, what was found and what to do. */
  public ControlException(String message) {
    super(message);
  }

  /** As above, and keeps the cause. */
  public ControlException(String message, Throwable cause) {
    super(message, cause);
  }

  /** Nobody answers at the socket any more. */
  public static final class Dead extends ControlException {
    Dead(String message, Throwable cause) {
      super(message, cause);
    }
  }
}
