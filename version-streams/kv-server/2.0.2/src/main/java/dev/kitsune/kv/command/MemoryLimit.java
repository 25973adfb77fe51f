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
   * Called for each line and each argument that arrives, before it is known what the request is.
   * Redis 2.0.0: here the memory is reclaimed, so the request's own arguments do not count yet.
   */
  static void beforeRequest(Call call) {
    reclaim(call, 0);
  }

  /** Returns whether the command may run, now that its arguments are here. */
  static boolean admits(Call call, Command command, Bytes[] arguments) {
    long limit = call.server().settings().maxMemory();
    return limit == 0
        || !command.growing()
        || call.server().usedMemory() + footprint(arguments) <= limit;
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
