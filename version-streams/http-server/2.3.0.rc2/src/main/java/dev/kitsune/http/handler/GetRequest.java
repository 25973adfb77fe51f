package dev.kitsune.http.handler;

import dev.kitsune.http.admin.AdminInterface;
import dev.kitsune.http.admin.Pages;
import dev.kitsune.http.auth.Authenticator;
import dev.kitsune.http.config.Configuration;
import dev.kitsune.http.config.Configuration.Alias;
import dev.kitsune.http.config.MountSettings;
import dev.kitsune.http.connection.Client;
import dev.kitsune.http.connection.Connection;
import dev.kitsune.http.connection.Replies;
import dev.kitsune.http.file.FileReplies;
import dev.kitsune.http.server.Server;
import dev.kitsune.http.server.Source;
import dev.kitsune.http.text.Paths;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Finds out what a GET is for, in the release's order. */
final class GetRequest {

  private GetRequest() {}

  static void handle(Services services, Client client, String requested) {
    Server server = services.server();
    server.statistics().increase(null, "client_connections");
    Configuration configuration = server.configuration();
    String path = resolve(configuration, client.connection(), requested);
    if (AdminInterface.isFor(path)) {
      AdminInterface.handle(server, client, path);
      return;
    }
    if (Paths.extension(path).startsWith("xsl")) {
      Pages.statistics(server, client, Path.of(configuration.paths().webRoot() + path));
      return;
    }
    MountSettings settings = configuration.mount(path);
    Authenticator authenticator = server.authenticator(path);
    if (settings != null && settings.noMount()) {
      refuse(server, client, "mountpoint unavailable");
    } else if (authenticator == null) {
      admit(services, client, path, null, 0);
    } else if (!AuthThread.add(services, authenticator, client, path)) {
      refuse(server, client, "busy, please try again later");
    }
  }

  /** Gives a client what it asked for, which may be the authentication thread that does. */
  static void admit(
      Services services,
      Client client,
      String path,
      @Nullable Authenticator authenticator,
      long endMillis) {
    Server server = services.server();
    Source source = server.findWithRoom(path);
    if (source != null) {
      ListenerLogin.handle(server, source, client, authenticator, endMillis);
      return;
    }
    Path file = file(server.configuration(), path);
    if (server.configuration().fileserve() && file != null) {
      FileReplies.reply(server, services.files(), client, file);
    } else if (Paths.extension(path).equals("m3u")) {
      playlist(server, client, path);
    } else {
      refuse(server, client, "The file you requested could not be found");
    }
  }

  private static String resolve(
      Configuration configuration, Connection connection, String requested) {
    for (Alias each : configuration.aliases()) {
      if (each.source().equals(requested)
          && (each.port() == -1 || each.port() == connection.local().getPort())
          && isSame(each.bindAddress(), connection)) {
        return each.destination();
      }
    }
    return requested;
  }

  private static boolean isSame(@Nullable String address, Connection connection) {
    return address == null || address.equals(connection.local().getAddress().getHostAddress());
  }

  /** Returns the file of a path; null if there is none. */
  private static @Nullable Path file(Configuration configuration, String path) {
    try {
      Path file = Path.of(configuration.paths().webRoot() + path);
      return Files.isRegularFile(file) ? file : null;
    } catch (InvalidPathException e) {
      return null;
    }
  }

  private static void refuse(Server server, Client client, String message) {
    Replies.notFound(client, message);
    server.finish(client);
  }

  private static void playlist(Server server, Client client, String path) {
    Configuration configuration = server.configuration();
    String configured = configuration.hostname() + ":" + configuration.advertisedPort();
    String sent = client.request().header("host");
    String host = sent != null && sent.indexOf(':') >= 0 ? sent : null;
    Replies.send(
        client,
        200,
        "HTTP/1.0 200 OK\r\nContent-Type: audio/x-mpegurl\r\n\r\nhttp://"
            + (host == null ? configured : host)
            + path.substring(0, path.lastIndexOf('.'))
            + "\r\n");
    server.finish(client);
  }
}
