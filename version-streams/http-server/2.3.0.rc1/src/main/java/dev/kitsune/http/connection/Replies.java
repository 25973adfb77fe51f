package dev.kitsune.http.connection;

import dev.kitsune.http.text.Text;

/** The release's short answers, to the byte. Each leaves the connection open for its caller. */
public final class Replies {

  private Replies() {}

  /** 400 with a message. */
  public static void badRequest(Client client, String message) {
    html(client, 400, "400 Bad Request", message);
  }

  /** 404 with a message. */
  public static void notFound(Client client, String message) {
    html(client, 404, "404 File Not Found", message);
  }

  /** 401. */
  public static void authenticate(Client client) {
    send(
        client,
        401,
        "HTTP/1.0 401 Authentication Required\r\n"
            + "WWW-Authenticate: Basic realm=\"Icecast2 Server\"\r\n\r\n"
            + "You need to authenticate\r\n");
  }

  /** 416. */
  public static void badRange(Client client) {
    send(client, 416, "HTTP/1.0 416 Request Range Not Satisfiable\r\n\r\n");
  }

  private static void html(Client client, int status, String line, String message) {
    send(
        client,
        status,
        "HTTP/1.0 " + line + "\r\nContent-Type: text/html\r\n\r\n<b>" + message + "</b>\r\n");
  }

  /** Sends text with a status for the access log. */
  public static void send(Client client, int status, String text) {
    client.status(status);
    client.connection().write(Text.bytes(text));
  }
}
