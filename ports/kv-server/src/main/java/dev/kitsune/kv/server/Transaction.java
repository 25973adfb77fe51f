package dev.kitsune.kv.server;

import dev.kitsune.kv.data.Bytes;
import dev.kitsune.kv.data.Chain;

/**
 * The requests that a client queued since {@code MULTI}. They are kept as they came, by name, and
 * their commands are looked up at {@code EXEC}, which may run in a later version.
 */
public final class Transaction {

  private final Chain<Bytes[]> requests = new Chain<>();

  /** Queues a request. */
  public void add(Bytes[] arguments) {
    requests.addLast(arguments);
  }

  /** Returns the queued requests in order. */
  public Chain<Bytes[]> requests() {
    return requests;
  }
}
