package dev.kitsune.kv.command;

import dev.kitsune.kv.data.Bytes;
import dev.kitsune.kv.data.Numbers;
import dev.kitsune.kv.store.Database;

/** Deadlines of keys: EXPIRE, EXPIREAT, TTL. */
final class ExpiryCommands {

  private ExpiryCommands() {}

  static void expire(Call call, Bytes[] arguments) {
    expireIn(call, arguments[1], Numbers.parseStrictly(arguments[2]));
  }

  static void expireat(Call call, Bytes[] arguments) {
    long now = call.keyspace().now();
    expireIn(call, arguments[1], Math.max(Numbers.parseStrictly(arguments[2]), now) - now);
  }

  /** A deadline that a key has already is not changed; one that has passed removes the key. */
  private static void expireIn(Call call, Bytes key, long seconds) {
    Database database = call.database();
    boolean done;
    if (database.peek(key) == null) {
      done = false;
    } else if (seconds <= 0) {
      done = database.delete(key);
    } else {
      done = database.expireAt(key, call.keyspace().now() + seconds);
    }
    if (done) {
      call.changed();
    }
    call.reply().integer(done);
  }

  static void ttl(Call call, Bytes[] arguments) {
    Long deadline = call.database().deadline(arguments[1]);
    long left = deadline == null ? -1 : deadline - call.keyspace().now();
    call.reply().integer(Math.max(left, -1));
  }
}
