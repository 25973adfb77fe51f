package dev.kitsune.ftp.command;

import dev.kitsune.ftp.config.Flag;
import dev.kitsune.ftp.file.FileOperations;
import dev.kitsune.ftp.file.FileStatus;
import dev.kitsune.ftp.log.LogEvent;
import dev.kitsune.ftp.session.Replies;
import dev.kitsune.ftp.session.Session;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Locale;

/** Commands for files that move no data. */
final class FileCommands {

  private static final DateTimeFormatter STAMP =
      DateTimeFormatter.ofPattern("yyyyMMddHHmmss", Locale.ROOT);

  private static final int STAMP_DIGITS = 14;

  private FileCommands() {}

  static void delete(Session session, String argument) {
    try {
      FileOperations.delete(session.jail(), argument);
      log(session, LogEvent.Kind.DELETE, true, path(session, argument));
      Replies.send(session, 250, "Delete operation successful.");
    } catch (IOException e) {
      log(session, LogEvent.Kind.DELETE, false, path(session, argument));
      Replies.send(session, 550, "Delete operation failed.");
    }
  }

  static void renameFrom(Session session, String argument) {
    session.renameFrom("");
    try {
      FileOperations.status(session.jail(), argument);
      session.renameFrom(argument);
      Replies.send(session, 350, "Ready for RNTO.");
    } catch (IOException e) {
      Replies.send(session, 550, "RNFR command failed.");
    }
  }

  static void renameTo(Session session, String argument) {
    String from = session.renameFrom();
    if (from.isEmpty()) {
      Replies.send(session, 503, "RNFR required first.");
      return;
    }
    session.renameFrom("");
    String both = path(session, from) + " " + path(session, argument);
    try {
      FileOperations.rename(session.jail(), from, argument);
      log(session, LogEvent.Kind.RENAME, true, both);
      Replies.send(session, 250, "Rename successful.");
    } catch (IOException e) {
      log(session, LogEvent.Kind.RENAME, false, both);
      Replies.send(session, 550, "Rename failed.");
    }
  }

  static void size(Session session, String argument) {
    try {
      Replies.send(session, 213, Long.toString(regular(session, argument).size()));
    } catch (IOException e) {
      Replies.send(session, 550, "Could not get file size.");
    }
  }

  /** Sets a file's time if the argument begins with one, else shows it. */
  static void modified(Session session, String argument) {
    int space = argument.indexOf(' ');
    String stamp = space < 0 ? "" : argument.substring(0, space);
    boolean isStamp = stamp.matches("[0-9]{8}|[0-9]{14}(\\.[0-9]*)?");
    if (!isStamp || FileOperations.exists(session.jail(), argument)) {
      show(session, argument);
    } else if (!Right.CHANGE.has(session, session.settings())) {
      show(session, Tilde.expand(session, argument.substring(space + 1)));
    } else {
      set(session, stamp, Tilde.expand(session, argument.substring(space + 1)));
    }
  }

  /** Up to 2.0.3 a file that is missing has the time of the one before it. */
  private static void show(Session session, String name) {
    try {
      Instant modified = Instant.ofEpochSecond(regular(session, name).modified());
      session.lastStamp(STAMP.format(modified.atZone(zone(session))));
      Replies.send(session, 213, session.lastStamp());
    } catch (IOException e) {
      if (session.lastStamp().isEmpty() || FileOperations.exists(session.jail(), name)) {
        Replies.send(session, 550, "Could not get file modification time.");
      } else {
        Replies.send(session, 213, session.lastStamp());
      }
    }
  }

  private static void set(Session session, String stamp, String name) {
    try {
      regular(session, name);
      String whole = stamp.length() < STAMP_DIGITS ? stamp + "000000" : stamp;
      LocalDateTime time = LocalDateTime.parse(whole.substring(0, STAMP_DIGITS), STAMP);
      FileOperations.setModified(session.jail(), name, time.atZone(zone(session)).toInstant());
      Replies.send(session, 213, "File modification time set.");
    } catch (IOException | DateTimeParseException e) {
      Replies.send(session, 550, "Could not set file modification time.");
    }
  }

  private static ZoneId zone(Session session) {
    return session.settings().is(Flag.USE_LOCALTIME) ? ZoneId.systemDefault() : ZoneOffset.UTC;
  }

  private static String path(Session session, String name) {
    return DirectoryCommands.absolute(session, name);
  }

  private static void log(Session session, LogEvent.Kind kind, boolean isSuccess, String text) {
    Replies.log(session, kind, isSuccess, text);
  }

  private static FileStatus regular(Session session, String name) throws IOException {
    FileStatus status = FileOperations.status(session.jail(), name);
    if (!status.isRegular()) {
      throw new NoSuchFileException(name);
    }
    return status;
  }
}
