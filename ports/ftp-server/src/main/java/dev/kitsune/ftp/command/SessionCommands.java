package dev.kitsune.ftp.command;

import dev.kitsune.ftp.session.Replies;
import dev.kitsune.ftp.session.Session;
import dev.kitsune.ftp.text.Bytes;
import dev.kitsune.ftp.text.Numbers;

/** Commands that need neither files nor a data connection. */
final class SessionCommands {

  private SessionCommands() {}

  static void quit(Session session, String argument) {
    Replies.send(session, 221, "Goodbye.");
    Replies.close(session);
  }

  static void noop(Session session, String argument) {
    Replies.send(session, 200, "Mary had a little lamb.");
  }

  static void system(Session session, String argument) {
    Replies.send(session, 215, "UNIX Type: L8");
  }

  static void help(Session session, String argument) {
    Replies.send(session, 502, "Sorry, I don't do help.");
  }

  static void type(Session session, String argument) {
    switch (Bytes.upper(argument)) {
      case "I", "L8", "L 8" -> {
        session.ascii(false);
        Replies.send(session, 200, "Binary it is, then.");
      }
      case "A", "A N" -> {
        session.ascii(true);
        Replies.send(session, 200, "ASCII tastes bad, dude.");
      }
      default -> Replies.send(session, 500, "Unrecognised TYPE command.");
    }
  }

  /** vsftpd 1.1.0 takes anything for a number. */
  static void restart(Session session, String argument) {
    session.restart(Math.max(0, Numbers.lenient(argument)));
    Replies.send(session, 350, "Restart position accepted.");
  }

  static void abort(Session session, String argument) {
    Replies.send(session, 225, "Duh. No transfer to ABOR.");
  }
}
