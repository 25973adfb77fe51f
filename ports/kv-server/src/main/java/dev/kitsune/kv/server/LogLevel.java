package dev.kitsune.kv.server;

import java.util.Locale;

/** How much is logged, and the mark that a line of each level bears. */
public enum LogLevel {
  DEBUG('.'),
  VERBOSE('-'),
  NOTICE('*'),
  WARNING('#');

  private final char mark;

  LogLevel(char mark) {
    this.mark = mark;
  }

  /** Returns the character that stands before a line's text. */
  char mark() {
    return mark;
  }

  /**
   * Returns the level of a name as the configuration file has it.
   *
   * @throws IllegalArgumentException if there is no such level
   */
  static LogLevel named(String name) {
    for (LogLevel level : values()) {
      if (level.name().toLowerCase(Locale.ROOT).equals(name)) {
        return level;
      }
    }
    throw new IllegalArgumentException(
        "expected debug, verbose, notice or warning as log level: found=" + name);
  }
}
