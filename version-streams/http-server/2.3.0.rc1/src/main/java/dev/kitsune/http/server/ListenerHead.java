package dev.kitsune.http.server;

import dev.kitsune.http.connection.Replies;
import dev.kitsune.http.format.Format;
import dev.kitsune.http.request.Request;
import dev.kitsune.http.text.Text;

/** The head of the answer that a listener gets from the source's thread. */
final class ListenerHead {

  private static final String AUDIO_INFO = "ice-audio-info";

  private ListenerHead() {}

  /** Greets a listener, and notes whether it wants metadata. */
  static void send(Source source, Format format, Listener listener) {
    Request request = listener.client().request();
    int interval = request.number("icy-metadata") > 0 ? format.interval() : 0;
    listener.place().interval(interval);
    Replies.send(listener.client(), 200, head(source, format, request, interval));
  }

  private static String head(Source source, Format format, Request request, int interval) {
    StringBuilder head = new StringBuilder("HTTP/1.0 200 OK\r\nContent-Type: ");
    head.append(format.contentType()).append("\r\n");
    source.headers().forEach((name, value) -> append(head, name, value));
    head.append("Server: ").append(source.server().name()).append("\r\n");
    if (!format.isOgg() && request.header("x-flash-version") != null) {
      head.append("Content-Length: 347122319\r\n");
    }
    if (interval > 0) {
      head.append("icy-metaint:").append(interval).append("\r\n");
    }
    return head.append("\r\n").toString();
  }

  private static void append(StringBuilder head, String name, String value) {
    switch (name) {
      case "ice-password", "icy-metaint" -> {}
      case "ice-bitrate" -> head.append("icy-br:").append(value).append("\r\n");
      case "ice-public" -> head.append("icy-pub:").append(value).append("\r\n");
      case AUDIO_INFO -> {
        bitrate(head, value);
        head.append(AUDIO_INFO).append(": ").append(value).append("\r\n");
      }
      default -> {
        if (name.startsWith("ice-") || name.startsWith("icy-")) {
          head.append("icy-").append(name.substring("icy-".length())).append(':').append(value);
          head.append("\r\n");
        }
      }
    }
  }

  /** The bitrate counts wherever it stands in the audio info. */
  private static void bitrate(StringBuilder head, String info) {
    String key = "bitrate=";
    int at = info.indexOf(key);
    if (at >= 0) {
      int bitrate = Text.number(info.substring(at + key.length()));
      head.append("icy-br:").append(bitrate).append("\r\n");
    }
  }
}
