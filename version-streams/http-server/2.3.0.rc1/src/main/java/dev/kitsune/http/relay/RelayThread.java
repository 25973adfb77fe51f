package dev.kitsune.http.relay;

import dev.kitsune.Kitsune;
import dev.kitsune.http.config.Configuration.RelaySettings;
import dev.kitsune.http.log.Logs.Level;
import dev.kitsune.http.server.ChannelInput;
import dev.kitsune.http.server.Server;
import dev.kitsune.http.server.SourceEnd;
import dev.kitsune.http.server.SourceStart;
import dev.kitsune.http.server.SourceThread;
import java.io.IOException;
import java.nio.channels.SocketChannel;

/** The thread of each relay that is connected or tries to be. */
final class RelayThread {

  private static final String CONNECTING = "relay_connect";

  private RelayThread() {}

  static void start(Relay relay, long number) {
    relay.isActive = true;
    Kitsune.thread("Relay Thread #" + number, RelayThread::run, relay);
  }

  static void run(Relay relay) throws InterruptedException {
    if (relay.source.isRunning() || connect(relay)) {
      SourceThread.stream(relay.source);
      SourceEnd.end(relay.source);
    } else {
      relay.source.giveUpWaiting();
    }
    close(relay);
    relay.source.relayEnded();
    relay.isActive = false;
  }

  /** An update that comes meanwhile begins anew. */
  private static boolean connect(Relay relay) {
    Kitsune.update(CONNECTING);
    close(relay);
    RelaySettings settings = relay.settings;
    Server server = relay.source.server();
    try {
      SocketChannel channel = SocketChannel.open();
      relay.channel = channel;
      Http.Answer answer =
          Http.ask(
              CONNECTING, channel, settings.server(), settings.port(), request(server, settings));
      if (!answer.isSuccess()) {
        log(relay, "the answer is no stream: status=" + answer.status());
        return false;
      }
      if (!server.sourceBegins()) {
        log(relay, "too many sources connected");
        return false;
      }
      server.statistics().increase(null, "source_relay_connections");
      server.statistics().increase(null, "source_total_connections");
      relay.source.relayedFrom(settings.server());
      relay.source.prepare(new ChannelInput(channel, answer.rest()), answer.headers());
      relay.source.running(true);
      SourceStart.begin(relay.source);
      if (relay.isUnwanted) { // the settings changed while it connected
        relay.source.running(false);
      }
      return true;
    } catch (IOException | IllegalArgumentException e) {
      log(relay, "cannot connect: cause=" + e.getMessage());
      return false;
    }
  }

  private static String request(Server server, RelaySettings settings) {
    return "GET "
        + settings.mount()
        + " HTTP/1.0\r\nUser-Agent: "
        + server.name()
        + "\r\n"
        + (settings.metadata() ? "Icy-MetaData: 1\r\n" : "")
        + Http.login(settings.username(), settings.password())
        + "\r\n";
  }

  private static void close(Relay relay) {
    SocketChannel channel = relay.channel;
    relay.channel = null;
    if (channel != null) {
      try {
        channel.close();
      } catch (IOException e) {
        log(relay, "cannot close: cause=" + e.getMessage());
      }
    }
  }

  private static void log(Relay relay, String text) {
    RelaySettings settings = relay.settings;
    relay
        .source
        .server()
        .log(
            Level.WARN,
            "slave/start_relay_stream",
            text
                + ": server="
                + settings.server()
                + ", port="
                + settings.port()
                + ", mount="
                + settings.mount());
  }
}
