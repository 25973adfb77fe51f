package dev.kitsune.ftp.session;

import org.jspecify.annotations.Nullable;

/** How far a session's login is. */
public enum Login {
  /** No name is known. */
  NONE,
  /** A name was given. */
  NAMED,
  /** The password is being looked at. */
  CHECKING,
  /** The session may do what its user may. */
  DONE;

  /** Returns whether commands for files are answered. */
  public static boolean isDone(@Nullable Login login) {
    return login == DONE;
  }
}
