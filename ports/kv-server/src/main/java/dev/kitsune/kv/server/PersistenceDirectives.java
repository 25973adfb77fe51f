package dev.kitsune.kv.server;

import dev.kitsune.NoMigrate;
import dev.kitsune.kv.server.PersistenceSettings.Fsync;
import dev.kitsune.kv.server.PersistenceSettings.Master;
import dev.kitsune.kv.server.PersistenceSettings.SavePoint;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The configuration file's directives that concern what is kept and who follows whom. */
final class PersistenceDirectives {

  private static final int HIGHEST_PORT = 65_535;

  /** How many arguments each takes. */
  @NoMigrate
  private static final Map<String, Integer> ARGUMENTS =
      Map.ofEntries(
          Map.entry("dir", 1),
          Map.entry("dbfilename", 1),
          Map.entry("save", 2),
          Map.entry("rdbcompression", 1),
          Map.entry("appendonly", 1),
          Map.entry("appendfilename", 1),
          Map.entry("appendfsync", 1),
          Map.entry("slaveof", 2),
          Map.entry("masterauth", 1),
          Map.entry("daemonize", 1),
          Map.entry("pidfile", 1));

  private PersistenceDirectives() {}

  /** Returns how many arguments the directive takes, or null if it is none of these. */
  static @Nullable Integer arguments(String name) {
    return ARGUMENTS.get(name);
  }

  /**
   * Applies a directive.
   *
   * @throws IllegalArgumentException if an argument cannot be used
   */
  static void apply(String name, String[] words, PersistenceSettings settings) {
    String argument = words[1];
    switch (name) {
      case "dir" -> settings.setDirectory(argument);
      case "dbfilename" -> settings.setDumpName(argument);
      case "save" -> addSavePoint(words, settings);
      case "rdbcompression" -> settings.setCompressing(yesNo(argument));
      case "appendonly" -> settings.setAppendOnly(yesNo(argument));
      case "appendfilename" -> settings.setLogName(argument);
      case "appendfsync" -> settings.setFsync(fsync(argument));
      case "slaveof" ->
          settings.setMaster(
              new Master(argument, ConfigurationFile.integer(words[2], 1, HIGHEST_PORT)));
      case "masterauth" -> settings.setMasterPassword(argument);
      case "daemonize" -> settings.setDaemon(yesNo(argument));
      case "pidfile" -> settings.setPidFile(argument);
      default -> throw new IllegalStateException("directive without meaning: name=" + name);
    }
  }

  private static void addSavePoint(String[] words, PersistenceSettings settings) {
    List<SavePoint> points = new ArrayList<>(settings.savePoints());
    points.add(
        new SavePoint(
            ConfigurationFile.integer(words[1], 1, Integer.MAX_VALUE),
            ConfigurationFile.integer(words[2], 0, Integer.MAX_VALUE)));
    settings.setSavePoints(points);
  }

  private static boolean yesNo(String text) {
    return switch (text.toLowerCase(Locale.ROOT)) {
      case "yes" -> true;
      case "no" -> false;
      default -> throw new IllegalArgumentException("argument must be 'yes' or 'no'");
    };
  }

  private static Fsync fsync(String text) {
    for (Fsync policy : Fsync.values()) {
      if (policy.name().equalsIgnoreCase(text)) {
        return policy;
      }
    }
    throw new IllegalArgumentException("argument must be 'no', 'always' or 'everysec'");
  }
}
