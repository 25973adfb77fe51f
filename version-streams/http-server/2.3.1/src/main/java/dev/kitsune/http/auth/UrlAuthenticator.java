package dev.kitsune.http.auth;

import dev.kitsune.http.config.MountSettings;
import dev.kitsune.http.text.Text;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Asks a web server about listeners, and tells it of sources; an address that is null is not asked.
 *
 * @param authHeader the line of an answer that lets a listener in, in lower case
 * @param timeLimitHeader the start of the line that says for how many seconds
 * @param username with which the web server is asked, or null
 */
public record UrlAuthenticator(
    boolean allowsDuplicates,
    @Nullable String mountAdd,
    @Nullable String mountRemove,
    @Nullable String listenerAdd,
    @Nullable String listenerRemove,
    String authHeader,
    String timeLimitHeader,
    @Nullable String username,
    @Nullable String password)
    implements Authenticator {

  /** Makes the authenticator of a mount. */
  static UrlAuthenticator of(MountSettings mount) {
    Map<String, String> options = mount.authOptions();
    return new UrlAuthenticator(
        Text.number(options.get("allow_duplicate_users")) != 0,
        options.get("mount_add"),
        options.get("mount_remove"),
        options.get("listener_add"),
        options.get("listener_remove"),
        options.getOrDefault("auth_header", "icecast-auth-user: 1\r\n"),
        options.getOrDefault("timelimit_header", "icecast-auth-timelimit:"),
        options.get("username"),
        options.get("password"));
  }

  @Override
  public String type() {
    return "url";
  }
}
