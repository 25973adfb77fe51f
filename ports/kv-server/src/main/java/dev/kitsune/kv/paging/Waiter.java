package dev.kitsune.kv.paging;

import dev.kitsune.kv.server.Client;
import java.util.List;

/**
 * A client whose request waits for values.
 *
 * @param loads what has to be done before
 */
record Waiter(Client client, List<Load> loads) {

  /** Returns whether all that is waited for is there. */
  boolean isReady() {
    for (Load load : loads) {
      if (!load.done) {
        return false;
      }
    }
    return true;
  }
}
