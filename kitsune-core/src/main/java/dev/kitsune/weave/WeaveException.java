package dev.kitsune.weave;

/** A class that cannot be woven; the message names it and says what to do. */
@SuppressWarnings("serial")
public final class WeaveException extends RuntimeException {

  WeaveException(String message) {
    super(message);
  }

  WeaveException(String message, Throwable cause) {
    super(message, cause);
  }
}
