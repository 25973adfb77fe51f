package dev.kitsune.ftp.text;

/**
 * The patterns of listings. vsftpd 1.1.0: only {@code *}; what follows one is looked for at its
 * first place, without going back, so {@code *.txt} does not match {@code a.txt.txt}.
 */
public final class Wildcard {

  private Wildcard() {}

  /** Returns whether the name matches the pattern as a whole. */
  public static boolean matches(String name, String pattern) {
    String rest = name;
    String left = pattern;
    boolean anywhere = false;
    while (!left.isEmpty()) {
      int star = left.indexOf('*');
      String literal = star < 0 ? left : left.substring(0, star);
      int at = rest.indexOf(literal);
      if (at < 0 || !anywhere && at > 0) {
        return false;
      }
      rest = rest.substring(at + literal.length());
      if (star < 0) {
        return rest.isEmpty();
      }
      anywhere = true;
      left = left.substring(star + 1);
    }
    return anywhere || rest.isEmpty();
  }
}
