package dev.kitsune.kv.command;

import dev.kitsune.kv.data.Bytes;
import dev.kitsune.kv.data.Numbers;
import dev.kitsune.kv.data.Value;
import dev.kitsune.kv.server.Exit;
import dev.kitsune.kv.store.KeyspaceDigest;

/** DEBUG: what tests of the server itself need. */
final class DebugCommand {

  private DebugCommand() {}

  static void debug(Call call, Bytes[] arguments) {
    Bytes subcommand = arguments[1];
    if (subcommand.equalsIgnoreCase("digest") && arguments.length == 2) {
      call.reply().status(KeyspaceDigest.of(call.keyspace()));
    } else if (subcommand.equalsIgnoreCase("object") && arguments.length == 3) {
      object(call, arguments[2]);
    } else if (subcommand.equalsIgnoreCase("segfault") && arguments.length == 2) {
      throw Exit.crashed(call.server().settings(), "DEBUG SEGFAULT");
    } else if (subcommand.equalsIgnoreCase("populate") && arguments.length == 3) {
      populate(call, Numbers.parseStrictly(arguments[2]));
      call.reply().status("OK");
    } else {
      throw new CommandException(
          "Syntax error, try DEBUG [SEGFAULT|OBJECT <key>|SWAPIN <key>|SWAPOUT <key>|RELOAD]");
    }
  }

  /** Tells about a key and its value; the addresses are made up of their identities. */
  private static void object(Call call, Bytes key) {
    Value value = call.database().peek(key);
    if (value == null) {
      throw new CommandException(Errors.NO_SUCH_KEY);
    }
    call.reply()
        .status(
            "Key at:0x%x refcount:1, value at:0x%x refcount:1 encoding:%s serializedlength:%d"
                .formatted(
                    System.identityHashCode(key),
                    System.identityHashCode(value),
                    value.encoding(),
                    SerializedLength.of(value)));
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
