package dev.kitsune.ftp.session;

import dev.kitsune.ftp.config.Flag;
import dev.kitsune.ftp.log.LogEvent;
import dev.kitsune.ftp.log.TransferLog;
import dev.kitsune.ftp.text.Bytes;
import java.io.ByteArrayOutputStream;
import org.apache.mina.core.buffer.IoBuffer;

/** Writes replies to the control connection. */
public final class Replies {

  private static final int IAC = 0xff;

  private Replies() {}

  /** Sends the last line of a reply. */
  public static void send(Session session, int code, String text) {
    write(session, code, ' ', text);
  }

  /** Sends a line of a reply that goes on. */
  public static void sendPart(Session session, int code, String text) {
    write(session, code, '-', text);
  }

  /** Sends a line of a reply as it is. */
  public static void sendRaw(Session session, String line) {
    session.io().write(IoBuffer.wrap(Bytes.of(line + "\r\n")));
  }

  /** Says that the server cannot serve, and closes. */
  public static void fail(Session session, String text) {
    send(session, 500, "OOPS: " + text);
    close(session);
  }

  /** Closes the connection when all replies are out. */
  public static void close(Session session) {
    session.closed();
    session.io().closeOnFlush();
  }

  private static void write(Session session, int code, char separator, String text) {
    logReply(session, code, separator, text);
    ByteArrayOutputStream line = new ByteArrayOutputStream(text.length() + 8);
    line.writeBytes(Bytes.of(Integer.toString(code) + separator));
    for (byte b : Bytes.of(text)) {
      if ((b & IAC) == IAC) {
        line.write(IAC); // Telnet's own escape
      }
      line.write(b == '\n' ? 0 : b);
    }
    line.write('\r');
    line.write('\n');
    session.io().write(IoBuffer.wrap(line.toByteArray()));
  }

  private static void logReply(Session session, int code, char separator, String text) {
    if (session.settings().is(Flag.LOG_FTP_PROTOCOL)) {
      log(session, LogEvent.Kind.OUTPUT, true, Integer.toString(code) + separator + text);
    }
  }

  /** Writes what happened into the session's log, if it has one. */
  public static void log(Session session, LogEvent.Kind kind, boolean isSuccess, String text) {
    log(session, kind, isSuccess, text, 0, 0);
  }

  /** Writes a transfer into the session's log, if it has one. */
  public static void log(
      Session session, LogEvent.Kind kind, boolean isSuccess, String text, long bytes, long nanos) {
    String who = session.isAnonymous() ? session.anonymousPassword() : session.user();
    LogEvent event =
        new LogEvent(
            kind,
            session.id(),
            isSuccess,
            text,
            bytes,
            nanos,
            session.isAscii(),
            session.isAnonymous(),
            session.isGuest(),
            who);
    TransferLog log = session.log();
    if (log != null) {
      log.writeOwn(session.user(), session.remoteHost(), event);
    }
    TransferLog standard = session.standardLog();
    if (standard != null) {
      standard.writeStandard(session.remoteHost(), event);
    }
  }
}
