package dev.kitsune.http;

import dev.kitsune.Kitsune;
import dev.kitsune.NoMigrate;
import dev.kitsune.http.config.Configuration;
import dev.kitsune.http.config.ConfigurationException;
import dev.kitsune.http.config.ConfigurationFile;
import dev.kitsune.http.connection.Connection;
import dev.kitsune.http.directory.DirectoryThread;
import dev.kitsune.http.file.FileServer;
import dev.kitsune.http.handler.AuthThread;
import dev.kitsune.http.handler.ConnectionThread;
import dev.kitsune.http.handler.Services;
import dev.kitsune.http.log.Logs.Level;
import dev.kitsune.http.relay.Slave;
import dev.kitsune.http.server.Server;
import dev.kitsune.http.server.SourceStatistics;
import dev.kitsune.http.stats.Statistics;
import dev.kitsune.http.stats.StatsThread;
import java.io.IOException;
import java.net.SocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Starts the server, and then waits as the release's accept loop does. Connections' events come
 * from MINA through a gate; requests, logins, sources, files, statistics, relays and directories
 * have threads with update points of their own.
 */
public final class Main {

  @NoMigrate private static final Duration TICK = Duration.ofMillis(100);
  @NoMigrate private static final Duration PATIENCE = Duration.ofSeconds(5);

  @NoMigrate
  private static final long START_MILLIS =
      ProcessHandle.current()
          .info()
          .startInstant()
          .map(Instant::toEpochMilli)
          .orElseGet(System::currentTimeMillis);

  private static final List<String> COUNTERS =
      List.of(
          "connections",
          "file_connections",
          "listener_connections",
          "sources",
          "client_connections",
          "source_client_connections",
          "source_relay_connections",
          "source_total_connections",
          "stats_connections");

  @SuppressWarnings("NullAway.Init") // set by start, or carried over from the old version
  private static Server server;

  @SuppressWarnings("NullAway.Init")
  private static Sockets sockets;

  private Main() {}

  /** Runs the server: {@code [--port N] -c FILE}. */
  public static void main(String[] args) throws InterruptedException {
    if (Kitsune.isUpdating()) {
      Kitsune.automigrate();
      sockets.gate().bind(new Connections(server, sockets));
      Kitsune.afterCommit(Main::tellRelease);
    } else {
      start(CommandLine.parse(args));
    }
    while (server.isRunning()) {
      Kitsune.sleep("connection_accept", TICK);
      closeLate();
    }
    stop();
  }

  private static void start(CommandLine commandLine) {
    Configuration configuration = read(commandLine.configurationFile());
    server = new Server(Release.NAME, commandLine.configurationFile(), configuration);
    sockets = new Sockets();
    openLogs();
    sockets.gate().bind(new Connections(server, sockets));
    listen(commandLine.port());
    tellRelease();
    StatsThread.start(server.statistics());
    Kitsune.onSignal("TERM", Main::halt);
    Kitsune.onSignal("INT", Main::halt);
    Kitsune.onSignal("HUP", Main::reread);
    writePidFile();
    FileServer files = FileServer.start(server);
    DirectoryThread.start(server);
    Slave slave = Slave.start(server);
    AuthThread.start(server);
    ConnectionThread.start(new Services(server, files, slave));
    server.log(Level.INFO, "main/main", Release.NAME + " server started");
    sockets
        .addresses()
        .forEach(
            each -> System.out.println(Release.NAME + " is listening on port " + each.getPort()));
    System.out.println(Release.NAME + " is ready");
    Kitsune.ready(sockets.addresses().toArray(SocketAddress[]::new));
  }

  private static Configuration read(String file) {
    try {
      return ConfigurationFile.read(file);
    } catch (ConfigurationException e) {
      throw CommandLine.fail("FATAL: error parsing config file (" + file + ")\n" + e.getMessage());
    }
  }

  private static void openLogs() {
    try {
      server.logs().open(server.configuration());
    } catch (IOException e) {
      throw CommandLine.fail("FATAL: could not open the logs: cause=" + e.getMessage());
    }
  }

  private static void listen(@Nullable Integer port) {
    try {
      server.configuration(sockets.listen(server.configuration(), port));
    } catch (IOException | IllegalArgumentException e) {
      throw CommandLine.fail(
          "Could not create listener socket: cause=" + e.getMessage() + "; choose --port");
    }
  }

  private static void tellRelease() {
    server.name(Release.NAME);
    server.tellClients();
    Statistics statistics = server.statistics();
    statistics.set(null, "server_start", SourceStatistics.time(START_MILLIS));
    statistics.set(null, "stats", Integer.toString(statistics.followers()));
    server.running().forEach(SourceStatistics::tell);
    COUNTERS.stream()
        .filter(each -> statistics.get(null, each) == null)
        .forEach(each -> statistics.set(null, each, "0"));
  }

  private static void writePidFile() {
    String file = server.configuration().paths().pidFile();
    if (file != null) {
      try {
        Files.writeString(Path.of(file), ProcessHandle.current().pid() + "\n");
      } catch (IOException e) {
        server.log(Level.EROR, "main/main", "cannot write the pid file: name=" + file);
      }
    }
  }

  /** Closes connections that do not finish the head of their request. */
  private static void closeLate() {
    long limit = Duration.ofSeconds(server.configuration().limits().headerTimeout()).toNanos();
    long now = System.nanoTime();
    for (Connection each : server.reading()) {
      if (each.isLate(now, limit)) {
        each.close();
      }
    }
  }

  private static void stop() throws InterruptedException {
    sockets.stop();
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (!server.running().isEmpty() && System.nanoTime() < end) {
      Kitsune.sleep("connection_accept", TICK);
    }
    server.log(Level.INFO, "main/main", "Shutting down");
    server.logs().close();
    String file = server.configuration().paths().pidFile();
    if (file != null) {
      Path.of(file).toFile().delete();
    }
    System.exit(0);
  }

  private static void halt() {
    server.halt();
  }

  private static void reread() {
    server.wantReread();
  }
}
