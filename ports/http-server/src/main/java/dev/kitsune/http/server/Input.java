package dev.kitsune.http.server;

import dev.kitsune.NoMigrate;
import java.io.IOException;
import java.time.Duration;

/** Where a source's bytes come from. Waiting is the update point {@code source_loop}. */
public interface Input {

  /** The label of the point. */
  String POINT = "source_loop";

  /** Nothing came, or somebody wants the source's thread to look at its listeners. */
  @NoMigrate byte[] NONE = {};

  /**
   * Waits for bytes.
   *
   * @return them, or {@link #NONE}
   * @throws java.io.EOFException at the end
   * @throws IOException if the connection fails
   */
  byte[] read(Duration timeout) throws IOException, InterruptedException;

  /** Makes a read that waits return. */
  void wake();

  /** Ends the connection. */
  void close();
}
