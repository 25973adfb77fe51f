package dev.kitsune.http.admin;

import dev.kitsune.http.auth.HtpasswdAuthenticator;
import dev.kitsune.http.connection.Replies;
import dev.kitsune.http.format.Format;
import dev.kitsune.http.server.Server;
import dev.kitsune.http.server.Source;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The commands that concern no mount. */
final class GlobalCommands {

  private GlobalCommands() {}

  static void stats(AdminCall call) {
    call.document(call.server().statistics().document(/* withHidden= */ true));
  }

  static void listMounts(AdminCall call) {
    call.document(mounts(call.server(), null));
  }

  /** Lists the sources that run; with a current one, that one apart. */
  static String mounts(Server server, @Nullable Source current) {
    Document document = new Document().open("icestats");
    if (current != null) {
      document.element("current_source", current.mount());
    }
    List<Source> running = server.running();
    for (Source each : running) {
      if (each != current) {
        describe(document, each);
      }
    }
    return document.close("icestats").end();
  }

  private static void describe(Document document, Source source) {
    String fallback = source.fallbackMount();
    Format format = source.format();
    document
        .openSource(source.mount())
        .element("fallback", fallback == null ? "" : fallback)
        .element("listeners", Integer.toString(source.listeners().size()))
        .element("Connected", Long.toString(source.seconds()))
        .element("content-type", format == null ? "" : format.contentType());
    HtpasswdAuthenticator authenticator = source.authenticator();
    if (authenticator != null) {
      document.element("authenticator", authenticator.type());
    }
    document.close("source");
  }

  /** The list for slaves; the access log shows neither status nor bytes. */
  static void streamList(AdminCall call) {
    StringBuilder list = new StringBuilder();
    for (Source each : call.server().sources().values()) {
      if (!each.isHidden()) {
        list.append(each.mount()).append('\n');
      }
    }
    Replies.send(call.client(), 0, "HTTP/1.0 200 OK\r\nContent-Type: text/html\r\n\r\n" + list);
    call.client().loggedBytes(0);
    call.server().finish(call.client());
  }
}
