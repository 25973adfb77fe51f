package dev.kitsune.kv.command;

import dev.kitsune.kv.data.Bytes;
import dev.kitsune.kv.server.Transaction;

/** MULTI, EXEC, DISCARD. */
final class TransactionCommands {

  static final String EXEC = "exec";
  static final String DISCARD = "discard";

  private TransactionCommands() {}

  /** Returns whether the command is run inside a transaction, not queued. */
  static boolean endsTransaction(Command command) {
    return command.name().equals(EXEC) || command.name().equals(DISCARD);
  }

  /** Begins a transaction. Queued in one, it leaves that as it is. */
  static void multi(Call call, Bytes[] arguments) {
    if (call.client().transaction() == null) {
      call.client().setTransaction(new Transaction());
    }
    call.reply().status("OK");
  }

  static void discard(Call call, Bytes[] arguments) {
    if (call.client().transaction() == null) {
      throw new CommandException("DISCARD without MULTI");
    }
    call.client().setTransaction(null);
    call.reply().status("OK");
  }

  /** Runs what was queued. Errors are replies like others; nothing is undone. */
  static void exec(Call call, Bytes[] arguments) {
    Transaction transaction = call.client().transaction();
    if (transaction == null) {
      throw new CommandException("EXEC without MULTI");
    }
    call.propagate(Bytes.of("MULTI"));
    call.reply().multiBulk(transaction.requests().size());
    for (Bytes[] request : transaction.requests()) {
      Command command = CommandTable.find(request[0]);
      if (command == null) { // queued in a version that had it
        call.reply().error("unknown command '" + request[0] + "'");
      } else {
        call.execute(command, request);
      }
    }
    call.client().setTransaction(null);
    call.changed();
  }
}
