package dev.kitsune.ftp.command;

import dev.kitsune.ftp.config.Flag;
import dev.kitsune.ftp.file.FileOperations;
import dev.kitsune.ftp.file.FileStatus;
import dev.kitsune.ftp.session.Replies;
import dev.kitsune.ftp.session.Session;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Commands for files that move no data. */
final class FileCommands {

  private static final DateTimeFormatter STAMP =
      DateTimeFormatter.ofPattern("yyyyMMddHHmmss", Locale.ROOT);

  private FileCommands() {}

  static void delete(Session session, String argument) {
    try {
      FileOperations.delete(session.jail(), argument);
      Replies.send(session, 250, "Delete operation successful.");
    } catch (IOException e) {
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
    try {
      FileOperations.rename(session.jail(), from, argument);
      Replies.send(session, 250, "Rename successful.");
    } catch (IOException e) {
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

  static void modified(Session session, String argument) {
    try {
      Instant modified = Instant.ofEpochSecond(regular(session, argument).modified());
      ZoneId zone =
          session.settings().is(Flag.USE_LOCALTIME) ? ZoneId.systemDefault() : ZoneOffset.UTC;
      Replies.send(session, 213, STAMP.format(modified.atZone(zone)));
    } catch (IOException e) {
      Replies.send(session, 550, "Could not get file modification time.");
    }
  }

  private static FileStatus regular(Session session, String name) throws IOException {
    FileStatus status = FileOperations.status(session.jail(), name);
    if (!status.isRegular()) {
      throw new NoSuchFileException(name);
    }
    return status;
  }
}
