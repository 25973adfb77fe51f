package dev.kitsune.kv.command;

/** A request is answered with an error. */
final class CommandException extends RuntimeException {

  private final String reply;

  CommandException(String reply) {
    super(reply, null, false, false);
    this.reply = reply;
  }

  /** Returns what follows {@code -ERR}. */
  String reply() {
    return reply;
  }
}
