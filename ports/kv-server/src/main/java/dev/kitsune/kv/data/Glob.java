package dev.kitsune.kv.data;

/**
 * A pattern of {@code KEYS}: {@code *}, {@code ?}, {@code [abc]}, {@code [^abc]}, {@code [a-c]}
 * with its ends in either order, and {@code \} before a byte that stands for itself.
 */
public record Glob(Bytes pattern) {

  /** Returns whether the pattern matches the whole text. */
  public boolean matches(Bytes text) {
    return matches(0, text, 0);
  }

  private boolean matches(int patternStart, Bytes text, int textStart) {
    int p = patternStart;
    int t = textStart;
    while (p < pattern.length()) {
      int c = pattern.at(p);
      if (c == '*') {
        return matchesStar(p + 1, text, t);
      }
      if (t == text.length()) {
        return false;
      }
      if (c == '[') {
        int end = endOfClass(p);
        if (!classContains(p + 1, end, text.at(t))) {
          return false;
        }
        p = Math.min(end + 1, pattern.length());
      } else {
        if (c == '\\' && p + 1 < pattern.length()) {
          c = pattern.at(++p);
          if (c != text.at(t)) {
            return false;
          }
        } else if (c != '?' && c != text.at(t)) {
          return false;
        }
        p++;
      }
      t++;
    }
    return t == text.length();
  }

  private boolean matchesStar(int patternStart, Bytes text, int textStart) {
    int p = patternStart;
    while (p < pattern.length() && pattern.at(p) == '*') {
      p++;
    }
    if (p == pattern.length()) {
      return true;
    }
    for (int t = textStart; t <= text.length(); t++) {
      if (matches(p, text, t)) {
        return true;
      }
    }
    return false;
  }

  /** Returns where the class that opens here is closed; an unclosed one ends with the pattern. */
  private int endOfClass(int open) {
    int p = open + 1;
    while (p < pattern.length() && pattern.at(p) != ']') {
      p += pattern.at(p) == '\\' && p + 1 < pattern.length() ? 2 : 1;
    }
    return Math.min(p, pattern.length());
  }

  private boolean classContains(int from, int to, int c) {
    boolean negated = from < to && pattern.at(from) == '^';
    boolean found = false;
    for (int p = negated ? from + 1 : from; p < to; p++) {
      if (pattern.at(p) == '\\' && p + 1 < to) {
        found |= pattern.at(++p) == c;
      } else if (p + 2 < to && pattern.at(p + 1) == '-') {
        int low = Math.min(pattern.at(p), pattern.at(p + 2));
        int high = Math.max(pattern.at(p), pattern.at(p + 2));
        found |= c >= low && c <= high;
        p += 2;
      } else {
        found |= pattern.at(p) == c;
      }
    }
    return found != negated;
  }
}
