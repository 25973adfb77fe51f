package dev.kitsune.http.format;

import org.jspecify.annotations.Nullable;

/** Where a format puts what it makes of a source's bytes. */
public interface Output {

  /** A block for all listeners. */
  void block(Block block);

  /** A statistic of the mount; null removes it. */
  void statistic(String name, @Nullable String value);

  /** What is played from now on, for the playlist log and directories. */
  void playing(String text);

  /** A line for the error log. */
  void warn(String text);
}
