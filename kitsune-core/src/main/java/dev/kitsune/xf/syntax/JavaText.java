package dev.kitsune.xf.syntax;

/**
 * As much of Java's lexical structure as is needed to find the end of a block and the {@code $}
 * forms in it: comments, strings, text blocks and characters are passed over whole.
 */
public final class JavaText {

  private JavaText() {}

  /**
   * Returns the offset behind the comment, string, text block or character literal that begins
   * here; the offset itself if none does; or -1 if it does not end.
   */
  public static int skipOpaque(String text, int at) {
    if (text.startsWith("//", at)) {
      int end = at;
      while (end < text.length() && text.charAt(end) != '\n' && text.charAt(end) != '\r') {
        end++;
      }
      return end;
    }
    if (text.startsWith("/*", at)) {
      int end = text.indexOf("*/", at + 2);
      return end < 0 ? -1 : end + 2;
    }
    if (text.startsWith("\"\"\"", at)) {
      return textBlock(text, at + 3);
    }
    char c = at < text.length() ? text.charAt(at) : 0;
    return c == '"' || c == '\'' ? quoted(text, at + 1, c) : at;
  }

  private static int textBlock(String text, int from) {
    for (int i = from; i < text.length(); i++) {
      if (text.charAt(i) == '\\') {
        i++;
      } else if (text.startsWith("\"\"\"", i)) {
        return i + 3;
      }
    }
    return -1;
  }

  private static int quoted(String text, int from, char quote) {
    for (int i = from; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == quote) {
        return i + 1;
      }
      if (c == '\n' || c == '\r') {
        return -1;
      }
      if (c == '\\') {
        i++;
      }
    }
    return -1;
  }

  /** Returns the offset of the first character that is neither blank nor in a comment. */
  public static int skipBlanks(String text, int from) {
    int at = from;
    while (at < text.length()) {
      if (Character.isWhitespace(text.charAt(at))) {
        at++;
      } else if (text.startsWith("//", at) || text.startsWith("/*", at)) {
        int end = skipOpaque(text, at);
        if (end < 0) {
          return at;
        }
        at = end;
      } else {
        break;
      }
    }
    return at;
  }

  /** Returns the offset behind the Java identifier that begins here, or the offset itself. */
  public static int skipIdentifier(String text, int at) {
    int end = at;
    while (end < text.length()) {
      int c = text.codePointAt(end);
      boolean part =
          end == at ? Character.isJavaIdentifierStart(c) : Character.isJavaIdentifierPart(c);
      if (!part || Character.isIdentifierIgnorable(c)) {
        break;
      }
      end += Character.charCount(c);
    }
    return end;
  }
}
