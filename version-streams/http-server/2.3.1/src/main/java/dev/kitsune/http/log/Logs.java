package dev.kitsune.http.log;

import dev.kitsune.http.config.Configuration;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The three logs. Every method may be called from any thread. */
public final class Logs {

  /** How grave an entry of the error log is. */
  public enum Level {
    /** Something failed. */
    EROR,
    /** Something is odd. */
    WARN,
    /** What happens. */
    INFO,
    /** Details. */
    DBUG
  }

  private static final String STANDARD_ERROR = "-";

  private @Nullable LogFile access;
  private @Nullable LogFile error;
  private @Nullable LogFile playlist;
  private boolean accessOnStandardError;
  private boolean errorOnStandardError = true;
  private int level = Level.values().length;

  /**
   * Opens the logs of a configuration and closes those that were open.
   *
   * @throws IOException if one cannot be opened; the others are
   */
  public synchronized void open(Configuration configuration) throws IOException {
    close();
    Configuration.Logging names = configuration.logging();
    level = names.level();
    accessOnStandardError = names.accessLog().equals(STANDARD_ERROR);
    errorOnStandardError = names.errorLog().equals(STANDARD_ERROR);
    Path directory =
        Path.of(System.getProperty("kitsune.run", ""))
            .resolve(configuration.paths().logDirectory());
    Files.createDirectories(directory);
    error = errorOnStandardError ? null : open(directory.resolve(names.errorLog()), names);
    access = accessOnStandardError ? null : open(directory.resolve(names.accessLog()), names);
    String list = names.playlistLog();
    playlist = list == null ? null : open(directory.resolve(list), names);
  }

  private static LogFile open(Path file, Configuration.Logging settings) throws IOException {
    long kilobytes = settings.sizeKilobytes();
    long largest = kilobytes == 0 ? LogFile.LARGEST : kilobytes * 1024;
    return LogFile.open(file, largest, settings.archives());
  }

  /** Closes the logs; what is logged afterwards goes to standard error, if it is an error. */
  public synchronized void close() {
    close(access);
    close(error);
    close(playlist);
    access = null;
    error = null;
    playlist = null;
  }

  private static void close(@Nullable LogFile file) {
    if (file != null) {
      try {
        file.close();
      } catch (IOException e) {
        System.err.println("cannot close a log: cause=" + e.getMessage());
      }
    }
  }

  /** Writes a line about a client that ended. */
  public synchronized void access(AccessEntry entry) {
    write(access, accessOnStandardError, entry.line(now()));
  }

  /** Writes an entry of the error log, if the level of detail asks for it. */
  public synchronized void error(Level grade, String place, String text) {
    if (grade.ordinal() < level) {
      String time = now().format(DateTimeFormatter.ofPattern("yyyy-MM-dd  HH:mm:ss", Locale.ROOT));
      write(
          error, errorOnStandardError, "[" + time + "] " + grade + " " + place + " " + text + "\n");
    }
  }

  /** Writes what a mount plays now. */
  public synchronized void playlist(String mount, long listeners, String text) {
    String time = now().format(AccessEntry.TIME);
    write(playlist, false, time + "|" + mount + "|" + listeners + "|" + text + "\n");
  }

  private static ZonedDateTime now() {
    return ZonedDateTime.now();
  }

  private static void write(@Nullable LogFile file, boolean standardError, String line) {
    if (standardError) {
      System.err.print(line);
    } else if (file != null) {
      try {
        file.write(line);
      } catch (IOException e) {
        System.err.println("cannot write a log: cause=" + e.getMessage());
      }
    }
  }
}
