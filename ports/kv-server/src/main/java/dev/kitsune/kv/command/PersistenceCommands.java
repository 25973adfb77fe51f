package dev.kitsune.kv.command;

import dev.kitsune.kv.data.Bytes;
import dev.kitsune.kv.server.CommandLog;
import dev.kitsune.kv.server.Saves;

/** SAVE, BGSAVE, LASTSAVE, BGREWRITEAOF. */
final class PersistenceCommands {

  private PersistenceCommands() {}

  static void save(Call call, Bytes[] arguments) {
    Saves saves = call.server().saves();
    if (saves.isRunning()) {
      throw new CommandException("background save in progress");
    }
    if (saves.save()) {
      call.reply().status("OK");
    } else {
      call.reply().failure();
    }
  }

  static void bgsave(Call call, Bytes[] arguments) {
    Saves saves = call.server().saves();
    if (saves.isRunning()) {
      throw new CommandException("background save already in progress");
    }
    if (saves.start()) {
      call.reply().status("Background saving started");
    } else {
      call.reply().failure();
    }
  }

  static void lastsave(Call call, Bytes[] arguments) {
    call.reply().integer(call.server().saves().lastSave());
  }

  static void bgrewriteaof(Call call, Bytes[] arguments) {
    CommandLog log = call.server().commandLog();
    if (log.isRewriting()) {
      throw new CommandException("background append only file rewriting already in progress");
    }
    if (log.startRewriting()) {
      call.reply().status("Background append only file rewriting started");
    } else {
      call.reply().failure();
    }
  }
}
