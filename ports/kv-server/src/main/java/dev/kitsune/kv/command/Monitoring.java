package dev.kitsune.kv.command;

import dev.kitsune.kv.data.Bytes;
import dev.kitsune.kv.protocol.ReplyBuffer;
import dev.kitsune.kv.server.Client;
import dev.kitsune.kv.server.Clients;
import java.time.Instant;

/** MONITOR: a line for each command that was executed, to every client that asked for it. */
final class Monitoring {

  private static final int NANOS_A_MICRO = 1_000;
  private static final int FIRST_PRINTABLE = 0x20;
  private static final int LAST_PRINTABLE = 0x7e;

  private Monitoring() {}

  /** Begins to show commands, this one first. Asked for again it answers nothing. */
  static void monitor(Call call, Bytes[] arguments) {
    if (!call.client().isMonitor()) {
      call.server().clients().addMonitor(call.client());
      call.reply().status("OK");
    }
  }

  /** Shows a command that was executed. */
  static void show(Call call, Bytes[] arguments) {
    Clients clients = call.server().clients();
    if (clients.monitors().size() == 0) {
      return;
    }
    ReplyBuffer reply = new ReplyBuffer();
    reply.status(line(Instant.now(), call.database().number(), arguments));
    byte[] line = reply.take();
    for (Client monitor : clients.monitors()) {
      call.deliver(monitor, line);
    }
  }

  /** The microseconds have no leading zeros, as in the release. */
  private static String line(Instant now, int database, Bytes[] arguments) {
    StringBuilder line = new StringBuilder();
    line.append(now.getEpochSecond()).append('.').append(now.getNano() / NANOS_A_MICRO);
    if (database != 0) {
      line.append(" (db ").append(database).append(')');
    }
    for (Bytes argument : arguments) {
      quote(argument, line.append(' '));
    }
    return line.toString();
  }

  private static void quote(Bytes argument, StringBuilder line) {
    line.append('"');
    for (int i = 0; i < argument.length(); i++) {
      int c = argument.at(i);
      switch (c) {
        case '\\', '"' -> line.append('\\').append((char) c);
        case '\n' -> line.append("\\n");
        case '\r' -> line.append("\\r");
        case '\t' -> line.append("\\t");
        case 7 -> line.append("\\a");
        case '\b' -> line.append("\\b");
        default -> {
          if (c >= FIRST_PRINTABLE && c <= LAST_PRINTABLE) {
            line.append((char) c);
          } else {
            line.append(String.format("\\x%02x", c));
          }
        }
      }
    }
    line.append('"');
  }
}
