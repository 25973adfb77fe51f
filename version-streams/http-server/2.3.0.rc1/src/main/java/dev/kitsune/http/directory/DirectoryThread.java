package dev.kitsune.http.directory;

import dev.kitsune.Kitsune;
import dev.kitsune.http.config.Configuration.Directory;
import dev.kitsune.http.log.Logs.Level;
import dev.kitsune.http.relay.Http;
import dev.kitsune.http.server.Server;
import dev.kitsune.http.server.Source;
import dev.kitsune.http.text.Text;
import java.io.IOException;
import java.net.URI;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The thread that tells directories of public streams. */
public final class DirectoryThread {

  private static final String POINT = "yp_update";
  private static final Duration TICK = Duration.ofMillis(200);
  private static final int HTTP_PORT = 80;
  private static final int FIRST_TOUCH_SECONDS = 5;
  private static final int NEW_TITLE_SECONDS = 3;
  private static final int RETRY_SECONDS = 300;
  private static final int LEAST_TOUCH_SECONDS = 30;
  private static final long MILLIS = 1000;

  private final Server server;
  private final List<Entry> entries = new ArrayList<>(); // the thread's own, as the next
  private @Nullable SocketChannel channel;

  private DirectoryThread(Server server) {
    this.server = server;
  }

  /** Starts the thread. */
  public static void start(Server server) {
    Kitsune.thread("YP Touch Thread", DirectoryThread::run, new DirectoryThread(server));
  }

  static void run(DirectoryThread directories) throws InterruptedException {
    while (true) {
      Kitsune.sleep(POINT, TICK);
      directories.tick();
    }
  }

  private void tick() {
    close(); // what an update may have left
    List<Source> running = server.running();
    for (Directory directory : server.configuration().directories()) {
      for (Source each : running) {
        if (each.isPublic() && !isKnown(directory, each)) {
          entries.add(new Entry(directory.url(), directory.touchInterval(), each));
        }
      }
    }
    for (Entry each : new ArrayList<>(entries)) {
      if (!isConfigured(each) || !each.source.isRunning() || !running.contains(each.source)) {
        entries.remove(each);
        remove(each);
      } else {
        refresh(each);
      }
    }
  }

  private boolean isKnown(Directory directory, Source source) {
    return entries.stream()
        .anyMatch(each -> each.source == source && each.url.equals(directory.url()));
  }

  private void set(Source source, String name, String value) {
    if (!value.isEmpty()) {
      server.statistics().set(source.mount(), name, value);
    }
  }

  /** The settings may have been read again without it. */
  private boolean isConfigured(Entry entry) {
    return server.configuration().directories().stream()
        .anyMatch(each -> each.url().equals(entry.url));
  }

  private void refresh(Entry entry) {
    long now = System.currentTimeMillis();
    String playing = entry.source.playing();
    if (entry.sid != null && !playing.equals(entry.playing)) {
      entry.playing = playing;
      set(entry.source, "yp_currently_playing", playing);
      entry.dueMillis = Math.min(entry.dueMillis, now + NEW_TITLE_SECONDS * MILLIS);
    }
    if (now >= entry.dueMillis) {
      if (entry.sid == null) {
        add(entry, now);
      } else {
        touch(entry, now);
      }
    }
  }

  private void add(Entry entry, long now) {
    Source source = entry.source;
    var settings = source.settings();
    String audio = source.headers().getOrDefault("ice-audio-info", "").replace(';', '&');
    String listen =
        "http://"
            + server.configuration().hostname()
            + ":"
            + server.configuration().advertisedPort()
            + source.mount();
    String form =
        "action=add&sn="
            + shown(source, "server_name")
            + "&genre="
            + shown(source, "genre")
            + "&cpswd="
            + Text.encode(settings == null ? null : settings.clusterPassword())
            + "&desc="
            + shown(source, "server_description")
            + "&url="
            + shown(source, "server_url")
            + "&listenurl="
            + Text.encode(listen)
            + "&type="
            + shown(source, "server_type")
            + "&stype="
            + shown(source, "subtype")
            + "&b="
            + shown(source, "bitrate")
            + "&"
            + audio
            + "\r\n";
    Http.Answer answer = post(entry, form);
    String sid = answer == null ? null : answer.headers().get("sid");
    if (answer == null || sid == null || !isDone(answer)) {
      entry.dueMillis = now + RETRY_SECONDS * MILLIS;
      return;
    }
    entry.sid = sid;
    int told = Text.number(answer.headers().get("touchfreq"));
    entry.touchSeconds = Math.max(LEAST_TOUCH_SECONDS, told == 0 ? entry.touchInterval : told);
    entry.dueMillis = now + FIRST_TOUCH_SECONDS * MILLIS;
  }

  private void touch(Entry entry, long now) {
    var settings = entry.source.settings();
    String form =
        "action=touch&sid="
            + Text.encode(entry.sid)
            + "&st="
            + Text.encode(entry.source.playing())
            + "&listeners="
            + entry.source.listeners().size()
            + "&max_listeners="
            + (settings == null ? -1 : settings.maxListeners())
            + "&stype="
            + shown(entry.source, "subtype")
            + "\r\n";
    Http.Answer answer = post(entry, form);
    if (answer == null || !isDone(answer)) {
      entry.sid = null;
      entry.dueMillis = now + RETRY_SECONDS * MILLIS;
    } else {
      entry.dueMillis = now + entry.touchSeconds * MILLIS;
    }
  }

  private void remove(Entry entry) {
    if (entry.sid != null) {
      post(entry, "action=remove&sid=" + Text.encode(entry.sid));
    }
  }

  private static boolean isDone(Http.Answer answer) {
    return Text.number(answer.headers().get("ypresponse")) == 1;
  }

  private Http.@Nullable Answer post(Entry entry, String form) {
    try {
      URI url = URI.create(entry.url);
      String host = url.getHost();
      if (host == null) {
        throw new IOException("expected an http address: found=" + entry.url);
      }
      String path = url.getRawPath().isEmpty() ? "/" : url.getRawPath();
      SocketChannel opened = SocketChannel.open();
      channel = opened;
      return Http.ask(
          POINT,
          opened,
          host,
          url.getPort() < 0 ? HTTP_PORT : url.getPort(),
          "POST "
              + path
              + " HTTP/1.0\r\nHost: "
              + host
              + "\r\nUser-Agent: "
              + server.name()
              + "\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: "
              + form.length()
              + "\r\n\r\n"
              + form);
    } catch (IOException | IllegalArgumentException e) {
      server.log(
          Level.EROR, "yp/send_to_yp", "no answer: url=" + entry.url + ", cause=" + e.getMessage());
      return null;
    } finally {
      close();
    }
  }

  private String shown(Source source, String name) {
    return Text.encode(server.statistics().get(source.mount(), name));
  }

  private void close() {
    SocketChannel open = channel;
    channel = null;
    if (open != null) {
      try {
        open.close();
      } catch (IOException e) {
        server.log(Level.WARN, "yp", "cannot close: cause=" + e.getMessage());
      }
    }
  }
}
