package dev.kitsune.http.server;

import dev.kitsune.http.auth.HtpasswdAuthenticator;
import dev.kitsune.http.config.Configuration;
import dev.kitsune.http.config.MountSettings;
import dev.kitsune.http.log.Logs.Level;
import dev.kitsune.http.stats.Statistics;
import dev.kitsune.http.text.Text;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/** What happens when a source begins. */
public final class SourceStart {

  private SourceStart() {}

  /** Shows a source in the statistics and takes back the listeners of its fallback. */
  public static void begin(Source source) {
    Server server = source.server();
    String mount = source.mount();
    server.log(Level.INFO, "source/source_init", "Source " + mount + " initialised");
    Statistics statistics = server.statistics();
    if (source.isHidden()) {
      statistics.hide(mount);
    }
    Configuration configuration = server.configuration();
    statistics.set(mount, "listeners", "0");
    statistics.set(mount, "public", source.isPublic() ? "1" : "0");
    statistics.set(
        mount,
        "listenurl",
        "http://" + configuration.hostname() + ":" + configuration.advertisedPort() + mount);
    HtpasswdAuthenticator authenticator = source.authenticator();
    if (authenticator != null) {
      statistics.set(mount, "authenticator", authenticator.type());
    }
    warnOfAuthentication(source);
    audioInfo(source, statistics);
    if (!source.isPublic()) {
      SortedMap<String, String> headers = source.headers();
      statistics.set(mount, "server_name", first(headers, "ice-name", "icy-name"));
      statistics.set(mount, "server_description", headers.get("ice-description"));
    }
    overrideFallback(source);
  }

  /** Settings that make no authenticator leave the mount open, as in the release. */
  private static void warnOfAuthentication(Source source) {
    MountSettings settings = source.settings();
    if (settings != null && settings.authType() != null && source.authenticator() == null) {
      source
          .server()
          .log(
              Level.EROR,
              "auth/get_authenticator",
              "expected type=htpasswd with an option filename, mount is open: mount="
                  + source.mount()
                  + ", type="
                  + settings.authType());
    }
  }

  private static void audioInfo(Source source, Statistics statistics) {
    String info = source.headers().get("ice-audio-info");
    if (info == null) {
      return;
    }
    statistics.set(source.mount(), "audio_info", info);
    for (String part : info.split(";")) {
      int equals = part.indexOf('=');
      if (equals > 0) {
        String value = Text.decode(part.substring(equals + 1), /* query= */ true);
        if (value != null) {
          statistics.set(source.mount(), part.substring(0, equals).strip(), value);
        }
      }
    }
  }

  private static void overrideFallback(Source source) {
    MountSettings settings = source.settings();
    if (settings != null && settings.fallbackOverride()) {
      Source fallback = source.server().find(settings.fallbackMount());
      if (fallback != null) {
        fallback.moveListeners(source);
      }
    }
  }

  private static @Nullable String first(SortedMap<String, String> headers, String... names) {
    for (String name : names) {
      if (headers.containsKey(name)) {
        return headers.get(name);
      }
    }
    return null;
  }
}
