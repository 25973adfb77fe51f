package dev.kitsune.kv.persistence;

/** A dump cannot be read; the message says what was found where. */
public final class RdbException extends Exception {

  private final boolean unknown;

  RdbException(String message) {
    this(message, false);
  }

  private RdbException(String message, boolean unknown) {
    super(message);
    this.unknown = unknown;
  }

  /** The file is no dump, or of a release that wrote another format. */
  static RdbException unknownFormat(String message) {
    return new RdbException(message, true);
  }

  /** Returns whether the file is not of this format at all, as opposed to damaged. */
  public boolean isUnknownFormat() {
    return unknown;
  }
}
