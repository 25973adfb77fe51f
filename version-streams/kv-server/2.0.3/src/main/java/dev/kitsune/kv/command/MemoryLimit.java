package dev.kitsune.kv.command;

import dev.kitsune.kv.data.Bytes;
import dev.kitsune.kv.server.Server;
import dev.kitsune.kv.store.Database;

/**
 * What {@code maxmemory} does: removes keys with a deadline while the limit is exceeded, and
 * refuses commands that need memory if that was not enough.
 */
final class MemoryLimit {

  private MemoryLimit() {}

  /**
   * Returns whether the command may run, now that its arguments are here and count. Since Redis
   * 2.0.3 memory is reclaimed right before, once for each complete request of a client that may
   * make requests.
   */
  static boolean admits(Call call, Command command, Bytes[] arguments) {
    long limit = call.server().settings().maxMemory();
    if (limit == 0) {
      return true;
    }
    long requested = footprint(arguments);
    reclaim(call, requested);
    return !command.growing() || call.server().usedMemory() + requested <= limit;
  }

  /** Evicts keys while the limit is exceeded, and as long as there are keys to evict. */
  private static void reclaim(Call call, long requested) {
    Server server = call.server();
    long limit = server.settings().maxMemory();
    if (limit == 0) {
      return;
    }
    boolean evicted = true;
    while (evicted && server.usedMemory() + requested > limit) {
      evicted = false;
      for (int i = 0; i < server.keyspace().count(); i++) {
        Database database = server.keyspace().database(i);
        Bytes key = database.keyToEvict(call.random());
        if (key != null && database.delete(key)) {
          server.keyspace().countEvicted();
          evicted = true;
        }
      }
    }
  }

  private static long footprint(Bytes[] arguments) {
    long sum = 0;
    for (Bytes argument : arguments) {
      sum += argument.footprint();
    }
    return sum;
  }
}
