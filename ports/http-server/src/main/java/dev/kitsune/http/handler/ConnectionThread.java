package dev.kitsune.http.handler;

import dev.kitsune.Kitsune;
import dev.kitsune.blocking.Blocking;
import dev.kitsune.http.config.Configuration;
import dev.kitsune.http.config.ConfigurationException;
import dev.kitsune.http.config.ConfigurationFile;
import dev.kitsune.http.connection.Client;
import dev.kitsune.http.connection.Connection;
import dev.kitsune.http.connection.Replies;
import dev.kitsune.http.log.Logs.Level;
import dev.kitsune.http.request.Request;
import dev.kitsune.http.request.RequestParser;
import dev.kitsune.http.server.Server;
import dev.kitsune.http.text.Paths;
import java.io.IOException;
import java.time.Duration;

/** The threads that answer requests, of which there is one queue. */
public final class ConnectionThread {

  private static final Duration WAIT = Duration.ofMillis(100);

  private ConnectionThread() {}

  /** Starts as many threads as the settings say. */
  public static void startAll(Services services) {
    int count = services.server().configuration().limits().threadPool();
    for (int i = 0; i < count; i++) {
      Kitsune.thread("Connection Thread #" + i, ConnectionThread::run, services);
    }
  }

  static void run(Services services) throws InterruptedException {
    Server server = services.server();
    while (server.isRunning()) {
      Connection connection = Blocking.poll("connection_handle", server.requests(), WAIT);
      if (connection != null) {
        handle(services, connection);
      } else if (server.takeRereadWanted()) {
        reread(services);
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
    if (path == null) {
      Replies.notFound(client, "The path you requested was invalid");
      server.finish(client);
      return;
    }
    switch (client.request().method()) {
      case GET -> GetRequest.handle(services, client, path);
      case SOURCE -> SourceLogin.handle(server, client, path);
      case STATS -> StatsLogin.handle(server, client);
      default -> client.connection().close();
    }
  }

  /** Reads the settings again; on any error the old ones stay. */
  private static void reread(Services services) {
    Server server = services.server();
    try {
      Configuration next = ConfigurationFile.read(server.configurationFile());
      // Sockets are not opened anew, so what they advertise stays as well.
      server.configuration(next.listening(server.configuration().listenSockets()));
      server.logs().open(next);
      services.slave().check();
      server.log(Level.INFO, "connection/_handle_connection", "configuration was read again");
    } catch (ConfigurationException | IOException e) {
      server.log(
          Level.EROR,
          "connection/_handle_connection",
          "configuration is not used: file="
              + server.configurationFile()
              + ", cause="
              + e.getMessage());
    }
  }
}
