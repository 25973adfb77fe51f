package dev.kitsune.kv.server;

import java.io.IOException;
import java.nio.file.Files;

/** The orderly end of the process: what is to be kept is on the disk before. */
public final class Shutdown {

  private Shutdown() {}

  /**
   * Ends the process; returns only if that is refused, because the databases cannot be saved. Since
   * Redis 2.0.4 nothing is saved where there are no save points.
   */
  public static void tryNow(Server server) {
    Settings settings = server.settings();
    Log.write(settings, LogLevel.WARNING, "User requested shutdown, saving DB...");
    server.saves().cancel();
    if (server.commandLog().isOn()) {
      server.commandLog().sync();
    } else if (settings.persistence().savePoints().isEmpty()) {
      // The release forgets the file with the pid on this way.
      Log.write(settings, LogLevel.WARNING, "Not saving DB.");
      throw Exit.orderly(settings);
    } else if (!server.saves().save()) {
      Log.write(settings, LogLevel.WARNING, "Error trying to save the DB, can't exit");
      return;
    }
    removePidFile(settings);
    throw Exit.orderly(settings);
  }

  private static void removePidFile(Settings settings) {
    if (settings.persistence().isDaemon()) {
      try {
        Files.deleteIfExists(settings.persistence().pidFile());
      } catch (IOException e) {
        Log.write(settings, LogLevel.WARNING, "pid file cannot be removed: " + e.getMessage());
      }
    }
  }
}
