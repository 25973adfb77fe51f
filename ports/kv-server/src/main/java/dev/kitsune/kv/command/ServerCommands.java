package dev.kitsune.kv.command;

import dev.kitsune.kv.data.Bytes;
import dev.kitsune.kv.server.Exit;
import dev.kitsune.kv.server.InfoReport;

/** What concerns the whole process: INFO, SHUTDOWN. */
final class ServerCommands {

  private ServerCommands() {}

  static void info(Call call, Bytes[] arguments) {
    call.reply().bulk(InfoReport.of(call.server(), call.version()));
  }

  static void shutdown(Call call, Bytes[] arguments) {
    throw Exit.orderly(call.server().settings());
  }
}
