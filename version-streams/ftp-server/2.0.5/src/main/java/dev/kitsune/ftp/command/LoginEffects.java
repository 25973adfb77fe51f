package dev.kitsune.ftp.command;

import dev.kitsune.ftp.config.ConfigurationException;
import dev.kitsune.ftp.config.ConfigurationFile;
import dev.kitsune.ftp.config.Count;
import dev.kitsune.ftp.config.Flag;
import dev.kitsune.ftp.config.Settings;
import dev.kitsune.ftp.config.Text;
import dev.kitsune.ftp.file.FileStatus;
import dev.kitsune.ftp.file.Identity;
import dev.kitsune.ftp.file.Jail;
import dev.kitsune.ftp.log.LogEvent;
import dev.kitsune.ftp.session.Login;
import dev.kitsune.ftp.session.Replies;
import dev.kitsune.ftp.session.Session;
import dev.kitsune.ftp.text.Bytes;
import dev.kitsune.ftp.user.Account;
import dev.kitsune.ftp.user.Accounts;
import dev.kitsune.ftp.user.NameList;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** What a good password brings about, in the release's order. */
final class LoginEffects {

  private static final String JAIL_MARK = "/./";

  private LoginEffects() {}

  /** Lets an anonymous user in. */
  static void anonymous(Session session) {
    Settings settings = session.settings();
    Account account = Accounts.of(settings).find(settings.get(Text.FTP_USERNAME));
    if (account == null) {
      Replies.fail(
          session,
          "vsftpd: cannot locate user specified in 'ftp_username':"
              + settings.get(Text.FTP_USERNAME));
      return;
    }
    session.user(settings.get(Text.FTP_USERNAME));
    session.anonymous(true);
    applyUserSettings(session);
    String root = settings.has(Text.ANON_ROOT) ? settings.get(Text.ANON_ROOT) : account.home();
    try {
      Jail jail =
          settings.is(Flag.RUN_AS_LAUNCHING_USER)
              ? Jail.open(launchingDirectory(settings, Text.ANON_ROOT), identity(account))
              : Jail.confined(path(root), identity(account));
      if (SessionModel.isTwoProcess(settings) && isWritable(jail, account)) {
        Replies.fail(session, "vsftpd: refusing to run with writable anonymous root");
        return;
      }
      session.jail(jail);
    } catch (IOException e) {
      Replies.fail(session, "cannot change directory:" + root);
      return;
    }
    enter(session);
  }

  /** Lets a user with an account in. */
  static void local(Session session, Account account) {
    session.anonymous(false);
    applyUserSettings(session);
    Settings settings = session.settings();
    Account effective = account;
    if (settings.is(Flag.GUEST_ENABLE)) {
      Account guest = Accounts.of(settings).find(settings.get(Text.GUEST_USERNAME));
      if (guest == null) {
        Replies.fail(
            session,
            "vsftpd: cannot locate user specified in 'guest_username':"
                + settings.get(Text.GUEST_USERNAME));
        return;
      }
      effective = guest;
      session.anonymous(!settings.is(Flag.VIRTUAL_USE_LOCAL_PRIVS));
    }
    try {
      session.jail(jail(session, effective));
    } catch (ConfigurationException e) {
      Replies.fail(session, String.valueOf(e.getMessage()));
      return;
    } catch (IOException e) {
      Replies.fail(session, "cannot change directory:" + effective.home());
      return;
    }
    enter(session);
  }

