package dev.kitsune.ftp.command;

import dev.kitsune.ftp.session.Replies;
import dev.kitsune.ftp.session.Session;
import dev.kitsune.ftp.text.Bytes;
import dev.kitsune.ftp.text.Numbers;
import java.util.List;

/** Commands that need neither files nor a data connection. */
final class SessionCommands {

  private static final List<String> HELP =
      List.of(
          " ABOR APPE CDUP CWD  DELE EPRT EPSV HELP LIST MDTM MKD  MODE NLST NOOP",
          " PASS PASV PORT PWD  QUIT REST RETR RMD  RNFR RNTO SITE SIZE STOR STOU",
          " STRU SYST TYPE USER XCUP XCWD XMKD XPWD XRMD");

  private SessionCommands() {}

  static void quit(Session session, String argument) {
    Replies.send(session, 221, "Goodbye.");
    Replies.close(session);
  }

  static void noop(Session session, String argument) {
    Replies.send(session, 200, "NOOP ok.");
  }

  static void system(Session session, String argument) {
    Replies.send(session, 215, "UNIX Type: L8");
  }

  static void help(Session session, String argument) {
    Replies.sendPart(session, 214, "The following commands are implemented.");
    HELP.forEach(line -> Replies.sendRaw(session, line));
    Replies.send(session, 214, "Help OK.");
  }

  static void type(Session session, String argument) {
    switch (Bytes.upper(argument)) {
      case "I", "L8", "L 8" -> {
        session.ascii(false);
        Replies.send(session, 200, "Switching to Binary mode.");
      }
      case "A", "A N" -> {
        session.ascii(true);
        Replies.send(session, 200, "Switching to ASCII mode.");
      }
      default -> Replies.send(session, 500, "Unrecognised TYPE command.");
    }
  }

  static void structure(Session session, String argument) {
    if (Bytes.upper(argument).equals("F")) {
      Replies.send(session, 200, "Structure set to F.");
    } else {
      Replies.send(session, 504, "Bad STRU command.");
    }
  }

  static void mode(Session session, String argument) {
    if (Bytes.upper(argument).equals("S")) {
      Replies.send(session, 200, "Mode set to S.");
    } else {
      Replies.send(session, 504, "Bad MODE command.");
    }
  }

  /** What is no number of at most fifteen digits is zero. */
  static void restart(Session session, String argument) {
    session.restart(argument.matches("[0-9]{1,15}") ? Numbers.lenient(argument) : 0);
    Replies.send(session, 350, "Restart position accepted (" + session.restart() + ").");
  }

  static void abort(Session session, String argument) {
    Replies.send(session, 225, "No transfer to ABOR.");
  }
}
