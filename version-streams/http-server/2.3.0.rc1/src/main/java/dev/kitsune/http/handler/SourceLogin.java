package dev.kitsune.http.handler;

import dev.kitsune.http.connection.Client;
import dev.kitsune.http.connection.Connection;
import dev.kitsune.http.connection.Replies;
import dev.kitsune.http.log.Logs.Level;
import dev.kitsune.http.request.Request;
import dev.kitsune.http.request.RequestParser;
import dev.kitsune.http.server.ClientInput;
import dev.kitsune.http.server.Logins;
import dev.kitsune.http.server.Server;
import dev.kitsune.http.server.Source;
import dev.kitsune.http.server.SourceThread;

/** Lets a source in, or says why not. */
final class SourceLogin {

  private SourceLogin() {}

  static void handle(Server server, Client client, String path) {
    if (!Logins.isSource(server.configuration(), path, client.request())) {
      server.log(
          Level.INFO,
          "connection/_handle_source_request",
          "Source (" + path + ") attempted to login with invalid or missing password");
      Replies.authenticate(client);
      server.finish(client);
      return;
    }
    begin(server, client, path, /* isShoutcast= */ false);
  }

  /** A source on a shoutcast socket, whose password was right and whose headers are whole. */
  static void shoutcast(Server server, Connection connection) {
    String mount = server.configuration().shoutcastMount();
    if (connection.isTooMany()) {
      connection.close();
      return;
    }
    Request request =
        Request.internal(
            mount, "ICY", RequestParser.headers(connection.headText().lines().toList()));
    begin(server, new Client(connection, request), mount, /* isShoutcast= */ true);
  }

  private static void begin(Server server, Client client, String mount, boolean isShoutcast) {
    Source source = new Source(server, mount, client, isShoutcast);
    if (server.sources().putIfAbsent(mount, source) != null) {
      refuse(server, client, "Mountpoint in use");
      return;
    }
    if (!server.sourceBegins()) {
      server.sources().remove(mount, source);
      refuse(server, client, "too many sources connected");
      return;
    }
    server.statistics().increase(null, "source_client_connections");
    server.statistics().increase(null, "source_total_connections");
    source.prepare(new ClientInput(client.connection()), client.request().headers());
    SourceThread.start(source, client.connection().id());
  }

  private static void refuse(Server server, Client client, String message) {
    Replies.notFound(client, message);
    server.finish(client);
  }
}
