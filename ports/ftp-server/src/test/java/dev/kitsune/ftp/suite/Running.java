package dev.kitsune.ftp.suite;

import java.net.InetSocketAddress;

/** A server that runs. */
public interface Running extends AutoCloseable {

  /** Returns where it listens. */
  InetSocketAddress address();

  /** Sends its process a signal, such as {@code HUP}. */
  void signal(String name);

  @Override
  void close();
}
