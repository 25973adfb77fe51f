package dev.kitsune.kv.command;

import dev.kitsune.kv.data.Bytes;
import dev.kitsune.kv.server.InfoReport;
import dev.kitsune.kv.server.Shutdown;

/** What concerns the whole process: INFO, SHUTDOWN. */
final class ServerCommands {

  private ServerCommands() {}

  static void info(Call call, Bytes[] arguments) {
    call.reply().bulk(InfoReport.of(call.server(), call.version()));
  }

  static void shutdown(Call call, Bytes[] arguments) {
    Shutdown.tryNow(call.server());
    throw new CommandException("Errors trying to SHUTDOWN. Check logs.");
  }
}
