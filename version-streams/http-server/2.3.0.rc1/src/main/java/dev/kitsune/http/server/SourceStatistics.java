package dev.kitsune.http.server;

import dev.kitsune.http.auth.Authenticator;
import dev.kitsune.http.config.Configuration;
import dev.kitsune.http.config.MountSettings;
import dev.kitsune.http.config.MountSettings.Shown;
import dev.kitsune.http.connection.Client;
import dev.kitsune.http.format.Format;
import dev.kitsune.http.stats.Statistics;
import dev.kitsune.http.text.Text;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What the statistics show of a source, whether it is public or not. */
public final class SourceStatistics {

  private SourceStatistics() {}

  /** Returns a time as statistics show it. */
  public static String time(long millis) {
    return Instant.ofEpochMilli(millis)
        .atZone(ZoneId.systemDefault())
        .format(DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss Z", Locale.ENGLISH));
  }

  /** Tells all that is known of a source when it begins, or when another version goes on. */
  public static void tell(Source source) {
    Configuration configuration = source.server().configuration();
    set(
        source,
        "listenurl",
        "http://"
            + configuration.hostname()
            + ":"
            + configuration.advertisedPort()
            + source.mount());
    set(source, "stream_start", time(source.startMillis()));
    set(source, "source_ip", source.peer());
    set(source, "user_agent", source.headers().get("user-agent"));
    set(source, "listener_peak", Integer.toString(source.peakListeners()));
    set(source, "slow_listeners", Integer.toString(source.slowListeners()));
    audioInfo(source);
    described(source);
    bytes(source);
  }

  /** Tells what the settings of the mount may change. */
  static void described(Source source) {
    MountSettings settings = source.settings();
    Shown shown = settings == null ? Shown.nothing() : settings.shown();
    Format format = source.format();
    String limit =
        settings == null || settings.maxListeners() < 0
            ? "unlimited"
            : Integer.toString(settings.maxListeners());
    set(source, "max_listeners", limit);
    set(source, "public", source.isPublic() ? "1" : "0");
    set(source, "server_type", or(shown.type(), format == null ? null : format.contentType()));
    set(source, "server_name", or(shown.name(), or(source.header("name"), "Unspecified name")));
    set(
        source,
        "server_description",
        or(shown.description(), or(source.header("description"), "Unspecified description")));
    set(source, "server_url", or(shown.url(), source.header("url")));
    set(source, "genre", or(shown.genre(), or(source.header("genre"), "various")));
    String bitrate = source.header("bitrate");
    set(
        source,
        "bitrate",
        or(shown.bitrate(), bitrate == null ? source.headers().get("icy-br") : bitrate));
    if (shown.subtype() != null) {
      set(source, "subtype", shown.subtype());
    }
    Authenticator authenticator = source.server().authenticator(source.mount());
    set(source, "authenticator", authenticator == null ? null : authenticator.type());
    if (source.isHidden()) {
      source.server().statistics().hide(source.mount());
    }
  }

  /** Tells how many bytes came and went. */
  static void bytes(Source source) {
    set(source, "total_bytes_read", Long.toString(source.readBytes()));
    set(source, "total_bytes_sent", Long.toString(source.sentBytes()));
  }

  private static void audioInfo(Source source) {
    String info = source.headers().get("ice-audio-info");
    if (info == null) {
      return;
    }
    set(source, "audio_info", info);
    for (String part : info.split(";")) {
      int equals = part.indexOf('=');
      if (equals > 0) {
        String value = Text.decode(part.substring(equals + 1), /* query= */ true);
        if (value != null) {
          set(source, part.substring(0, equals).strip(), value);
        }
      }
    }
  }

  private static void set(Source source, String name, @Nullable String value) {
    Statistics statistics = source.server().statistics();
    if (value != null || statistics.get(source.mount(), name) != null) {
      statistics.set(source.mount(), name, value);
    }
  }

  private static @Nullable String or(@Nullable String first, @Nullable String second) {
    return first == null ? second : first;
  }

  /** Returns the address that a source is said to have. */
  static @Nullable String address(@Nullable Client client, @Nullable String relayed) {
    return client == null ? relayed : client.connection().ip();
  }
}
