package dev.kitsune.ftp.command;

import dev.kitsune.ftp.session.Session;

/** What a command does; called inside a turn of the gate. */
@FunctionalInterface
interface Command {

  /** Answers, at once or by what it starts. */
  void run(Session session, String argument);
}
