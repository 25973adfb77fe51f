package dev.kitsune.eval.page;

import java.util.Locale;
import java.util.Set;

/** Names of the report in words, their units in brackets. */
final class Words {

  private static final Set<String> UNITS = Set.of("ms", "s", "mb", "bytes");

  private Words() {}

  /** Turns {@code maxGapMs} into {@code max gap (ms)}. */
  static String of(String name) {
    String words = name.replaceAll("([a-z0-9])([A-Z])", "$1 $2").toLowerCase(Locale.ROOT);
    int last = words.lastIndexOf(' ');
    if (last > 0 && UNITS.contains(words.substring(last + 1))) {
      return words.substring(0, last) + " (" + words.substring(last + 1) + ")";
    }
    return words;
  }
}
