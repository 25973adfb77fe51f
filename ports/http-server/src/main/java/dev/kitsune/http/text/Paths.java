package dev.kitsune.http.text;

import org.jspecify.annotations.Nullable;

/** Paths of requests. */
public final class Paths {

  private Paths() {}

  /**
   * Decodes a path and refuses what could lead out of the web root: no leading slash, two slashes
   * in a row, or a part of dots only before another slash; a back-slash counts as a slash.
   *
   * @return null if the path is refused
   */
  public static @Nullable String normalise(String uri) {
    if (!uri.startsWith("/")) {
      return null;
    }
    String path = Text.decode(uri, /* query= */ false);
    if (path == null || path.indexOf('\0') >= 0) {
      return null;
    }
    int start = 1;
    for (int i = 1; i < path.length(); i++) {
      if (path.charAt(i) == '/' || path.charAt(i) == '\\') {
        if (isDots(path, start, i)) {
          return null;
        }
        start = i + 1;
      }
    }
    return path;
  }

  /** Returns the text after the last dot, or an empty one. */
  public static String extension(String path) {
    int dot = path.lastIndexOf('.');
    return dot < 0 || path.indexOf('/', dot) >= 0 ? "" : path.substring(dot + 1);
  }

  /** Also true of an empty part, which two slashes in a row leave. */
  private static boolean isDots(String path, int from, int to) {
    for (int i = from; i < to; i++) {
      if (path.charAt(i) != '.') {
        return false;
      }
    }
    return true;
  }
}
