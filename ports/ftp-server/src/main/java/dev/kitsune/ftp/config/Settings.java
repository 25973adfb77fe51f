package dev.kitsune.ftp.config;

import java.util.EnumMap;
import java.util.Map;

/**
 * The values of all settings. The listener has one for new sessions; a session has its own copy,
 * since a file for its user may change it.
 */
public final class Settings {

  private final Map<Flag, Boolean> flags;
  private final Map<Count, Integer> counts;
  private final Map<Text, String> texts;

  /** Makes the release's own settings. */
  public Settings() {
    flags = new EnumMap<>(Flag.class);
    counts = new EnumMap<>(Count.class);
    texts = new EnumMap<>(Text.class);
  }

  private Settings(Settings other) {
    flags = new EnumMap<>(other.flags);
    counts = new EnumMap<>(other.counts);
    texts = new EnumMap<>(other.texts);
  }

  /** Returns settings that change apart from these. */
  public Settings copy() {
    return new Settings(this);
  }

  /** Returns whether a setting is on. */
  public boolean is(Flag flag) {
    Boolean value = flags.get(flag);
    return value != null ? value : flag.initial();
  }

  /** Returns a number. */
  public int get(Count count) {
    Integer value = counts.get(count);
    return value != null ? value : count.initial();
  }

  /** Returns a text, empty if it is not set. */
  public String get(Text text) {
    String value = texts.get(text);
    return value != null ? value : text.initial();
  }

  /** Returns whether a text is set. */
  public boolean has(Text text) {
    return !get(text).isEmpty();
  }

  /** Switches a setting. */
  public void set(Flag flag, boolean value) {
    flags.put(flag, value);
  }

  /** Sets a number. */
  public void set(Count count, int value) {
    counts.put(count, value);
  }

  /** Sets a text. */
  public void set(Text text, String value) {
    texts.put(text, value);
  }
}