  private static Jail jail(Session session, Account account)
      throws IOException, ConfigurationException {
    Settings settings = session.settings();
    Identity identity = identity(account);
    if (settings.is(Flag.RUN_AS_LAUNCHING_USER)) {
      return Jail.open(launchingDirectory(settings, Text.LOCAL_ROOT), identity);
    }
    boolean isGuest = settings.is(Flag.GUEST_ENABLE);
    boolean isConfined =
        isGuest && !settings.is(Flag.VIRTUAL_USE_LOCAL_PRIVS) || isConfined(session);
    String home = account.home();
    if (isGuest && settings.has(Text.USER_SUB_TOKEN)) {
      home = home.replace(settings.get(Text.USER_SUB_TOKEN), session.user());
    }
    int mark = home.indexOf(JAIL_MARK);
    if (settings.is(Flag.PASSWD_CHROOT_ENABLE) && mark >= 0) {
      Jail jail = Jail.confined(path(home.substring(0, Math.max(mark, 1))), identity);
      jail.change(home.substring(mark + JAIL_MARK.length() - 1));
      return jail;
    }
    Path start = path(home);
    if (settings.has(Text.LOCAL_ROOT)) {
      Path below = start.resolve(Bytes.toNative(settings.get(Text.LOCAL_ROOT)));
      start = Files.isDirectory(below) ? below : start;
    }
    return isConfined ? Jail.confined(start, identity) : Jail.open(start, identity);
  }

  /** Whoever starts the server sees what it sees, from where it was started. */
  private static Path launchingDirectory(Settings settings, Text root) {
    return settings.has(root) ? path(settings.get(root)) : Path.of("").toAbsolutePath();
  }

  private static boolean isConfined(Session session) throws ConfigurationException {
    Settings settings = session.settings();
    boolean isConfined = settings.is(Flag.CHROOT_LOCAL_USER);
    if (!settings.is(Flag.CHROOT_LIST_ENABLE)) {
      return isConfined;
    }
    try {
      NameList list = NameList.read(settings.get(Text.CHROOT_LIST_FILE));
      return isConfined != list.has(session.user());
    } catch (IOException e) {
      throw new ConfigurationException(
          "cannot open chroot() user list file:" + settings.get(Text.CHROOT_LIST_FILE));
    }
  }

  private static void applyUserSettings(Session session) {
    Settings settings = session.settings();
    if (!settings.has(Text.USER_CONFIG_DIR)) {
      return;
    }
    Path file =
        path(settings.get(Text.USER_CONFIG_DIR))
            .resolve(Bytes.toNative(session.user()))
            .normalize();
    if (Files.isRegularFile(file) && !session.user().contains("/")) {
      try {
        ConfigurationFile.apply(file, settings);
      } catch (ConfigurationException e) {
        Replies.fail(session, String.valueOf(e.getMessage()));
      }
    }
  }

  private static void enter(Session session) {
    if (session.isClosed()) {
      return;
    }
    Settings settings = session.settings();
    boolean isAnonymous = session.isAnonymous();
    session.umask(settings.get(isAnonymous ? Count.ANON_UMASK : Count.LOCAL_UMASK));
    session.rate(settings.get(isAnonymous ? Count.ANON_MAX_RATE : Count.LOCAL_MAX_RATE));
    session.home(session.jail().workingDirectory());
    session.login(Login.DONE);
    if (SessionModel.isForgottenAfterLogin(settings)) {
      session.server().uncount(session);
    }
    logLogin(session, true);
    int delay = settings.get(Count.DELAY_SUCCESSFUL_LOGIN);
    if (delay > 0) {
      session.delayAnswer(delay);
    } else {
      sayWelcome(session);
    }
  }

  /** Answers a login that succeeded. */
  static void sayWelcome(Session session) {
    DirectoryMessage.send(session, 230);
    Replies.send(session, 230, "Login successful.");
  }

  /** Writes a login into the log. */
  static void logLogin(Session session, boolean isSuccess) {
    Replies.log(session, LogEvent.Kind.LOGIN, isSuccess, session.anonymousPassword());
  }

  private static boolean isWritable(Jail jail, @Nullable Account account) throws IOException {
    if (account == null) {
      return false;
    }
    FileStatus status = FileStatus.of(jail.root());
    int shift = status.uid() == account.uid() ? 6 : status.gid() == account.gid() ? 3 : 0;
    return (status.mode() >> shift & 2) != 0;
  }

  private static Identity identity(Account account) {
    return new Identity(account.uid(), account.gid());
  }

  private static Path path(String name) {
    return Path.of(Bytes.toNative(name));
  }
}
