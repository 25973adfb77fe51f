package dev.kitsune.ftp.config;

import dev.kitsune.ftp.text.Bytes;
import dev.kitsune.ftp.text.Numbers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Reads files of {@code name=value} lines into settings, line by line: a later one wins. */
public final class ConfigurationFile {

  private static final int LONGEST = 100_000;

  private ConfigurationFile() {}

  /**
   * Applies a file.
   *
   * @throws ConfigurationException if the file cannot be opened, or at the first bad line; what
   *     stands before it was applied
   */
  public static void apply(Path file, Settings settings) throws ConfigurationException {
    byte[] bytes;
    try {
      bytes = Files.readAllBytes(file);
    } catch (IOException e) {
      throw new ConfigurationException("vsftpd: cannot open specified config file");
    }
    String text = Bytes.text(bytes, 0, Math.min(bytes.length, LONGEST));
    for (String line : text.split("\n", -1)) {
      if (!line.isEmpty() && line.charAt(0) != '#') {
        apply(line, settings);
      }
    }
  }

  private static void apply(String line, Settings settings) throws ConfigurationException {
    int equals = line.indexOf('=');
    String name = equals < 0 ? line : line.substring(0, equals);
    String value = equals < 0 ? "" : line.substring(equals + 1);
    for (Text text : Text.values()) {
      if (text.key().equals(name)) {
        settings.set(text, value);
        return;
      }
    }
    if (value.isEmpty()) {
      throw new ConfigurationException("missing value in config file");
    }
    for (Flag flag : Flag.values()) {
      if (flag.key().equals(name)) {
        settings.set(flag, truth(value));
        return;
      }
    }
    for (Count count : Count.values()) {
      if (count.key().equals(name)) {
        settings.set(count, Numbers.setting(value));
        return;
      }
    }
    throw new ConfigurationException("unrecognised variable in config file");
  }

  private static boolean truth(String value) throws ConfigurationException {
    switch (Bytes.upper(value)) {
      case "YES", "TRUE", "1" -> {
        return true;
      }
      case "NO", "FALSE", "0" -> {
        return false;
      }
      default -> throw new ConfigurationException("bad bool value in config file");
    }
  }
}
