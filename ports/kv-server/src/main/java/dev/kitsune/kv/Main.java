package dev.kitsune.kv;

import dev.kitsune.Gate;
import dev.kitsune.Kitsune;
import dev.kitsune.NoMigrate;
import dev.kitsune.kv.server.ConfigurationException;
import dev.kitsune.kv.server.ConfigurationFile;
import dev.kitsune.kv.server.Cron;
import dev.kitsune.kv.server.EventTable;
import dev.kitsune.kv.server.Log;
import dev.kitsune.kv.server.LogLevel;
import dev.kitsune.kv.server.Server;
import dev.kitsune.kv.server.Settings;
import dev.kitsune.mina.GatedAcceptor;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;

/**
 * Starts the server, and then does its periodic work. The connections' events come from MINA
 * through a gate, so at the one update point nothing is under way but what state holds.
 */
public final class Main {

  @NoMigrate private static final Duration TICK = Duration.ofMillis(100);
  private static final int BACKLOG = 511;
  private static final int MILLIS_A_SECOND = 1000;

  @SuppressWarnings("NullAway.Init") // set by start, or carried over from the old version
  private static Server server;

  @SuppressWarnings("NullAway.Init")
  private static Gate gate;

  @SuppressWarnings("NullAway.Init")
  private static GatedAcceptor acceptor;

  private Main() {}

  /** Runs the server: {@code [--port N] [configuration file]}. */
  public static void main(String[] args) throws InterruptedException {
    if (Kitsune.isUpdating()) {
      Kitsune.automigrate();
      gate.bind(new Connections(server));
    } else {
      start(CommandLine.parse(args));
    }
    while (true) {
      Kitsune.sleep("main_loop", TICK);
      gate.run(Main::tick);
    }
  }

  private static void start(CommandLine commandLine) {
    Settings settings = configure(commandLine);
    int slots = Integer.getInteger("kv.event.table.size", EventTable.SIZE);
    server = new Server(settings, new EventTable(slots), now());
    Log.write(settings, LogLevel.NOTICE, "Server started, Redis version " + Release.VERSION);
    gate = Gate.named("events");
    gate.bind(new Connections(server));
    acceptor = GatedAcceptor.behind(gate);
    InetSocketAddress address = listen(settings);
    Kitsune.onSignal("TERM", Main::terminate);
    Log.write(
        settings,
        LogLevel.NOTICE,
        "The server is now ready to accept connections on port " + address.getPort());
    Kitsune.ready(address);
  }

  private static Settings configure(CommandLine commandLine) {
    Settings settings = new Settings();
    try {
      if (commandLine.configurationFile() != null) {
        ConfigurationFile.apply(commandLine.configurationFile(), settings);
      }
    } catch (ConfigurationException e) {
      throw CommandLine.fail(e.getMessage());
    }
    if (commandLine.port() != null) {
      settings.setPort(commandLine.port());
    }
    return settings;
  }

  private static InetSocketAddress listen(Settings settings) {
    String bindAddress = settings.bindAddress();
    InetSocketAddress address =
        bindAddress == null
            ? new InetSocketAddress(settings.port())
            : new InetSocketAddress(bindAddress, settings.port());
    try {
      return acceptor.listen(address, BACKLOG);
    } catch (IOException | IllegalArgumentException e) {
      throw CommandLine.fail(
          "cannot listen: address="
              + address
              + ", cause="
              + e.getMessage()
              + "; choose another with --port");
    }
  }

  private static void tick() {
    Cron.tick(server, now());
    if (gate.bound() instanceof Connections connections) {
      connections.runUnblocked(); // whose time was over
    }
  }

  private static void terminate() {
    server.requestShutdown();
  }

  /** Returns the seconds since 1970, the unit of all the release's times. */
  static long now() {
    return System.currentTimeMillis() / MILLIS_A_SECOND;
  }
}
