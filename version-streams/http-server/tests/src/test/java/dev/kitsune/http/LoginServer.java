package dev.kitsune.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.awaitility.Awaitility;

/** A web server that lets bob in, ann for a second, and nobody else. */
final class LoginServer implements AutoCloseable {

  private final HttpServer server;
  private final List<String> heard = new CopyOnWriteArrayList<>();
  private final List<String> logins = new CopyOnWriteArrayList<>();

  private LoginServer(HttpServer server) {
    this.server = server;
  }

  /** Starts it at a free port. */
  static LoginServer start() throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    LoginServer logins = new LoginServer(server);
    server.createContext("/", logins::answer);
    server.start();
    return logins;
  }

  /** Returns the options of an authenticator that asks this server. */
  String options(String... names) {
    StringBuilder options = new StringBuilder();
    for (String each : names) {
      options.append("<option name=\"").append(each).append("\" value=\"http://127.0.0.1:");
      options.append(server.getAddress().getPort()).append("/\"/>");
    }
    return options.toString();
  }

  private void answer(HttpExchange exchange) throws IOException {
    byte[] body = exchange.getRequestBody().readAllBytes();
    String form = new String(body, StandardCharsets.US_ASCII);
    String login = exchange.getRequestHeaders().getFirst("Authorization");
    boolean isAnn = form.contains("&user=ann&");
    if (isAnn || form.contains("&user=bob&")) {
      exchange.getResponseHeaders().add("icecast-auth-user", "1");
    }
    if (isAnn) {
      exchange.getResponseHeaders().add("icecast-auth-timelimit", "1");
    }
    heard.add(form);
    logins.add(login == null ? "" : login);
    exchange.sendResponseHeaders(200, -1);
    exchange.close();
  }

  /** Waits until a form came that contains a text. */
  void await(String part) {
    Awaitility.await()
        .atMost(Duration.ofSeconds(30))
        .untilAsserted(() -> assertThat(heard).anyMatch(each -> each.contains(part)));
  }

  /** Returns all forms that came. */
  List<String> heard() {
    return heard;
  }

  /** Returns the logins with which they came, empty texts for none. */
  List<String> logins() {
    return logins;
  }

  /** Forgets what came. */
  void forget() {
    heard.clear();
    logins.clear();
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
