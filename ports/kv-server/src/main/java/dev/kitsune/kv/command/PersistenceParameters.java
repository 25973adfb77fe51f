package dev.kitsune.kv.command;

import dev.kitsune.kv.data.Bytes;
import dev.kitsune.kv.server.CommandLog;
import dev.kitsune.kv.server.PersistenceSettings;
import dev.kitsune.kv.server.PersistenceSettings.Fsync;
import dev.kitsune.kv.server.PersistenceSettings.SavePoint;
import dev.kitsune.kv.server.Server;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The parameters of CONFIG GET and SET that concern what is kept and who follows whom. */
final class PersistenceParameters {

  private static final String CANNOT_LOG = "Unable to turn on AOF. Check server logs.";

  private PersistenceParameters() {}

  /** Returns a parameter's value, or null if it has none. */
  static @Nullable String value(PersistenceSettings settings, String name) {
    return switch (name) {
      case "dbfilename" -> settings.dumpName();
      case "masterauth" -> settings.masterPassword();
      case "appendonly" -> settings.isAppendOnly() ? "yes" : "no";
      case "appendfsync" -> settings.fsync().name().toLowerCase(Locale.ROOT);
      case "save" -> savePoints(settings);
      default -> null;
    };
  }

  private static String savePoints(PersistenceSettings settings) {
    StringBuilder text = new StringBuilder();
    for (SavePoint point : settings.savePoints()) {
      text.append(text.isEmpty() ? "" : " ");
      text.append(point.seconds()).append(' ').append(point.changes());
    }
    return text.toString();
  }

  /**
   * Sets a parameter.
   *
   * @throws CommandException if it is none of these, or the value cannot be used
   */
  static void set(Server server, String name, Bytes value) {
    PersistenceSettings settings = server.settings().persistence();
    switch (name.toLowerCase(Locale.ROOT)) {
      case "dbfilename" -> settings.setDumpName(value.toString());
      case "masterauth" ->
          settings.setMasterPassword(value.length() == 0 ? null : value.toString());
      case "appendonly" -> setAppendOnly(server, name, value);
      case "appendfsync" -> settings.setFsync(fsync(name, value));
      case "save" -> settings.setSavePoints(savePoints(name, value));
      default -> throw new CommandException("not supported CONFIG parameter " + name);
    }
  }

  /** Redis 2.0.0: turning the log off ends a background save, where a rewriting was meant. */
  private static void setAppendOnly(Server server, String name, Bytes value) {
    PersistenceSettings settings = server.settings().persistence();
    CommandLog log = server.commandLog();
    boolean wanted = value.equalsIgnoreCase("yes");
    if (!wanted && !value.equalsIgnoreCase("no")) {
      throw invalid(name, value);
    }
    try {
      if (wanted && !log.isOn()) {
        log.open();
        if (!log.isRewriting() && !log.startRewriting()) {
          log.close();
          throw new CommandException(CANNOT_LOG);
        }
      } else if (!wanted && log.isOn()) {
        log.close();
        server.saves().cancel();
      }
    } catch (IOException e) {
      throw new CommandException(CANNOT_LOG);
    }
    settings.setAppendOnly(wanted);
  }

  private static Fsync fsync(String name, Bytes value) {
    for (Fsync policy : Fsync.values()) {
      if (value.equalsIgnoreCase(policy.name())) {
        return policy;
      }
    }
    throw invalid(name, value);
  }

  private static List<SavePoint> savePoints(String name, Bytes value) {
    List<SavePoint> points = new ArrayList<>();
    String text = value.toString();
    if (text.isEmpty()) {
      return points;
    }
    String[] words = text.split(" ", -1);
    if (words.length % 2 != 0) {
      throw invalid(name, value);
    }
    try {
      for (int i = 0; i < words.length; i += 2) {
        int seconds = Integer.parseInt(words[i]);
        int changes = Integer.parseInt(words[i + 1]);
        if (seconds < 1 || changes < 0) {
          throw invalid(name, value);
        }
        points.add(new SavePoint(seconds, changes));
      }
    } catch (NumberFormatException e) {
      throw invalid(name, value);
    }
    return points;
  }

  private static CommandException invalid(String name, Bytes value) {
    return new CommandException("invalid argument '" + value + "' for CONFIG SET '" + name + "'");
  }
}
