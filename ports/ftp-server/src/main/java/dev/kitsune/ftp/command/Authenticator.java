package dev.kitsune.ftp.command;

import dev.kitsune.Kitsune;
import dev.kitsune.blocking.Blocking;
import dev.kitsune.ftp.config.Flag;
import dev.kitsune.ftp.session.LoginRequest;
import dev.kitsune.ftp.session.Server;
import dev.kitsune.ftp.session.Session;
import dev.kitsune.ftp.user.Account;
import dev.kitsune.ftp.user.Accounts;
import org.jspecify.annotations.Nullable;

/**
 * Looks at passwords, on a thread of its own since their hashes take long on purpose. It stands for
 * the original's privileged processes, which wait for such requests.
 */
public final class Authenticator {

  private Authenticator() {}

  /** Starts the thread. */
  public static void start(Server server) {
    Kitsune.thread("authenticator", Authenticator::run, server);
  }

  private static void run(Server server) throws InterruptedException {
    while (true) {
      answer(server, Blocking.take("twoprocess.c", server.logins()));
    }
  }

  private static void answer(Server server, LoginRequest request) {
    Session session = request.session();
    Account account =
        Accounts.of(session.settings())
            .authenticate(
                session.user(), request.password(), session.settings().is(Flag.CHECK_SHELL));
    server.gate().run(() -> finish(session, account));
  }

  private static void finish(Session session, @Nullable Account account) {
    if (session.isClosed()) {
      return;
    }
    session.busy(false);
    if (account == null) {
      LoginCommands.refuse(session);
    } else {
      LoginEffects.local(session, account);
    }
    session.active();
    Interpreter.run(session);
  }
}
