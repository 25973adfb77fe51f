package dev.kitsune.ftp.file;

/**
 * What a listing command asked for.
 *
 * @param path the directory or pattern, perhaps empty
 * @param isLong lines with all columns
 * @param showsHidden names that begin with a dot too
 * @param isReversed the last first
 * @param isByTime newest first
 * @param isRecursive directories below too
 * @param marksTypes a slash after directories, an at sign after links
 * @param forcesHidden names that begin with a dot too, but not the directory and the one above
 */
public record ListOptions(
    String path,
    boolean isLong,
    boolean showsHidden,
    boolean isReversed,
    boolean isByTime,
    boolean isRecursive,
    boolean marksTypes,
    boolean forcesHidden) {

  /** Returns the same options for another path. */
  public ListOptions at(String other) {
    return new ListOptions(
        other, isLong, showsHidden, isReversed, isByTime, isRecursive, marksTypes, forcesHidden);
  }

  /**
   * Reads the argument of LIST or NLST: options if it begins with a dash, then the path.
   *
   * @param mayRecurse whether R counts
   * @param forcesHidden whether hidden names are shown without being asked for
   */
  public static ListOptions parse(
      String argument, boolean isLong, boolean mayRecurse, boolean forcesHidden) {
    String letters = "";
    String path = argument;
    if (argument.startsWith("-")) {
      int space = argument.indexOf(' ');
      letters = space < 0 ? argument : argument.substring(0, space);
      path = space < 0 ? "" : argument.substring(space + 1);
    }
    return new ListOptions(
        path,
        isLong || letters.indexOf('l') >= 0,
        letters.indexOf('a') >= 0,
        letters.indexOf('r') >= 0,
        letters.indexOf('t') >= 0,
        mayRecurse && letters.indexOf('R') >= 0,
        letters.indexOf('F') >= 0,
        forcesHidden);
  }
}
