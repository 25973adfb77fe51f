package dev.kitsune.ftp.command;

import dev.kitsune.ftp.config.Flag;
import dev.kitsune.ftp.file.FileOperations;
import dev.kitsune.ftp.log.LogEvent;
import dev.kitsune.ftp.session.Replies;
import dev.kitsune.ftp.session.Session;
import dev.kitsune.ftp.text.Bytes;
import dev.kitsune.ftp.text.Numbers;
import java.io.IOException;

/** SITE, for users with an account. */
final class SiteCommand {

  private static final int BITS = 0777;

  private SiteCommand() {}

  static void site(Session session, String argument) {
    int space = argument.indexOf(' ');
    String name = Bytes.upper(space < 0 ? argument : argument.substring(0, space));
    String rest = space < 0 ? "" : argument.substring(space + 1);
    boolean mayChange =
        session.settings().is(Flag.WRITE_ENABLE) && session.settings().is(Flag.CHMOD_ENABLE);
    if (name.equals("HELP")) {
      Replies.send(session, 214, "CHMOD UMASK HELP");
    } else if (name.equals("CHMOD") && mayChange) {
      changeMode(session, rest);
    } else if (name.equals("UMASK")) {
      umask(session, rest);
    } else {
      Replies.send(session, 500, "Unknown SITE command.");
    }
  }

  private static void changeMode(Session session, String argument) {
    int space = argument.indexOf(' ');
    if (space < 0) {
      Replies.send(session, 500, "SITE CHMOD needs 2 arguments.");
      return;
    }
    String name = Tilde.expand(session, argument.substring(space + 1));
    if (DeniedFiles.contains(session, name)) {
      Replies.send(session, 550, "Permission denied.");
      return;
    }
    int mode = Numbers.octal(argument.substring(0, space)) & BITS;
    try {
      FileOperations.changeMode(session.jail(), name, mode);
      log(session, name, argument.substring(0, space), true);
      Replies.send(session, 200, "SITE CHMOD command ok.");
    } catch (IOException e) {
      log(session, name, argument.substring(0, space), false);
      Replies.send(session, 550, "SITE CHMOD command failed.");
    }
  }

  private static void log(Session session, String name, String mode, boolean isSuccess) {
    Replies.log(
        session,
        LogEvent.Kind.CHMOD,
        isSuccess,
        DirectoryCommands.absolute(session, name) + " " + mode);
  }

  private static void umask(Session session, String argument) {
    if (argument.isEmpty()) {
      Replies.send(session, 200, "Your current UMASK is " + octal(session.umask()));
      return;
    }
    session.umask(Numbers.octal(argument) & BITS);
    Replies.send(session, 200, "UMASK set to " + octal(session.umask()));
  }

  private static String octal(int mode) {
    return mode == 0 ? "0" : "0" + Integer.toOctalString(mode);
  }
}
