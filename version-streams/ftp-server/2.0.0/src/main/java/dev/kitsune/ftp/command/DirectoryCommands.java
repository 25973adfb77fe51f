package dev.kitsune.ftp.command;

import dev.kitsune.ftp.file.FileOperations;
import dev.kitsune.ftp.log.LogEvent;
import dev.kitsune.ftp.session.Replies;
import dev.kitsune.ftp.session.Session;
import java.io.IOException;

/** Commands for directories. */
final class DirectoryCommands {

  private DirectoryCommands() {}

  static void print(Session session, String argument) {
    Replies.send(session, 257, quoted(session.jail().workingDirectory()));
  }

  static void change(Session session, String argument) {
    try {
      session.jail().change(argument);
    } catch (IOException e) {
      Replies.send(session, 550, "Failed to change directory.");
      return;
    }
    DirectoryMessage.send(session, 250);
    Replies.send(session, 250, "Directory successfully changed.");
  }

  static void up(Session session, String argument) {
    if (DeniedFiles.contains(session, "..")) {
      Replies.send(session, 550, "Permission denied.");
    } else {
      change(session, "..");
    }
  }

  static void make(Session session, String argument) {
    String path = absolute(session, argument);
    try {
      FileOperations.makeDirectory(session.jail(), argument, session.umask());
      Replies.log(session, LogEvent.Kind.MKDIR, true, path);
      Replies.send(session, 257, quoted(path) + " created");
    } catch (IOException e) {
      Replies.log(session, LogEvent.Kind.MKDIR, false, path);
      Replies.send(session, 550, "Create directory operation failed.");
    }
  }

  static void remove(Session session, String argument) {
    try {
      FileOperations.removeDirectory(session.jail(), argument);
      Replies.log(session, LogEvent.Kind.RMDIR, true, absolute(session, argument));
      Replies.send(session, 250, "Remove directory operation successful.");
    } catch (IOException e) {
      Replies.log(session, LogEvent.Kind.RMDIR, false, absolute(session, argument));
      Replies.send(session, 550, "Remove directory operation failed.");
    }
  }

  /** Returns a name as the session would see it from the root. */
  static String absolute(Session session, String name) {
    if (name.startsWith("/")) {
      return name;
    }
    String directory = session.jail().workingDirectory();
    return directory.endsWith("/") ? directory + name : directory + "/" + name;
  }

  private static String quoted(String path) {
    return '"' + path.replace("\"", "\"\"") + '"';
  }
}
