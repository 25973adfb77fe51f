package dev.kitsune.kv.server;

import dev.kitsune.NoMigrate;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Writes the release's log lines: {@code [pid] 03 Sep 12:00:00 * text}. */
public final class Log {

  private static final long PID = ProcessHandle.current().pid();

  @NoMigrate
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("dd MMM HH:mm:ss", Locale.ENGLISH);

  private Log() {}

  /** Writes a line if its level is logged. The file is opened anew, so that it may be rotated. */
  public static void write(Settings settings, LogLevel level, String text) {
    if (level.compareTo(settings.logLevel()) < 0) {
      return;
    }
    String line =
        "[" + PID + "] " + TIME.format(LocalDateTime.now()) + " " + level.mark() + " " + text;
    String file = settings.logFile();
    if (file == null) {
      System.out.println(line);
      return;
    }
    try {
      Files.writeString(
          settings.persistence().file(file),
          line + "\n",
          StandardCharsets.ISO_8859_1,
          StandardOpenOption.CREATE,
          StandardOpenOption.APPEND);
    } catch (IOException e) {
      // As in the release a log that cannot be written stops nothing.
    }
  }
}
