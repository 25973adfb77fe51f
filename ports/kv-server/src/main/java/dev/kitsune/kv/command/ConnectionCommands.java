package dev.kitsune.kv.command;

import dev.kitsune.kv.data.Bytes;
import dev.kitsune.kv.data.Numbers;

/** What concerns the connection alone: PING, ECHO, AUTH, SELECT. */
final class ConnectionCommands {

  private static final String AUTH = "auth";

  private ConnectionCommands() {}

  /**
   * Returns whether the client may run the command: any but AUTH needs the password, if one is set.
   */
  static boolean mayRun(Call call, Command command) {
    return call.server().settings().password() == null
        || call.client().isAuthenticated()
        || command.name().equals(AUTH);
  }

  static void ping(Call call, Bytes[] arguments) {
    call.reply().status("PONG");
  }

  static void echo(Call call, Bytes[] arguments) {
    call.reply().bulk(arguments[1]);
  }

  static void auth(Call call, Bytes[] arguments) {
    String password = call.server().settings().password();
    if (password == null || password.equals(arguments[1].toString())) {
      call.client().setAuthenticated(true);
      call.reply().status("OK");
    } else {
      call.client().setAuthenticated(false);
      call.reply().error("invalid password");
    }
  }

  static void select(Call call, Bytes[] arguments) {
    int number = Numbers.parseLoosely(arguments[1]);
    if (number < 0 || number >= call.keyspace().count()) {
      throw new CommandException("invalid DB index");
    }
    call.client().select(call.keyspace().database(number));
    call.reply().status("OK");
  }
}
