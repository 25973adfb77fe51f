package dev.kitsune.ftp.command;

import dev.kitsune.ftp.config.Flag;
import dev.kitsune.ftp.config.Text;
import dev.kitsune.ftp.log.LogEvent;
import dev.kitsune.ftp.session.Login;
import dev.kitsune.ftp.session.Replies;
import dev.kitsune.ftp.session.Session;
import dev.kitsune.ftp.text.Bytes;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Executes a session's commands in their order, one at a time. Call it inside a turn. */
public final class Interpreter {

  private static final String ABORT = "ABOR";
  private static final String INTERRUPT = "\u00ff\u00f4\u00ff\u00f2";

  private Interpreter() {}

  /** Executes what has come, as far as it is whole and nothing is under way. */
  public static void run(Session session) {
    while (!session.isBusy() && !session.isClosed()) {
      String line = session.input().next();
      if (line == null) {
        return;
      }
      execute(session, line);
      session.active();
    }
    boolean mayAbort = session.isBusy() && session.settings().is(Flag.ASYNC_ABOR_ENABLE);
    if (mayAbort && session.input().takeInterrupt(ABORT)) {
      Transfers.abort(session);
    }
  }

  private static void execute(Session session, String line) {
    int space = line.indexOf(' ');
    if (line.startsWith(INTERRUPT) && Bytes.upper(line).endsWith(ABORT)) {
      execute(session, ABORT);
      return;
    }
    String name = Bytes.upper(space < 0 ? line : line.substring(0, space));
    String argument = space < 0 ? "" : line.substring(space + 1);
    if (session.settings().is(Flag.LOG_FTP_PROTOCOL)) {
      String shown = name.equals("PASS") ? "PASS <password>" : line;
      Replies.log(session, LogEvent.Kind.INPUT, true, shown);
    }
    if (!Login.isDone(session.login())) {
      LoginCommands.run(session, name, argument);
      return;
    }
    CommandTable.@Nullable Line found = CommandTable.find(name);
    if (!isAllowed(session, name)) {
      Replies.send(session, 550, "Permission denied.");
    } else if (found == null || found.isTls() && !session.settings().is(Flag.SSL_ENABLE)) {
      Replies.send(session, 500, "Unknown command.");
    } else if (!found.right().has(session, session.settings())) {
      Replies.send(session, 550, "Permission denied.");
    } else {
      String given = argument(session, found, argument);
      String used = found.reusesArgument() ? Tilde.expand(session, given) : given;
      if (found.reusesArgument() && DeniedFiles.contains(session, used)) {
        Replies.send(session, 550, "Permission denied.");
      } else {
        found.command().run(session, used);
      }
    }
  }

  private static boolean isAllowed(Session session, String name) {
    String allowed = session.settings().get(Text.CMDS_ALLOWED);
    return allowed.isEmpty() || List.of(allowed.split(",")).contains(name);
  }

  /** Up to 2.0.1 an empty argument of a path is what the argument's buffer held before. */
  private static String argument(Session session, CommandTable.Line line, String argument) {
    if (!argument.isEmpty()) {
      session.lastArgument(argument);
      return argument;
    }
    return line.reusesArgument() ? session.lastArgument() : argument;
  }
}
