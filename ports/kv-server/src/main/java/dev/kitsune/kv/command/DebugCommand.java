package dev.kitsune.kv.command;

import dev.kitsune.kv.data.Bytes;
import dev.kitsune.kv.data.Numbers;
import dev.kitsune.kv.data.SwappedValue;
import dev.kitsune.kv.data.Value;
import dev.kitsune.kv.persistence.RdbException;
import dev.kitsune.kv.server.CommandLog;
import dev.kitsune.kv.server.Exit;
import dev.kitsune.kv.server.Log;
import dev.kitsune.kv.server.LogLevel;
import dev.kitsune.kv.server.VirtualMemory;
import dev.kitsune.kv.store.KeyspaceDigest;
import java.io.IOException;

/** DEBUG: what tests of the server itself need. */
final class DebugCommand {

  private DebugCommand() {}

  static void debug(Call call, Bytes[] arguments) {
    Bytes subcommand = arguments[1];
    if (subcommand.equalsIgnoreCase("digest") && arguments.length == 2) {
      call.reply().status(KeyspaceDigest.of(call.keyspace()));
    } else if (arguments.length == 3
        && (subcommand.equalsIgnoreCase("swapin") || subcommand.equalsIgnoreCase("swapout"))) {
      swap(call, arguments[2], subcommand.equalsIgnoreCase("swapout"));
    } else if (subcommand.equalsIgnoreCase("reload") && arguments.length == 2) {
      reload(call);
    } else if (subcommand.equalsIgnoreCase("loadaof") && arguments.length == 2) {
      loadaof(call);
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

  /** Puts a value into the swap file, or takes it out. */
  private static void swap(Call call, Bytes key, boolean out) {
    VirtualMemory memory = call.server().virtualMemory();
    if (memory == null) {
      throw new CommandException("Virtual Memory is disabled");
    }
    Value value = call.database().peek(key);
    if (value == null) {
      throw new CommandException(Errors.NO_SUCH_KEY);
    }
    if (!out) {
      call.database().read(key);
    } else if (value instanceof SwappedValue) {
      throw new CommandException("This key is not in memory");
    } else if (!memory.swapOut(call.database(), key)) {
      call.reply().failure();
      return;
    }
    call.reply().status("OK");
  }

  /** Saves, and loads what was saved. */
  private static void reload(Call call) {
    try {
      if (call.server().saves().save()) {
        Loading.load(call.server());
        call.reply().status("OK");
        return;
      }
    } catch (IOException | RdbException e) {
      log(call, "Error trying to load the RDB dump: " + e.getMessage());
    }
    call.reply().failure();
  }

  /** Empties all databases, and executes the log of commands, which meanwhile is not added to. */
  private static void loadaof(Call call) {
    CommandLog log = call.server().commandLog();
    boolean logged = log.isOn();
    try {
      log.close();
      for (int i = 0; i < call.keyspace().count(); i++) {
        call.keyspace().database(i).clear();
      }
      long changes = call.keyspace().changes();
      Loading.replay(call.server());
      call.keyspace().setChanges(changes); // nothing that is to be propagated
      if (logged) {
        log.open();
      }
      call.reply().status("OK");
    } catch (IOException e) {
      throw Exit.fatal(call.server().settings(), Loading.why(e));
    }
  }

  private static void log(Call call, String text) {
    Log.write(call.server().settings(), LogLevel.WARNING, text);
  }

  /** Tells about a key and its value; the addresses are made up of their identities. */
  private static void object(Call call, Bytes key) {
    Value value = call.database().peek(key);
    if (value == null) {
      throw new CommandException(Errors.NO_SUCH_KEY);
    }
    if (value instanceof SwappedValue swapped) {
      call.reply()
          .status(
              "Key at:0x%x refcount:1, value swapped at: page %d using %d pages"
                  .formatted(System.identityHashCode(key), swapped.page(), swapped.pages()));
      return;
    }
    call.reply()
        .status(
            "Key at:0x%x refcount:1, value at:0x%x refcount:1 encoding:%s serializedlength:%d"
                .formatted(
                    System.identityHashCode(key),
                    System.identityHashCode(value),
                    value.encoding(),
                    SerializedLength.of(
                        value, call.server().settings().persistence().isCompressing())));
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
