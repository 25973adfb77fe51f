package dev.kitsune.http.suite;

/** A server that answers at loopback. */
public interface Running extends AutoCloseable {

  /** Returns the port for HTTP. */
  int port();

  /** Returns the port for sources that speak shoutcast's protocol. */
  int shoutcastPort();

  @Override
  void close();
}
