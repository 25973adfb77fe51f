package dev.kitsune.ftp.command;

import dev.kitsune.ftp.config.Text;
import dev.kitsune.ftp.session.Session;
import dev.kitsune.ftp.text.Wildcard;

/** Names that the settings shut away: a pattern must match a name as a whole. */
final class DeniedFiles {

  private DeniedFiles() {}

  /** Returns whether commands may not name a path. */
  static boolean contains(Session session, String path) {
    String pattern = session.settings().get(Text.DENY_FILE);
    return !pattern.isEmpty() && Wildcard.matches(path, pattern);
  }

  /** Returns the pattern of names that listings leave out, perhaps empty. */
  static String hidden(Session session) {
    return session.settings().get(Text.HIDE_FILE);
  }
}
