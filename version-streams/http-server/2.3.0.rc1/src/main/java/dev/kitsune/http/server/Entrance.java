package dev.kitsune.http.server;

import dev.kitsune.http.auth.Authenticator;
import dev.kitsune.http.connection.Client;
import org.jspecify.annotations.Nullable;

/** Where clients go that need not log in, or have. */
public interface Entrance {

  /**
   * Gives a client the stream, file or playlist of a path.
   *
   * @param authenticator who let it in, or null
   * @param endMillis when it is dropped from a stream, 0 for never
   */
  void admit(Client client, String path, @Nullable Authenticator authenticator, long endMillis);
}
