package dev.kitsune.http.admin;

import dev.kitsune.http.config.Configuration;
import dev.kitsune.http.connection.Client;
import dev.kitsune.http.connection.Replies;
import dev.kitsune.http.server.Logins;
import dev.kitsune.http.server.Server;
import dev.kitsune.http.server.Source;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/** Checks a request for the admin interface in the release's order, and carries it out. */
public final class AdminInterface {

  private static final String CGI = "/admin.cgi";
  private static final String FOLDER = "/admin/";

  private AdminInterface() {}

  /** Returns whether a path belongs to the interface. */
  public static boolean isFor(String path) {
    return path.equals(CGI) || path.startsWith(FOLDER);
  }

  /** Answers a request. */
  public static void handle(Server server, Client client, String path) {
    if (path.equals(CGI)) {
      shoutcast(server, client);
      return;
    }
    String name = path.substring(FOLDER.length());
    AdminCommand command = AdminCommand.of(name);
    if (command == null) {
      refuse(server, client, "Unrecognised command");
      return;
    }
    AdminCall call = new AdminCall(server, client, command.path(), command.isPage(name));
    String mount = client.request().parameter("mount");
    if (mount == null) {
      global(call, command);
    } else if (command != AdminCommand.BUILDM3U && !mayDoTo(server, client, mount)) {
      deny(server, client);
    } else {
      onMount(call, command, mount);
    }
  }

  private static boolean mayDoTo(Server server, Client client, String mount) {
    Configuration configuration = server.configuration();
    return Logins.isAdmin(configuration, client.request())
        || Logins.isSource(configuration, mount, client.request());
  }

  private static void global(AdminCall call, AdminCommand command) {
    Configuration configuration = call.server().configuration();
    boolean mayDo =
        command == AdminCommand.STREAMLIST_TXT
            ? Logins.isRelay(configuration, call.client().request())
            : Logins.isAdmin(configuration, call.client().request());
    Consumer<AdminCall> action = command.global();
    if (!mayDo) {
      deny(call.server(), call.client());
    } else if (action != null) {
      action.accept(call);
    } else if (command == AdminCommand.MOVECLIENTS && call.isPage()) {
      GlobalCommands.listMounts(call);
    } else {
      call.refuse("Unknown admin request");
    }
  }

  private static void onMount(AdminCall call, AdminCommand command, String mount) {
    Source source = call.server().sources().get(mount);
    BiConsumer<AdminCall, Source> action = command.onMount();
    if (source == null) {
      call.refuse("Source does not exist");
    } else if (!source.isRunning() && !source.isOnDemand()) {
      call.refuse("Source is not available");
    } else if (command == AdminCommand.ADMIN_CGI && !source.isShoutcast()) {
      call.refuse("illegal metadata call");
    } else if (action == null) {
      call.refuse("Mount request unknown");
    } else {
      action.accept(call, source);
    }
  }

  private static void shoutcast(Server server, Client client) {
    String password = client.request().parameter("pass");
    if (password == null) {
      refuse(server, client, "missing pass parameter");
      return;
    }
    Configuration configuration = server.configuration();
    String mount = configuration.shoutcastMount();
    Client asShoutcast = client.as("ICY");
    if (!password.equals(configuration.access().adminPassword())
        && !password.equals(Logins.sourcePassword(configuration, mount))) {
      deny(server, asShoutcast);
      return;
    }
    AdminCommand command = AdminCommand.ADMIN_CGI;
    onMount(new AdminCall(server, asShoutcast, command.path(), false), command, mount);
  }

  private static void refuse(Server server, Client client, String message) {
    Replies.badRequest(client, message);
    server.finish(client);
  }

  private static void deny(Server server, Client client) {
    Replies.authenticate(client);
    server.finish(client);
  }
}
