package dev.kitsune.http.format;

/** Where a listener's bytes go. */
@FunctionalInterface
public interface Sink {

  /** Sends a part of an array, which is not changed any more. */
  void write(byte[] data, int offset, int length);
}
