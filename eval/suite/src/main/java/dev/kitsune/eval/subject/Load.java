package dev.kitsune.eval.subject;

import dev.kitsune.eval.load.Segment;
import java.util.List;

/**
 * A load on one server. Its connections are opened once; it may rest and go on over them, so that
 * between two updates everything can be verified over the same sockets. One thread steers.
 */
public interface Load extends AutoCloseable {

  /** Creates the data set, or brings up what lasts, in a server that has nothing yet. */
  void populate() throws InterruptedException;

  /** Begins, or goes on with, the load. */
  void start() throws InterruptedException;

  /** Ends the schedule, waits for the answers to all that was due, and returns what was seen. */
  Segment stop() throws InterruptedException;

  /** Checks all that the server holds over the connections that made it; the load is at rest. */
  void verify() throws InterruptedException;

  /** Returns what was found wrong since the last call, and begins to count anew. */
  Correctness takeFindings();

  /** Returns each connection's account since it was opened; the load must be at rest. */
  List<ConnectionLedger> ledgers();

  /** Returns what {@link Said#entries} must be. */
  long expectedEntries();

  /**
   * Asks the server what it is, over a connection that was opened with the load where the protocol
   * allows it; a failure of that connection is found wrong, once.
   */
  Said said();

  /** Returns arrivals of the load a second. */
  double perSecond();

  /** Describes the load. */
  Workload workload();

  @Override
  void close();
}
