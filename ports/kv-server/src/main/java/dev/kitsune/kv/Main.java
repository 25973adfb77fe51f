package dev.kitsune.kv;

import dev.kitsune.Gate;
import dev.kitsune.Kitsune;
import dev.kitsune.NoMigrate;
import dev.kitsune.kv.command.Loading;
import dev.kitsune.kv.paging.PagedMemory;
import dev.kitsune.kv.server.ConfigurationException;
import dev.kitsune.kv.server.ConfigurationFile;
import dev.kitsune.kv.server.Cron;
import dev.kitsune.kv.server.EventTable;
import dev.kitsune.kv.server.Log;
import dev.kitsune.kv.server.LogLevel;
import dev.kitsune.kv.server.PersistenceSettings;
import dev.kitsune.kv.server.Server;
import dev.kitsune.kv.server.Settings;
import dev.kitsune.mina.GatedAcceptor;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
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
    gate = Gate.named("events");
    acceptor = GatedAcceptor.behind(gate);
    server = new Server(settings, new EventTable(slots), gate, acceptor, now());
    if (settings.swapping().isEnabled()) {
      server.use(swapFile(settings));
    }
    Log.write(settings, LogLevel.NOTICE, "Server started, Redis version " + Release.VERSION);
    Loading.atStart(server);
    gate.bind(new Connections(server));
    InetSocketAddress address = listen(settings);
    writePidFile(settings.persistence());
    Kitsune.onSignal("TERM", Main::terminate);
    Log.write(
        settings,
        LogLevel.NOTICE,
        "The server is now ready to accept connections on port " + address.getPort());
    Kitsune.ready(address);
  }

  private static PagedMemory swapFile(Settings settings) {
    try {
      return PagedMemory.open(server, gate);
    } catch (IOException e) {
      throw CommandLine.fail(
          "swap file cannot be made: file=" + settings.swapping().file() + ", cause=" + e);
    }
  }

  /** A JVM cannot leave its terminal: a daemon is only what has its pid in a file. */
  private static void writePidFile(PersistenceSettings settings) {
    if (settings.isDaemon()) {
      try {
        Files.writeString(settings.pidFile(), ProcessHandle.current().pid() + "\n");
      } catch (IOException e) {
        Log.write(
            server.settings(), LogLevel.WARNING, "pid file cannot be written: " + e.getMessage());
      }
    }
  }

  private static Settings configure(CommandLine commandLine) {
    Settings settings = new Settings();
    makeDirectory(settings.persistence().directory());
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

  /** Without a configuration the data go where the launcher says, which need not exist yet. */
  private static void makeDirectory(Path directory) {
    try {
      Files.createDirectories(directory);
    } catch (IOException e) {
      throw CommandLine.fail("directory of the data cannot be made: " + e);
    }
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
