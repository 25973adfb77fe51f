package dev.kitsune.http.admin;

import dev.kitsune.http.auth.Authenticator;
import dev.kitsune.http.config.MountSettings;
import dev.kitsune.http.connection.Replies;
import dev.kitsune.http.format.Format;
import dev.kitsune.http.server.Server;
import dev.kitsune.http.server.Source;
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
    for (Source each : server.sources().values()) {
      if (each != current && (each.isRunning() || each.isOnDemand())) {
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
        .element("listeners", Integer.toString(source.listeners().size()));
    Authenticator authenticator = source.server().authenticator(source.mount());
    if (authenticator != null) {
      document.element("authenticator", authenticator.type());
    }
    if (source.isRunning()) {
      document
          .element("Connected", Long.toString(source.seconds()))
          .element("content-type", format == null ? "" : format.contentType());
    }
    document.close("source");
  }

  /** The list for slaves: what has settings and a stream. It is not in the access log. */
  static void streamList(AdminCall call) {
    StringBuilder list = new StringBuilder();
    for (MountSettings each : call.server().configuration().mounts()) {
      if (!each.hidden() && call.server().find(each.name()) != null) {
        list.append(each.name()).append('\n');
      }
    }
    Replies.send(call.client(), 200, "HTTP/1.0 200 OK\r\nContent-Type: text/html\r\n\r\n" + list);
    call.client().connection().finish();
  }
}
