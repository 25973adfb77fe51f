package dev.kitsune.http.auth;

import dev.kitsune.http.config.MountSettings;
import org.jspecify.annotations.Nullable;

/** Who looks at the passwords of a mount's listeners, whether a source is there or not. */
public sealed interface Authenticator permits HtpasswdAuthenticator, UrlAuthenticator {

  /** Returns the kind, as the statistics show it. */
  String type();

  /** Returns whether one user may listen twice. */
  boolean allowsDuplicates();

  /** Makes the authenticator of a mount; null if its settings name none that works. */
  static @Nullable Authenticator of(MountSettings mount) {
    String type = mount.authType();
    if (type == null) {
      return null;
    }
    return switch (type) {
      case "htpasswd" -> HtpasswdAuthenticator.of(mount);
      case "url" -> UrlAuthenticator.of(mount);
      default -> null;
    };
  }
}
