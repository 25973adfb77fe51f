package dev.kitsune.kv.command;

import dev.kitsune.kv.data.Bytes;
import dev.kitsune.kv.data.Numbers;
import dev.kitsune.kv.store.KeyspaceDigest;

/** DEBUG: what tests of the server itself need. */
final class DebugCommand {

  private DebugCommand() {}

  static void debug(Call call, Bytes[] arguments) {
    Bytes subcommand = arguments[1];
    if (subcommand.equalsIgnoreCase("digest") && arguments.length == 2) {
      call.reply().status(KeyspaceDigest.of(call.keyspace()));
    } else if (subcommand.equalsIgnoreCase("populate") && arguments.length == 3) {
      populate(call, Numbers.parseStrictly(arguments[2]));
      call.reply().status("OK");
    } else {
      throw new CommandException(
          "Syntax error, try DEBUG [SEGFAULT|OBJECT <key>|SWAPIN <key>|SWAPOUT <key>|RELOAD]");
    }
  }

  private static void populate(Call call, long count) {
    for (long i = 0; i < count; i++) {
      Bytes key = Bytes.of("key:" + i);
      if (call.database().read(key) == null) {
        call.database().put(key, Bytes.of("value:" + i));
      }
    }
  }
}
