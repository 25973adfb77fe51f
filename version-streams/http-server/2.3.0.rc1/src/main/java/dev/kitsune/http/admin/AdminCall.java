package dev.kitsune.http.admin;

import dev.kitsune.http.connection.Client;
import dev.kitsune.http.connection.Replies;
import dev.kitsune.http.server.Server;
import dev.kitsune.http.text.Text;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** One call of a command, with the ways to answer it. */
final class AdminCall {

  private final Server server;
  private final Client client;
  private final String command;
  private final boolean isPage;

  AdminCall(Server server, Client client, String command, boolean isPage) {
    this.server = server;
    this.client = client;
    this.command = command;
    this.isPage = isPage;
  }

  Server server() {
    return server;
  }

  Client client() {
    return client;
  }

  /** Returns whether a page is wanted, not the document itself. */
  boolean isPage() {
    return isPage;
  }

  /** Returns a parameter, or null. */
  @Nullable String parameter(String name) {
    return client.request().parameter(name);
  }

  /** Returns a parameter that the command needs; null after an answer that says so. */
  @Nullable String required(String name) {
    String value = parameter(name);
    if (value == null) {
      refuse("Missing parameter");
    }
    return value;
  }

  /** Answers with 400. */
  void refuse(String message) {
    Replies.badRequest(client, message);
    server.finish(client);
  }

  /** Answers with what a command did. */
  void respond(String message, int value) {
    document(Document.response(message, value), "response.xsl");
  }

  /** Answers with a document, or the page that the command's own sheet makes of it. */
  void document(String xml) {
    document(xml, command + ".xsl");
  }

  private void document(String xml, String sheet) {
    if (!isPage) {
      byte[] body = Text.bytes(xml);
      Replies.send(
          client,
          200,
          "HTTP/1.0 200 OK\r\nContent-Type: text/xml\r\nContent-Length: "
              + body.length
              + "\r\n\r\n");
      client.connection().write(body);
      server.finish(client);
      return;
    }
    String root = server.configuration().paths().adminRoot();
    Pages.page(server, client, Path.of(root, sheet), xml);
  }

  /** Answers with a page that no style sheet makes. */
  void html(String title, String text) {
    text(
        "text/html",
        "<html><head><title>" + title + "</title></head><body><p>" + text + "</p></body></html>");
  }

  /** Answers with text of a type. */
  void text(String type, String body) {
    Replies.send(client, 200, "HTTP/1.0 200 OK\r\nContent-Type: " + type + "\r\n\r\n" + body);
    server.finish(client);
  }
}
