package dev.kitsune.http.handler;

import dev.kitsune.http.auth.Authenticator;
import dev.kitsune.http.connection.Client;
import dev.kitsune.http.connection.Replies;
import dev.kitsune.http.server.Listener;
import dev.kitsune.http.server.Server;
import dev.kitsune.http.server.Source;
import org.jspecify.annotations.Nullable;

/** Lets a listener in, or says why not. */
final class ListenerLogin {

  private ListenerLogin() {}

  /** The source's thread sends the head of the answer. */
  static void handle(
      Server server,
      Source source,
      Client client,
      @Nullable Authenticator authenticator,
      long endMillis) {
    String user = client.username();
    boolean isDuplicate =
        authenticator != null
            && !authenticator.allowsDuplicates()
            && user != null
            && source.hasUser(user);
    if (!isDuplicate && !source.isFull()) {
      client.connection().discardInput();
      server.statistics().increase(null, "listener_connections");
      source.add(new Listener(client, authenticator, endMillis));
      source.wanted(true);
      return;
    }
    if (authenticator == null) {
      Replies.notFound(client, "stream full");
    } else {
      Replies.authenticate(client);
    }
    server.finish(client);
  }
}
