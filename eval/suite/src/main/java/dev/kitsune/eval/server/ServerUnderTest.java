package dev.kitsune.eval.server;

import java.io.IOException;
import java.net.InetSocketAddress;

/**
 * A server process that experiments drive: the real thing, or in the suite's own tests a broken
 * one.
 */
public interface ServerUnderTest extends AutoCloseable {

  /** Returns the process id. */
  long pid();

  /** Returns where it serves. */
  InetSocketAddress address();

  /** Returns whether the process that was started still runs. */
  boolean isAlive();

  /**
   * Takes the running server to another version and waits for the outcome.
   *
   * @throws IOException if the request itself could not be made
   */
  UpdateResult update(String version) throws IOException, InterruptedException;

  /**
   * As {@link #update}, with all state looked at before and after; the pause is no result then.
   *
   * @throws IOException if the request itself could not be made
   */
  UpdateResult verify(String version) throws IOException, InterruptedException;

  /**
   * As {@link #update}, up to where all stands; then the server goes on as it was.
   *
   * @throws IOException if the request itself could not be made
   */
  UpdateResult dryRun(String version) throws IOException, InterruptedException;

  /**
   * Returns a look inside.
   *
   * @param collectFirst whether the garbage is collected before
   */
  Vitals vitals(boolean collectFirst) throws IOException;

  /** Forgets earlier peaks of the heap and of the resident set. */
  void resetPeaks() throws IOException;

  /** Ends the process and waits for it. */
  @Override
  void close();
}
