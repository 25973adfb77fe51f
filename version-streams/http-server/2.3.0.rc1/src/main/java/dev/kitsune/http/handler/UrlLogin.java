package dev.kitsune.http.handler;

import dev.kitsune.http.auth.UrlAuthenticator;
import dev.kitsune.http.connection.Client;
import dev.kitsune.http.log.Logs.Level;
import dev.kitsune.http.relay.Http;
import dev.kitsune.http.server.AuthTask;
import dev.kitsune.http.server.Server;
import dev.kitsune.http.text.Text;
import java.io.IOException;
import java.net.URI;
import java.nio.channels.SocketChannel;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Asks a web server about a listener, and tells it who is gone and which sources there are. */
final class UrlLogin {

  private static final int HTTP_PORT = 80;
  private static final long REFUSED = -1;
  private static final String MESSAGE = "icecast-auth-message";

  private final Server server;
  private final AuthThread thread;
  private final UrlAuthenticator settings;

  UrlLogin(Server server, AuthThread thread, UrlAuthenticator settings) {
    this.server = server;
    this.thread = thread;
    this.settings = settings;
  }

  /**
   * Asks about a listener; returns when it is to end, 0 for never, a negative number if refused.
   */
  long add(AuthTask task, Client client) {
    String url = settings.listenerAdd();
    if (url == null) {
      return 0;
    }
    String agent = client.request().header("user-agent");
    String form =
        "action=listener_add"
            + place()
            + "&client="
            + client.connection().id()
            + "&mount="
            + Text.encode(rawUri(client))
            + login(client)
            + "&ip="
            + Text.encode(client.connection().ip())
            + "&agent="
            + Text.encode(agent == null ? "-" : agent);
    Http.Answer answer = post(url, form);
    if (answer == null) {
      return REFUSED;
    }
    String message = answer.headers().get(MESSAGE);
    if (message != null) {
      server.log(Level.INFO, "auth_url", task.mount() + ": " + message);
    }
    if (has(answer, settings.authHeader())) {
      return end(answer);
    }
    remove(client); // in this release of those as well that were never let in
    return REFUSED;
  }

  private static boolean has(Http.Answer answer, String line) {
    int colon = line.indexOf(':');
    String name = (colon < 0 ? line : line.substring(0, colon)).strip().toLowerCase(Locale.ROOT);
    String value = colon < 0 ? "" : line.substring(colon + 1).strip();
    return answer.headers().getOrDefault(name, "").strip().startsWith(value)
        && answer.headers().containsKey(name);
  }

  private long end(Http.Answer answer) {
    String name = settings.timeLimitHeader().replace(":", "").strip().toLowerCase(Locale.ROOT);
    long seconds = Text.longNumber(answer.headers().get(name));
    return seconds <= 0 ? 0 : System.currentTimeMillis() + 1000 * seconds;
  }

  /** Tells of a source, or of a listener that is gone. */
  void tell(AuthTask task) {
    Client client = task.client();
    switch (task.kind()) {
      case STREAM_START -> mount("mount_add", settings.mountAdd(), task.mount());
      case STREAM_END -> mount("mount_remove", settings.mountRemove(), task.mount());
      case LISTENER_REMOVE -> {
        if (client != null) {
          remove(client);
        }
      }
      case LISTENER_ADD -> {}
    }
  }

  private void mount(String action, @Nullable String url, String mount) {
    if (url != null) {
      post(url, "action=" + action + "&mount=" + Text.encode(mount) + place());
    }
  }

  /** Tells that a listener is gone. */
  void remove(Client client) {
    String url = settings.listenerRemove();
    if (url != null) {
      String form =
          "action=listener_remove"
              + place()
              + "&client="
              + client.connection().id()
              + "&mount="
              + Text.encode(rawUri(client))
              + login(client)
              + "&duration="
              + client.connection().seconds();
      post(url, form);
    }
  }

  private String place() {
    return "&server="
        + Text.encode(server.configuration().hostname())
        + "&port="
        + server.configuration().advertisedPort();
  }

  private static String login(Client client) {
    return "&user=" + Text.encode(client.username()) + "&pass=" + Text.encode(client.password());
  }

  /** Returns what the client asked for, as it was sent and with its query. */
  private static String rawUri(Client client) {
    String[] words = client.connection().headText().split("\\s+", 3);
    return words.length > 1 ? words[1] : client.request().uri();
  }

  private Http.@Nullable Answer post(String address, String form) {
    close(); // what an update may have left
    try {
      URI url = URI.create(address);
      String host = url.getHost();
      if (host == null) {
        throw new IOException("expected an http address: found=" + address);
      }
      SocketChannel opened = SocketChannel.open();
      thread.channel = opened;
      String path = url.getRawPath().isEmpty() ? "/" : url.getRawPath();
      String query = url.getRawQuery() == null ? "" : "?" + url.getRawQuery();
      return Http.ask(
          AuthThread.POINT,
          opened,
          host,
          url.getPort() < 0 ? HTTP_PORT : url.getPort(),
          "POST "
              + path
              + query
              + " HTTP/1.0\r\nHost: "
              + host
              + "\r\nUser-Agent: "
              + server.name()
              + "\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: "
              + form.length()
              + "\r\n\r\n"
              + form);
    } catch (IOException | IllegalArgumentException e) {
      server.log(Level.WARN, "auth_url", "no answer: url=" + address + ", cause=" + e.getMessage());
      return null;
    } finally {
      close();
    }
  }

  private void close() {
    SocketChannel open = thread.channel;
    thread.channel = null;
    if (open != null) {
      try {
        open.close();
      } catch (IOException e) {
        server.log(Level.WARN, "auth_url", "cannot close: cause=" + e.getMessage());
      }
    }
  }
}
