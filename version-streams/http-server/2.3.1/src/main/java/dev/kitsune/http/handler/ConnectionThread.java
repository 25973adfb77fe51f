package dev.kitsune.http.handler;

import dev.kitsune.Kitsune;
import dev.kitsune.blocking.Blocking;
import dev.kitsune.http.connection.Client;
import dev.kitsune.http.connection.Connection;
import dev.kitsune.http.connection.Replies;
import dev.kitsune.http.log.Logs.Level;
import dev.kitsune.http.request.Request;
import dev.kitsune.http.request.RequestParser;
import dev.kitsune.http.server.Server;
import dev.kitsune.http.text.Paths;
import java.time.Duration;

/** The thread that answers requests. */
public final class ConnectionThread {

  private static final String NAME = "Connection Thread #0";
  private static final String POINT = "connection_handle";
  private static final Duration WAIT = Duration.ofMillis(100);

  private ConnectionThread() {}

  /** Starts the thread. */
  public static void start(Services services) {
    Kitsune.thread(NAME, ConnectionThread::run, services);
  }

  static void run(Services services) throws InterruptedException {
    if (!Thread.currentThread().getName().equals(NAME)) {
      Kitsune.update(POINT); // one of the pool that 2.2.0 had: this release has no work for it
      return;
    }
    Server server = services.server();
    while (server.isRunning()) {
      Connection connection = Blocking.poll(POINT, server.requests(), WAIT);
      if (connection != null) {
        handle(services, connection);
      }
    }
  }

  /** Answers one request; whatever is wrong with it, the thread goes on. */
  private static void handle(Services services, Connection connection) {
    try {
      services.server().statistics().increase(null, "connections");
      if (connection.isShoutcast()) {
        SourceLogin.shoutcast(services.server(), connection);
        return;
      }
      Request request = RequestParser.parse(connection.headText());
      if (request == null) {
        connection.close();
      } else {
        handle(services, new Client(connection, request));
      }
    } catch (RuntimeException e) {
      services.server().log(Level.EROR, "connection/_handle_connection", "failed: cause=" + e);
      connection.close();
    }
  }

  private static void handle(Services services, Client client) {
    Server server = services.server();
    String path = Paths.normalise(client.request().uri());
    if (client.connection().isTooMany()) {
      Replies.forbidden(client, "Icecast connection limit reached");
      server.finish(client);
      return;
    }
    if (path == null) {
      client.connection().close();
      return;
    }
    switch (client.request().method()) {
      case GET -> GetRequest.handle(services, client, path);
      case SOURCE -> SourceLogin.handle(server, client, path);
      case STATS -> StatsLogin.handle(server, client);
      default -> {
        Replies.badRequest(client, "unknown request");
        server.finish(client);
      }
    }
  }
}
