package dev.kitsune.http.handler;

import dev.kitsune.http.auth.AuthResult;
import dev.kitsune.http.auth.HtpasswdAuthenticator;
import dev.kitsune.http.config.MountSettings;
import dev.kitsune.http.connection.Client;
import dev.kitsune.http.connection.Replies;
import dev.kitsune.http.format.Format;
import dev.kitsune.http.format.GenericFormat;
import dev.kitsune.http.request.Request;
import dev.kitsune.http.request.Request.Credentials;
import dev.kitsune.http.server.Listener;
import dev.kitsune.http.server.Server;
import dev.kitsune.http.server.Source;
import dev.kitsune.http.text.Text;

/** Lets a listener in, or says why not. */
final class ListenerLogin {

  private static final String FULL = "The server is already full. Try again later.";

  private ListenerLogin() {}

  static void handle(Server server, Client client, String path) {
    if (server.isFull()) {
      refuse(server, client, FULL);
      return;
    }
    Source source = server.find(path);
    Format format = source == null ? null : source.format();
    if (source == null || format == null) {
      refuse(server, client, "The source you requested could not be found.");
      return;
    }
    MountSettings settings = source.settings();
    if (settings != null && settings.noMount() && source.mount().equals(path)) {
      refuse(server, client, "This mount is unavailable.");
      return;
    }
    AuthResult result = authenticate(source, client);
    if (result == AuthResult.FAILED) {
      Replies.authenticate(client);
      server.finish(client);
    } else if (result == AuthResult.FORBIDDEN) {
      Replies.forbidden(client);
      server.finish(client);
    } else if (server.isFull()) {
      refuse(server, client, FULL);
    } else if (source.isFull()) {
      refuse(server, client, "Too many clients on this mountpoint. Try again later.");
    } else {
      accept(server, source, format, client);
    }
  }

  /** A login of another scheme than Basic is not looked at: a defect of the release. */
  private static AuthResult authenticate(Source source, Client client) {
    HtpasswdAuthenticator authenticator = source.authenticator();
    if (authenticator == null) {
      return AuthResult.OK;
    }
    String header = client.request().header("authorization");
    if (header == null) {
      return AuthResult.FAILED;
    }
    if (!header.startsWith("Basic ")) {
      return AuthResult.OK;
    }
    Credentials sent = client.request().basic();
    if (sent == null) {
      return AuthResult.FAILED;
    }
    if (!authenticator.allowsDuplicates() && source.hasUser(sent.user())) {
      return AuthResult.FORBIDDEN;
    }
    AuthResult result = authenticator.authenticate(sent.user(), sent.password());
    if (result == AuthResult.OK) {
      client.username(sent.user());
    }
    return result;
  }

  private static void accept(Server server, Source source, Format format, Client client) {
    Request request = client.request();
    boolean wantsMetadata = !format.isOgg() && request.number("icy-metadata") > 0;
    Replies.send(client, 200, head(server, source, format, request, wantsMetadata));
    client.connection().discardInput();
    server.clientBegins();
    source.add(new Listener(client, wantsMetadata));
  }

  private static String head(
      Server server, Source source, Format format, Request request, boolean wantsMetadata) {
    StringBuilder head = new StringBuilder("HTTP/1.0 200 OK\r\nContent-Type: ");
    head.append(format.contentType()).append("\r\n");
    if (!format.isOgg() && request.header("x-flash-version") != null) {
      head.append("Content-Length: 347122319\r\n");
    }
    if (wantsMetadata) {
      head.append("icy-metaint:").append(GenericFormat.INTERVAL).append("\r\n");
    }
    source.headers().forEach((name, value) -> append(head, name, value));
    return head.append("Server: ").append(server.name()).append("\r\n\r\n").toString();
  }

  private static void append(StringBuilder head, String name, String value) {
    String shown =
        switch (name) {
          case "ice-password", "icy-metaint" -> "";
          case "ice-bitrate" -> "icy-br:" + value;
          case "ice-public" -> "icy-pub:" + value;
          case "ice-audio-info" -> bitrate(value);
          default ->
              name.startsWith("ice-") || name.startsWith("icy-")
                  ? "icy-" + name.substring("icy-".length()) + ":" + value
                  : "";
        };
    if (!shown.isEmpty()) {
      head.append(shown).append("\r\n");
    }
  }

  private static String bitrate(String info) {
    String key = "bitrate=";
    return info.startsWith(key) ? "icy-br:" + Text.number(info.substring(key.length())) : "";
  }

  private static void refuse(Server server, Client client, String message) {
    Replies.notFound(client, message);
    server.finish(client);
  }
}
