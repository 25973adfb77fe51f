package dev.kitsune.ftp.command;

import dev.kitsune.ftp.config.Flag;
import dev.kitsune.ftp.session.Session;
import dev.kitsune.ftp.user.Account;
import dev.kitsune.ftp.user.Accounts;

/** Names that begin at a home. */
final class Tilde {

  private Tilde() {}

  /** Returns the name that a command means: {@code ~} is where the session began. */
  static String expand(Session session, String name) {
    if (!name.startsWith("~")) {
      return name;
    }
    int slash = name.indexOf('/');
    String user = name.substring(1, slash < 0 ? name.length() : slash);
    String rest = slash < 0 ? "" : name.substring(slash);
    if (user.isEmpty()) {
      return session.home().equals("/") && !rest.isEmpty() ? rest : session.home() + rest;
    }
    if (!session.settings().is(Flag.TILDE_USER_ENABLE)) {
      return name;
    }
    Account account = Accounts.of(session.settings()).find(user);
    return account == null ? name : account.home() + rest;
  }
}
