package dev.kitsune.ftp.command;

import dev.kitsune.ftp.config.ConfigurationException;
import dev.kitsune.ftp.config.Count;
import dev.kitsune.ftp.config.Flag;
import dev.kitsune.ftp.config.Settings;
import dev.kitsune.ftp.config.Text;
import dev.kitsune.ftp.log.LogEvent;
import dev.kitsune.ftp.log.TransferLog;
import dev.kitsune.ftp.session.Replies;
import dev.kitsune.ftp.session.Session;
import dev.kitsune.ftp.text.Bytes;
import dev.kitsune.ftp.user.NameList;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/** What happens before a session's first command: checks, files read, the first reply. */
public final class Greeting {

  private Greeting() {}

  /**
   * Greets, or says why not and closes.
   *
   * @param count how many sessions count, this one included
   * @param countFromAddress how many of them come from its address
   */
  public static void send(Session session, int count, int countFromAddress) {
    Settings settings = session.settings();
    try {
      session.countAtStart(count);
      HostAccess.apply(session);
      forgetPrivileges(settings);
      check(settings);
      openFiles(session);
      if (!session.isAdmitted()) {
        refuse(session, "Service not available.", "Connection refused: tcp_wrappers denial.");
        return;
      }
      if (isAbove(settings.get(Count.MAX_CLIENTS), count)) {
        refuse(
            session,
            "There are too many connected users, please try later.",
            "Connection refused: too many sessions.");
        return;
      }
      if (isAbove(settings.get(Count.MAX_PER_IP), countFromAddress)) {
        refuse(
            session,
            "There are too many connections from your internet address.",
            "Connection refused: too many sessions for this address.");
        return;
      }
      Replies.log(session, LogEvent.Kind.CONNECTION, true, "");
      greet(session);
    } catch (OopsException | ConfigurationException e) {
      Replies.fail(session, String.valueOf(e.getMessage()));
    }
  }

  /** Whoever starts the server without being root cannot give files away, nor use port 20. */
  private static void forgetPrivileges(Settings settings) {
    if (settings.is(Flag.RUN_AS_LAUNCHING_USER)
        && !"root".equals(System.getProperty("user.name"))) {
      settings.set(Flag.CONNECT_FROM_PORT_20, false);
      settings.set(Flag.CHOWN_UPLOADS, false);
    }
  }

  private static boolean isAbove(int limit, int count) {
    return limit > 0 && count > limit;
  }

  private static void refuse(Session session, String reply, String logged) {
    Replies.log(session, LogEvent.Kind.CONNECTION, true, logged);
    Replies.send(session, 421, reply);
    Replies.close(session);
  }

  private static void check(Settings settings) throws OopsException {
    if (!settings.is(Flag.ANONYMOUS_ENABLE) && !settings.is(Flag.LOCAL_ENABLE)) {
      throw new OopsException("vsftpd: both local and anonymous access disabled!");
    }
    if (settings.is(Flag.SSL_ENABLE)) {
      if (settings.is(Flag.ONE_PROCESS_MODEL)) {
        throw new OopsException("vsftpd: SSL mode not compatible with 'one_process_model'");
      }
      try {
        TlsCommands.context(settings);
      } catch (IOException e) {
        throw new OopsException("SSL: cannot load RSA certificate");
      }
    }
    if (settings.is(Flag.ONE_PROCESS_MODEL) && settings.is(Flag.LOCAL_ENABLE)) {
      throw new OopsException("vsftpd: security: 'one_process_model' is anonymous only");
    }
  }

  private static void openFiles(Session session) throws OopsException {
    Settings settings = session.settings();
    openLogs(session);
    if (settings.is(Flag.DENY_EMAIL_ENABLE)) {
      session.bannedPasswords(
          list(settings.get(Text.BANNED_EMAIL_FILE), "cannot open banned e-mail list file"));
    }
    if (settings.is(Flag.SECURE_EMAIL_LIST_ENABLE)) {
      session.passwords(
          list(settings.get(Text.EMAIL_PASSWORD_FILE), "cannot open email passwords file"));
    }
    if (settings.is(Flag.LOCAL_ENABLE) && settings.is(Flag.USERLIST_ENABLE)) {
      session.userList(list(settings.get(Text.USERLIST_FILE), "cannot open user list file"));
    }
  }

  /** Opens the log files that the settings want, each of one format. */
  private static void openLogs(Session session) throws OopsException {
    Settings settings = session.settings();
    if (!settings.is(Flag.XFERLOG_ENABLE) && !settings.is(Flag.DUAL_LOG_ENABLE)) {
      return;
    }
    boolean isDual = settings.is(Flag.DUAL_LOG_ENABLE);
    boolean isStandard = settings.is(Flag.XFERLOG_STD_FORMAT);
    if (isDual || isStandard) {
      session.standardLog(openLog(settings, Text.XFERLOG_FILE));
    }
    if (isDual || !isStandard) {
      session.log(openLog(settings, Text.VSFTPD_LOG_FILE));
    }
  }

  private static TransferLog openLog(Settings settings, Text name) throws OopsException {
    return new TransferLog(
        openLog(Path.of(Bytes.toNative(settings.get(name)))), !settings.is(Flag.NO_LOG_LOCK));
  }

  private static FileChannel openLog(Path file) throws OopsException {
    try {
      if (!Files.exists(file)) {
        Files.createFile(
            file,
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      }
      return FileChannel.open(file, Set.of(StandardOpenOption.WRITE, StandardOpenOption.APPEND));
    } catch (IOException e) {
      throw new OopsException("failed to open ftp log file:" + file);
    }
  }

  private static NameList list(String file, String failure) throws OopsException {
    try {
      return NameList.read(file);
    } catch (IOException e) {
      throw new OopsException(failure + ":" + file);
    }
  }

  private static void greet(Session session) throws OopsException {
    Settings settings = session.settings();
    if (settings.has(Text.BANNER_FILE)) {
      NameList banner = list(settings.get(Text.BANNER_FILE), "cannot open banner file");
      banner.lines().forEach(line -> Replies.sendPart(session, 220, line));
      Replies.send(session, 220, "");
    } else if (settings.has(Text.FTPD_BANNER)) {
      Replies.send(session, 220, settings.get(Text.FTPD_BANNER));
    } else {
      Replies.send(session, 220, "(vsFTPd " + session.server().version() + ")");
    }
  }

  /** A session cannot begin. */
  private static final class OopsException extends Exception {

    private static final long serialVersionUID = 1;

    OopsException(String message) {
      super(message);
    }
  }
}
