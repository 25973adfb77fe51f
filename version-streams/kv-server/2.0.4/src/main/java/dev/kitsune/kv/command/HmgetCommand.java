package dev.kitsune.kv.command;

import dev.kitsune.kv.data.Bytes;
import dev.kitsune.kv.data.HashValue;

/** HMGET, which no longer uses every value as a hash. */
final class HmgetCommand {

  private HmgetCommand() {}

  /** Answers the fields' values. */
  static void hmget(Call call, Bytes[] arguments) {
    HashValue hash = call.database().read(arguments[1], HashValue.class);
    call.reply().multiBulk(arguments.length - 2);
    for (int i = 2; i < arguments.length; i++) {
      call.reply().bulk(hash == null ? null : hash.get(arguments[i]));
    }
  }
}
