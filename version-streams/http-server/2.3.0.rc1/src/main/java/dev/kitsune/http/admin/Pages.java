package dev.kitsune.http.admin;

import dev.kitsune.http.connection.Client;
import dev.kitsune.http.connection.Replies;
import dev.kitsune.http.log.Logs.Level;
import dev.kitsune.http.page.SheetException;
import dev.kitsune.http.page.Stylesheets;
import dev.kitsune.http.server.Server;
import java.nio.file.Path;

/** Answers with pages that style sheets make. */
public final class Pages {

  private Pages() {}

  /** Answers with a page of the web root, made of the statistics without hidden mounts. */
  public static void statistics(Server server, Client client, Path sheet) {
    page(server, client, sheet, server.statistics().document(/* withHidden= */ false));
  }

  /** Answers with a page that a sheet makes of a document. */
  static void page(Server server, Client client, Path sheet, String document) {
    try {
      byte[] page = Stylesheets.apply(sheet, document);
      Replies.send(
          client,
          200,
          "HTTP/1.0 200 OK\r\nContent-Type: text/html\r\nContent-Length: "
              + page.length
              + "\r\n\r\n");
      client.connection().write(page);
    } catch (SheetException e) {
      server.log(Level.WARN, "xslt/transform", e.getMessage() + ": file=" + sheet);
      Replies.notFound(client, e.shown());
    }
    server.finish(client);
  }
}
