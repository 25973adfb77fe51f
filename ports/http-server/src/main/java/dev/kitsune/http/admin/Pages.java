package dev.kitsune.http.admin;

import dev.kitsune.http.connection.Client;
import dev.kitsune.http.connection.Replies;
import dev.kitsune.http.page.Stylesheets;
import dev.kitsune.http.server.Server;
import dev.kitsune.http.text.Text;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Answers with pages that style sheets make. */
public final class Pages {

  private static final String HEAD = "HTTP/1.0 200 OK\r\nContent-Type: text/html\r\n\r\n";

  private Pages() {}

  /** Answers with a page of the web root, made of the statistics without hidden mounts. */
  public static void statistics(Server server, Client client, Path sheet) {
    page(server, client, Stylesheets.apply(sheet, server.statistics().document(false)));
  }

  /** Sends a page; one that could not be made is told behind the head of one that could. */
  static void page(Server server, Client client, byte @Nullable [] page) {
    Replies.send(client, 200, HEAD);
    client.connection().write(page == null ? Text.bytes("Could not parse XSLT file") : page);
    client.loggedBytes(HEAD.length());
    server.finish(client);
  }
}
