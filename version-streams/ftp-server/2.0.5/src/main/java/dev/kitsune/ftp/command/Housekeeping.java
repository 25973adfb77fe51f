package dev.kitsune.ftp.command;

import dev.kitsune.ftp.config.Count;
import dev.kitsune.ftp.session.LineBuffer;
import dev.kitsune.ftp.session.Login;
import dev.kitsune.ftp.session.Replies;
import dev.kitsune.ftp.session.Server;
import dev.kitsune.ftp.session.Session;
import java.util.concurrent.TimeUnit;

/** What becomes of sessions without a command of theirs. Call it inside a turn. */
public final class Housekeeping {

  /** A client that sends this much without reading replies is not read from any more. */
  private static final int MOST_INPUT = 65_536;

  private Housekeeping() {}

  /** Ends the sessions that were idle for too long. */
  public static void endIdle(Server server) {
    for (Session session : server.sessions()) {
      int limit = session.settings().get(Count.IDLE_SESSION_TIMEOUT);
      long idle = System.nanoTime() - session.activeNanos();
      boolean isIdle = !session.isBusy() && !session.isClosed();
      if (limit > 0 && isIdle && idle > TimeUnit.SECONDS.toNanos(limit)) {
        Replies.send(session, 421, "Timeout.");
        Replies.close(session);
      }
    }
  }

  /** Gives the answers to logins that were kept back for long enough. */
  public static void answerLogins(Server server) {
    for (Session session : server.sessions()) {
      if (!session.isClosed() && session.takeAnswerDue()) {
        if (Login.isDone(session.login())) {
          LoginEffects.sayWelcome(session);
        } else {
          LoginCommands.sayRefused(session);
        }
        session.active();
        Interpreter.run(session);
      }
    }
  }

  /** Takes what a client sent. */
  public static void received(Session session, byte[] bytes, int offset, int length) {
    if (session.isClosed()) {
      return;
    }
    LineBuffer input = session.input();
    input.add(bytes, offset, length);
    Interpreter.run(session);
    if (session.isBusy() && input.size() > MOST_INPUT) {
      session.io().suspendRead();
    }
  }

  /** The client sends no more. */
  public static void endOfInput(Session session) {
    if (session.isClosed()) {
      return;
    }
    boolean isChild =
        !Login.isDone(session.login()) && SessionModel.isTwoProcess(session.settings());
    Replies.send(session, 500, "OOPS: vsf_sysutil_recv_peek: no data");
    if (isChild) {
      Replies.send(session, 500, "OOPS: child died");
    }
    Replies.close(session);
  }
}
