package dev.kitsune.kv.server;

import dev.kitsune.kv.data.HashValue;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.List;
import java.util.Locale;

/**
 * Reads the release's configuration file: a directive and its arguments on each line, one space
 * between any two of them, and comments that begin with {@code #}.
 */
public final class ConfigurationFile {

  private static final String BAD_DIRECTIVE = "Bad directive or wrong number of arguments";
  private static final int DEEPEST_INCLUDE = 16;

  private final Settings settings;
  private int depth;

  private ConfigurationFile(Settings settings) {
    this.settings = settings;
  }

  /**
   * Applies a file to the settings.
   *
   * @param name the file, or {@code -} for the standard input
   * @throws ConfigurationException at the first line that cannot be used
   */
  public static void apply(String name, Settings settings) throws ConfigurationException {
    settings.persistence().setSavePoints(List.of()); // those of the file count, not the built-in
    new ConfigurationFile(settings).include(name);
  }

  private void include(String name) throws ConfigurationException {
    if (++depth > DEEPEST_INCLUDE) {
      throw new ConfigurationException("configuration files include each other: file=" + name);
    }
    List<String> lines;
    try {
      lines = read(name);
    } catch (IOException e) {
      throw new ConfigurationException(
          "configuration file cannot be read: file=" + name + ", cause=" + e.getMessage());
    }
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i).strip();
      if (!line.isEmpty() && !line.startsWith("#")) {
        try {
          directive(line.split(" ", -1));
        } catch (IllegalArgumentException e) {
          throw new ConfigurationException(
              e.getMessage() + ": file=" + name + ", line=" + (i + 1) + ", text='" + line + "'");
        }
      }
    }
    depth--;
  }

  private List<String> read(String name) throws IOException {
    if (!name.equals("-")) {
      return Files.readAllLines(settings.persistence().file(name), StandardCharsets.ISO_8859_1);
    }
    try (BufferedReader input =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.ISO_8859_1))) {
      return input.lines().toList();
    }
  }

  private void directive(String[] words) throws ConfigurationException {
    String name = words[0].toLowerCase(Locale.ROOT);
    Integer kept = PersistenceDirectives.arguments(name);
    if (kept != null && words.length - 1 == kept) {
      PersistenceDirectives.apply(name, words, settings.persistence());
      return;
    }
    if (words.length != 2) {
      throw new IllegalArgumentException(BAD_DIRECTIVE);
    }
    String argument = words[1];
    if (settings.swapping().apply(name, argument)) {
      return;
    }
    switch (name) {
      case "port" -> settings.setPort(integer(argument, 1, 65535));
      case "bind" -> settings.setBindAddress(argument);
      case "timeout" -> settings.setIdleSeconds(integer(argument, 0, Integer.MAX_VALUE));
      case "databases" -> settings.setDatabases(integer(argument, 1, Integer.MAX_VALUE));
      case "maxclients" -> settings.setMaxClients(integer(argument, 0, Integer.MAX_VALUE));
      case "loglevel" -> settings.setLogLevel(LogLevel.named(argument));
      case "logfile" -> settings.setLogFile(argument.equals("stdout") ? null : argument);
      case "requirepass" -> settings.setPassword(argument);
      case "maxmemory" -> settings.setMaxMemory(MemoryUnits.parse(argument));
      case "hash-max-zipmap-entries" ->
          settings.setZipmapLimits(
              new HashValue.Limits(
                  integer(argument, 0, Integer.MAX_VALUE), settings.zipmapLimits().length()));
      case "hash-max-zipmap-value" ->
          settings.setZipmapLimits(
              new HashValue.Limits(
                  settings.zipmapLimits().entries(), integer(argument, 0, Integer.MAX_VALUE)));
      case "activerehashing" -> settings.setActiveRehashing(yes(argument));
      case "glueoutputbuf" -> yes(argument); // replies to one read are always sent together
      case "include" -> include(argument);
      default -> throw new IllegalArgumentException(BAD_DIRECTIVE);
    }
  }

  private static boolean yes(String text) {
    return switch (text.toLowerCase(Locale.ROOT)) {
      case "yes" -> true;
      case "no" -> false;
      default -> throw new IllegalArgumentException("expected yes or no: found=" + text);
    };
  }

  static int integer(String text, int least, int most) {
    int number;
    try {
      number = Integer.parseInt(text);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("expected an integer: found=" + text, e);
    }
    if (number < least || number > most) {
      throw new IllegalArgumentException(
          "expected an integer from " + least + " to " + most + ": found=" + text);
    }
    return number;
  }
}
