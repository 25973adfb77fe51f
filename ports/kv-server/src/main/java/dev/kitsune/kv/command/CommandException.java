package dev.kitsune.kv.command;

/** A request is answered with an error; the message is what follows {@code -ERR}. */
final class CommandException extends RuntimeException {

  CommandException(String reply) {
    super(reply, null, false, false);
  }
}
