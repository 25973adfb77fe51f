package dev.kitsune.http.admin;

import dev.kitsune.http.auth.AuthResult;
import dev.kitsune.http.auth.Authenticator;
import dev.kitsune.http.auth.HtpasswdAuthenticator;
import dev.kitsune.http.auth.User;
import dev.kitsune.http.connection.Replies;
import dev.kitsune.http.format.Format;
import dev.kitsune.http.server.Listener;
import dev.kitsune.http.server.Source;
import dev.kitsune.http.text.Text;
import org.jspecify.annotations.Nullable;

/** The commands that concern a mount. */
final class MountCommands {

  private static final String UPDATE = "updinfo";

  private MountCommands() {}

  static void listClients(AdminCall call, Source source) {
    Document document = new Document().open("icestats").openSource(source.mount());
    var listeners = source.listeners();
    document.element("Listeners", Integer.toString(listeners.size()));
    for (Listener each : listeners) {
      String agent = each.client().request().header("user-agent");
      String user = each.client().username();
      document
          .open("listener")
          .element("IP", each.client().connection().ip())
          .element("UserAgent", agent == null ? "Unknown" : agent)
          .element("Connected", Long.toString(each.client().connection().seconds()))
          .element("ID", Long.toString(each.client().connection().id()));
      if (user != null) {
        document.element("username", user);
      }
      document.close("listener");
    }
    call.document(document.close("source").close("icestats").end());
  }

  static void metadata(AdminCall call, Source source) {
    String mode = call.required("mode");
    if (mode == null) {
      return;
    }
    Format format = source.format();
    if (!mode.equals(UPDATE)) {
      call.respond("No such action", 0);
    } else if (format == null || !format.takesTitles()) {
      call.respond("Mountpoint will not accept URL updates", 1);
    } else {
      setTitle(call, format);
      call.respond("Metadata update successful", 1);
    }
  }

  private static void setTitle(AdminCall call, Format format) {
    String song = call.parameter("song");
    String artist = call.parameter("artist");
    String title = call.parameter("title");
    if (song != null) {
      format.title(null, song);
    } else if (artist != null && title != null) {
      format.title(artist, title);
    }
  }

  /** The same for shoutcast's sources, which ask at {@code /admin.cgi}. */
  static void shoutcastMetadata(AdminCall call, Source source) {
    String mode = call.required("mode");
    if (mode == null) {
      return;
    }
    Format format = source.format();
    String song = call.parameter("song");
    if (!mode.equals(UPDATE)) {
      call.refuse("No such action");
    } else if (song == null) {
      call.refuse("Missing parameter");
    } else if (format == null || !format.takesTitles()) {
      call.refuse("mountpoint will not accept URL updates");
    } else {
      format.title(null, song);
      call.html("Admin request successful", "Metadata update successful");
    }
  }

  static void updateMetadata(AdminCall call, Source source) {
    String empty = "<source mount=\"" + Text.xml(source.mount()) + "\"/>";
    call.document(new Document().open("icestats").raw(empty).close("icestats").end());
  }

  static void fallbacks(AdminCall call, Source source) {
    String fallback = call.required("fallback");
    if (fallback != null) {
      source.fallbackMount(fallback);
      call.html("Admin request successful", "Fallback configured");
    }
  }

  static void moveClients(AdminCall call, Source source) {
    String destination = call.parameter("destination");
    if (destination == null) {
      call.document(GlobalCommands.mounts(call.server(), source));
      return;
    }
    Source to = call.server().find(destination);
    if (to == null) {
      boolean isThere = call.server().sources().containsKey(destination);
      call.refuse(isThere ? "Destination not running" : "No such destination");
    } else if (to == source) {
      call.refuse("supplied mountpoints are identical");
    } else {
      source.moveListeners(to);
      call.respond("Clients moved from " + source.mount() + " to " + to.mount(), 1);
    }
  }

  static void killClient(AdminCall call, Source source) {
    String id = call.required("id");
    if (id != null) {
      long number = Text.longNumber(id);
      boolean isKilled = source.kill(number);
      call.respond("Client " + number + (isKilled ? " removed" : " not found"), isKilled ? 1 : 0);
    }
  }

  static void killSource(AdminCall call, Source source) {
    source.running(false);
    call.respond("Source Removed", 1);
  }

  static void manageAuth(AdminCall call, Source source) {
    Authenticator found = call.server().authenticator(source.mount());
    HtpasswdAuthenticator authenticator =
        found instanceof HtpasswdAuthenticator htpasswd ? htpasswd : null;
    String message = null;
    String action = call.parameter("action");
    if (authenticator == null && action != null) {
      Replies.notFound(call.client(), "no such auth facility");
      call.server().finish(call.client());
      return;
    }
    if (authenticator != null && action != null) {
      String user = call.required("username");
      String password = action.equals("add") && user != null ? call.required("password") : "";
      if (user == null || password == null) {
        return;
      }
      message =
          switch (action) {
            case "add" -> added(authenticator.add(user, password));
            case "delete" -> deleted(authenticator.delete(user));
            default -> null;
          };
    }
    call.document(users(source.mount(), authenticator, message));
  }

  private static String added(AuthResult result) {
    return switch (result) {
      case USER_ADDED -> "User added";
      case USER_EXISTS -> "User already exists - not added";
      default -> "User add failed - check the icecast error log";
    };
  }

  private static String deleted(AuthResult result) {
    return result == AuthResult.USER_DELETED
        ? "User deleted"
        : "User delete failed - check the icecast error log";
  }

  private static String users(
      String mount, @Nullable HtpasswdAuthenticator authenticator, @Nullable String message) {
    Document document = new Document().open("icestats").openSource(mount);
    if (authenticator != null) {
      for (User each : authenticator.users()) {
        document
            .open("User")
            .element("username", each.name())
            .element("password", each.hash())
            .close("User");
      }
    }
    document.close("source");
    if (message != null) {
      document.open("iceresponse").element("message", message).close("iceresponse");
    }
    return document.close("icestats").end();
  }

  /** The answer is the request, and nothing else: a defect of this release. */
  static void buildM3u(AdminCall call, Source source) {
    String user = call.required("username");
    if (user != null && call.required("password") != null) {
      String request = call.client().connection().headText().replace("\n", "\r\n");
      Replies.send(call.client(), 200, request + "\r\n");
      call.server().finish(call.client());
    }
  }
}
