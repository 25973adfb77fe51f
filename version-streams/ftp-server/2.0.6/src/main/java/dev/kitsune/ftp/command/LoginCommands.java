package dev.kitsune.ftp.command;

import dev.kitsune.ftp.config.Count;
import dev.kitsune.ftp.config.Flag;
import dev.kitsune.ftp.config.Settings;
import dev.kitsune.ftp.session.Login;
import dev.kitsune.ftp.session.LoginRequest;
import dev.kitsune.ftp.session.Replies;
import dev.kitsune.ftp.session.Session;
import dev.kitsune.ftp.text.Bytes;
import dev.kitsune.ftp.user.Accounts;

/** The dialogue before the login. */
final class LoginCommands {

  private LoginCommands() {}

  static void run(Session session, String name, String argument) {
    switch (name) {
      case "USER" -> user(session, argument);
      case "PASS" -> password(session, argument);
      case "QUIT" -> SessionCommands.quit(session, argument);
      case "OPTS" -> InformationCommands.options(session, argument);
      case "FEAT" -> InformationCommands.features(session, argument);
      case "AUTH", "PBSZ", "PROT" -> encryption(session, name, argument);
      default -> Replies.send(session, 530, "Please login with USER and PASS.");
    }
  }

  /** USER of who is logged in already. */
  static void userAgain(Session session, String name) {
    if (session.isAnonymous()) {
      Replies.send(session, 530, "Can't change from guest user.");
    } else if (name.equals(session.user())) {
      Replies.send(session, 331, "Any password will do.");
    } else {
      Replies.send(session, 530, "Can't change to another user.");
    }
  }

  /** PASS of who is logged in already. */
  static void passwordAgain(Session session, String password) {
    Replies.send(session, 230, "Already logged in.");
  }

  private static void encryption(Session session, String name, String argument) {
    if (!session.settings().is(Flag.SSL_ENABLE)) {
      Replies.send(session, 530, "Please login with USER and PASS.");
    } else if (name.equals("AUTH")) {
      TlsCommands.authenticate(session, argument);
    } else if (name.equals("PBSZ")) {
      TlsCommands.bufferSize(session, argument);
    } else {
      TlsCommands.protection(session, argument);
    }
  }

  private static void user(Session session, String name) {
    Settings settings = session.settings();
    forget(session);
    TlsCommands.debug(session);
    if (!settings.is(Flag.LOCAL_ENABLE) && !isAnonymousName(name)) {
      Replies.send(session, 530, "This FTP server is anonymous only.");
    } else if (settings.is(Flag.SSL_ENABLE) && isRefusedByEncryption(session, name)) {
      return;
    } else if (isRefusedByList(session, name)) {
      Replies.send(session, 530, "Permission denied.");
    } else {
      session.user(name);
      session.login(Login.NAMED);
      boolean needsNoPassword =
          settings.is(Flag.NO_ANON_PASSWORD)
              && settings.is(Flag.ANONYMOUS_ENABLE)
              && isAnonymousName(name);
      if (needsNoPassword) {
        password(session, "");
      } else {
        Replies.send(session, 331, "Please specify the password.");
      }
    }
  }

  /** Says so, if a user may not log in over this connection. */
  private static boolean isRefusedByEncryption(Session session, String name) {
    Settings settings = session.settings();
    boolean isEncrypted = session.tls() != null;
    if (isAnonymousName(name) && isEncrypted && !settings.is(Flag.ALLOW_ANON_SSL)) {
      Replies.send(session, 530, "Anonymous sessions may not use encryption.");
      return true;
    }
    if (isAnonymousName(name) && !isEncrypted && settings.is(Flag.FORCE_ANON_LOGINS_SSL)) {
      Replies.send(session, 530, "Anonymous sessions must use encryption.");
      return true;
    }
    if (!isAnonymousName(name) && !isEncrypted && settings.is(Flag.FORCE_LOCAL_LOGINS_SSL)) {
      Replies.send(session, 530, "Non-anonymous sessions must use encryption.");
      return true;
    }
    return false;
  }

  private static boolean isRefusedByList(Session session, String name) {
    Settings settings = session.settings();
    boolean counts = settings.is(Flag.LOCAL_ENABLE) && settings.is(Flag.USERLIST_ENABLE);
    return counts && session.userList().has(name) == settings.is(Flag.USERLIST_DENY);
  }

  private static void password(Session session, String password) {
    if (session.login() != Login.NAMED) {
      Replies.send(session, 503, "Login with USER first.");
      return;
    }
    Settings settings = session.settings();
    String name = session.user();
    if (!Accounts.isWellFormed(name, password)) {
      refuse(session);
    } else if (settings.is(Flag.ANONYMOUS_ENABLE) && isAnonymousName(name)) {
      anonymous(session, password);
    } else if (settings.is(Flag.LOCAL_ENABLE)) {
      session.login(Login.CHECKING);
      session.busy(true);
      session.server().logins().add(new LoginRequest(session, password));
    } else {
      refuse(session);
    }
  }

  private static void anonymous(Session session, String password) {
    boolean isBanned =
        session.settings().is(Flag.DENY_EMAIL_ENABLE) && session.bannedPasswords().has(password);
    boolean isUnknown =
        session.settings().is(Flag.SECURE_EMAIL_LIST_ENABLE) && !session.passwords().has(password);
    if (isBanned || isUnknown) {
      refuse(session);
      return;
    }
    session.anonymousPassword(shown(password));
    LoginEffects.anonymous(session);
  }

  private static String shown(String password) {
    return password.isEmpty() ? "?" : password.replace(' ', '_').replace('\n', '?');
  }

  /** Says that name and password do not fit, and forgets the name. */
  static void refuse(Session session) {
    LoginEffects.logLogin(session, false);
    forget(session);
    session.countLoginFail();
    int delay = session.settings().get(Count.DELAY_FAILED_LOGIN);
    if (delay > 0) {
      session.delayAnswer(delay);
    } else {
      sayRefused(session);
    }
  }

  /** Answers a login that was refused. */
  static void sayRefused(Session session) {
    Replies.send(session, 530, "Login incorrect.");
    if (session.loginFails() >= session.settings().get(Count.MAX_LOGIN_FAILS)) {
      Replies.close(session);
    }
  }

  private static void forget(Session session) {
    session.user("");
    session.login(Login.NONE);
  }

  private static boolean isAnonymousName(String name) {
    String upper = Bytes.upper(name);
    return upper.equals("FTP") || upper.equals("ANONYMOUS");
  }
}
