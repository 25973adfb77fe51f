package dev.kitsune.http.format;

/** A stream that its source has to be dropped for. */
public final class StreamException extends Exception {

  /** Makes one from a reason. */
  public StreamException(String reason) {
    super(reason);
  }
}
