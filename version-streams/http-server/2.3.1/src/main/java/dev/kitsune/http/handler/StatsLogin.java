package dev.kitsune.http.handler;

import dev.kitsune.Kitsune;
import dev.kitsune.blocking.Blocking;
import dev.kitsune.http.connection.Client;
import dev.kitsune.http.connection.Connection;
import dev.kitsune.http.connection.Replies;
import dev.kitsune.http.log.Logs.Level;
import dev.kitsune.http.server.Logins;
import dev.kitsune.http.server.Server;
import dev.kitsune.http.stats.StatsListener;
import dev.kitsune.http.text.Text;
import java.time.Duration;

/** Lets clients follow the statistics, each with a thread of its own. */
final class StatsLogin {

  private static final Duration WAIT = Duration.ofMillis(500);

  private static final int LONGEST_LINE = 200;

  private StatsLogin() {}

  static void handle(Server server, Client client) {
    server.statistics().increase(null, "stats_connections");
    Connection connection = client.connection();
    if (!Logins.isAdmin(server.configuration(), client.request())) {
      Replies.authenticate(client);
      server.finish(client);
      return;
    }
    Replies.send(client, 200, "HTTP/1.0 200 OK\r\n\r\n");
    connection.discardInput();
    server.statistics().increase(null, "stats");
    StatsListener listener = new StatsListener();
    server.statistics().listen(listener);
    Kitsune.thread(
        "Stats Connection #" + connection.id(),
        StatsLogin::run,
        new StatsClient(server, client, listener));
  }

  /**
   * Ends with the connection, when the client does not read, a line that is too long is left out.
   */
  static void run(StatsClient client) throws InterruptedException {
    Connection connection = client.client().connection();
    while (client.server().isRunning() && !connection.isInputClosed() && !connection.isFlooded()) {
      String line = Blocking.poll("stats_connection", client.listener().lines(), WAIT);
      if (line != null && line.length() < LONGEST_LINE) {
        connection.write(Text.bytes(line));
      }
    }
    if (connection.isFlooded()) {
      client
          .server()
          .log(Level.WARN, "stats/stats_connection", "client does not read: id=" + connection.id());
    }
    client.server().statistics().leave(client.listener());
    client.server().statistics().decrease(null, "stats");
    client.server().finish(client.client());
  }
}
