package dev.kitsune.http.server;

import dev.kitsune.http.auth.Authenticator;
import dev.kitsune.http.connection.Client;
import org.jspecify.annotations.Nullable;

/**
 * Something for the authentication thread to do.
 *
 * @param mount what was asked for, or the source's mount
 * @param client the listener; null for what concerns a source
 * @param entrance where a listener goes that may come in
 */
public record AuthTask(
    Kind kind,
    Authenticator authenticator,
    String mount,
    @Nullable Client client,
    @Nullable Entrance entrance) {

  /** Makes what concerns a source, or a listener that is gone. */
  static AuthTask of(
      Kind kind, Authenticator authenticator, String mount, @Nullable Client client) {
    return new AuthTask(kind, authenticator, mount, client, null);
  }

  /** What is done. */
  public enum Kind {
    /** A listener wants in. */
    LISTENER_ADD,
    /** A listener is gone. */
    LISTENER_REMOVE,
    /** A source begins. */
    STREAM_START,
    /** A source ends. */
    STREAM_END
  }
}
