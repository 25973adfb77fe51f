package dev.kitsune.ftp;

import dev.kitsune.Gate;
import dev.kitsune.Kitsune;
import dev.kitsune.NoMigrate;
import dev.kitsune.ftp.command.Authenticator;
import dev.kitsune.ftp.command.Housekeeping;
import dev.kitsune.ftp.config.ConfigurationException;
import dev.kitsune.ftp.config.ConfigurationFile;
import dev.kitsune.ftp.config.Count;
import dev.kitsune.ftp.config.Flag;
import dev.kitsune.ftp.config.Settings;
import dev.kitsune.ftp.config.Text;
import dev.kitsune.ftp.session.Server;
import dev.kitsune.mina.GatedAcceptor;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;

/**
 * Starts the server, and then waits as the original's listener does. Control connections' events
 * come from MINA through a gate; each transfer has a thread with update points of its own.
 */
public final class Main {

  @NoMigrate private static final Duration TICK = Duration.ofMillis(100);
  private static final int BACKLOG = 32;

  @SuppressWarnings("NullAway.Init") // set by start, or carried over from the old version
  private static Server server;

  @SuppressWarnings("NullAway.Init")
  private static Listener listener;

  private Main() {}

  /** Runs the server: {@code [--port N] [configuration file]}. */
  public static void main(String[] args) throws InterruptedException {
    if (Kitsune.isUpdating()) {
      Kitsune.automigrate();
      server.gate().bind(new Connections(server, listener));
    } else {
      start(CommandLine.parse(args));
    }
    while (server.isListening() || !server.isIdle()) {
      Kitsune.sleep("standalone.c", TICK);
      server.gate().run(Main::tick);
    }
    System.exit(0);
  }

  private static void start(CommandLine commandLine) {
    Settings settings = configure(commandLine);
    Gate gate = Gate.named("sessions");
    server = new Server(gate, settings, commandLine.configurationFile());
    GatedAcceptor acceptor = GatedAcceptor.behind(gate);
    listener = new Listener(acceptor, server);
    gate.bind(new Connections(server, listener));
    Authenticator.start(server);
    InetSocketAddress address = listen(acceptor, settings);
    Kitsune.onSignal("TERM", Main::terminate);
    Kitsune.onSignal("HUP", Main::reload);
    System.out.println("vsFTPd " + Release.VERSION + " is listening on port " + address.getPort());
    Kitsune.ready(address);
  }

  private static Settings configure(CommandLine commandLine) {
    Settings settings = new Settings();
    try {
      ConfigurationFile.apply(Path.of(commandLine.configurationFile()), settings);
    } catch (ConfigurationException e) {
      throw CommandLine.fail(e.getMessage() + ": file=" + commandLine.configurationFile());
    }
    if (commandLine.port() != null) {
      settings.set(Flag.LISTEN, true);
      settings.set(Count.LISTEN_PORT, commandLine.port());
    }
    if (!settings.is(Flag.LISTEN)) {
      throw CommandLine.fail("vsftpd: not configured for standalone, must be started from inetd");
    }
    return settings;
  }

  private static InetSocketAddress listen(GatedAcceptor acceptor, Settings settings) {
    int port = settings.get(Count.LISTEN_PORT);
    InetSocketAddress address =
        settings.has(Text.LISTEN_ADDRESS)
            ? new InetSocketAddress(settings.get(Text.LISTEN_ADDRESS), port)
            : new InetSocketAddress(port);
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
    Housekeeping.endIdle(server);
    Housekeeping.answerLogins(server);
    if (server.isTerminating()) {
      listener.stop();
    }
  }

  private static void terminate() {
    server.requestTermination();
  }

  private static void reload() {
    server.requestReload();
  }
}
