package dev.kitsune.http.server;

import dev.kitsune.http.config.Configuration;
import dev.kitsune.http.config.Configuration.Access;
import dev.kitsune.http.config.MountSettings;
import dev.kitsune.http.request.Request;
import dev.kitsune.http.request.Request.Credentials;
import org.jspecify.annotations.Nullable;

/** Who is the administrator, a relay, or a source. */
public final class Logins {

  private static final String SOURCE = "source";

  private Logins() {}

  /** Returns whether a request has the administrator's credentials. */
  public static boolean isAdmin(Configuration configuration, Request request) {
    Access access = configuration.access();
    return isUser(request, access.adminUser(), access.adminPassword());
  }

  /** Returns whether a request has a relay's credentials. */
  public static boolean isRelay(Configuration configuration, Request request) {
    Access access = configuration.access();
    return isUser(request, access.relayUser(), access.relayPassword());
  }

  /** Returns whether a request has the credentials of a mount's source. */
  public static boolean isSource(Configuration configuration, String mount, Request request) {
    MountSettings settings = configuration.mount(mount);
    String user = settings == null ? null : settings.username();
    String password = sourcePassword(configuration, mount);
    return isUser(request, user == null ? SOURCE : user, password)
        || configuration.iceLogin() && password.equals(request.header("ice-password"));
  }

  /** Returns the password of a mount's source: its own or the global one. */
  public static String sourcePassword(Configuration configuration, String mount) {
    MountSettings settings = configuration.mount(mount);
    String password = settings == null ? null : settings.password();
    return password == null ? configuration.access().sourcePassword() : password;
  }

  private static boolean isUser(Request request, @Nullable String user, @Nullable String password) {
    Credentials sent = request.basic();
    return sent != null && sent.user().equals(user) && sent.password().equals(password);
  }
}
