package dev.kitsune.kv.command;

import dev.kitsune.kv.data.Bytes;
import dev.kitsune.kv.data.HashValue;
import dev.kitsune.kv.data.Value;
import dev.kitsune.kv.server.Exit;

/** HMGET, in a class of its own because a later release repairs it. */
final class HmgetCommand {

  private HmgetCommand() {}

  /**
   * Answers the fields' values. Redis 2.0.0: a value of another kind gets its error reply and is
   * then used as a hash all the same, which ends the process before the reply leaves.
   */
  static void hmget(Call call, Bytes[] arguments) {
    Value value = call.database().read(arguments[1]);
    if (value != null && !(value instanceof HashValue)) {
      throw Exit.crashed(
          call.server().settings(), "HMGET used a " + value.typeName() + " as a hash");
    }
    HashValue hash = (HashValue) value;
    call.reply().multiBulk(arguments.length - 2);
    for (int i = 2; i < arguments.length; i++) {
      call.reply().bulk(hash == null ? null : hash.get(arguments[i]));
    }
  }
}
