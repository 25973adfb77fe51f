package dev.kitsune.ftp.text;

import java.util.ArrayList;
import java.util.List;

/**
 * The patterns of listings and of files that are denied or hidden: {@code *}, {@code ?}, and one
 * level of alternatives in braces. What follows a {@code *} is looked for at its first place,
 * without going back, so {@code *.txt} does not match {@code a.txt.txt}.
 */
public final class Wildcard {

  private Wildcard() {}

  /** Returns whether the name matches the pattern as a whole. */
  public static boolean matches(String name, String pattern) {
    for (String alternative : alternatives(pattern)) {
      if (matchesPlain(name, alternative)) {
        return true;
      }
    }
    return false;
  }

  private static List<String> alternatives(String pattern) {
    int open = pattern.indexOf('{');
    int close = pattern.indexOf('}', open + 1);
    if (open < 0 || close < 0) {
      return List.of(pattern);
    }
    String inside = pattern.substring(open + 1, close);
    List<String> found = new ArrayList<>();
    for (String each : inside.split(",", -1)) {
      found.add(pattern.substring(0, open) + each + pattern.substring(close + 1));
    }
    return found;
  }

  private static boolean matchesPlain(String name, String pattern) {
    int from = 0;
    int at = 0;
    boolean anywhere = false;
    while (at < pattern.length()) {
      int star = pattern.indexOf('*', at);
      String literal = pattern.substring(at, star < 0 ? pattern.length() : star);
      int found = find(name, from, literal, anywhere);
      if (found < 0) {
        return false;
      }
      from = found + literal.length();
      if (star < 0) {
        return from == name.length();
      }
      anywhere = true;
      at = star + 1;
    }
    return anywhere || from == name.length();
  }

  private static int find(String name, int from, String literal, boolean anywhere) {
    int last = anywhere ? name.length() - literal.length() : from;
    for (int i = from; i <= last; i++) {
      if (fits(name, i, literal)) {
        return i;
      }
    }
    return -1;
  }

  private static boolean fits(String name, int at, String literal) {
    if (at + literal.length() > name.length()) {
      return false;
    }
    for (int i = 0; i < literal.length(); i++) {
      char wanted = literal.charAt(i);
      if (wanted != '?' && wanted != name.charAt(at + i)) {
        return false;
      }
    }
    return true;
  }
}
