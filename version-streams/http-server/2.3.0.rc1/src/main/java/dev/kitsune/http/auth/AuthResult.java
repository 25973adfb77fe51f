package dev.kitsune.http.auth;

/** What became of a login or of a change of the users. */
public enum AuthResult {
  /** Logged in. */
  OK,
  /** Wrong name or password, or an error. */
  FAILED,
  /** The user is new. */
  USER_ADDED,
  /** There was one of that name. */
  USER_EXISTS,
  /** The user is gone. */
  USER_DELETED
}
