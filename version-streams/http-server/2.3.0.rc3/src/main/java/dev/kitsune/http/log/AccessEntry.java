package dev.kitsune.http.log;

import dev.kitsune.NoMigrate;
import dev.kitsune.http.request.Request;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What the access log says of a client. */
public record AccessEntry(
    String ip, @Nullable String user, Request request, int status, long bytes, long seconds) {

  @NoMigrate
  static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("dd/MMM/yyyy:HH:mm:ss Z", Locale.ENGLISH);

  /** Returns the line, with its end. */
  String line(ZonedDateTime now) {
    return ip
        + " - "
        + orDash(user)
        + " ["
        + now.format(TIME)
        + "] \""
        + request.method()
        + " "
        + request.uri()
        + " "
        + request.protocol()
        + "/"
        + request.version()
        + "\" "
        + status
        + " "
        + bytes
        + " \""
        + orDash(request.header("referer"))
        + "\" \""
        + orDash(request.header("user-agent"))
        + "\" "
        + seconds
        + "\n";
  }

  private static String orDash(@Nullable String text) {
    return text == null ? "-" : text;
  }
}
