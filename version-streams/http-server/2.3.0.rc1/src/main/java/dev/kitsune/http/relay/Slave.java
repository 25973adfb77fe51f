package dev.kitsune.http.relay;

import dev.kitsune.Kitsune;
import dev.kitsune.http.config.Configuration;
import dev.kitsune.http.config.Configuration.Master;
import dev.kitsune.http.config.Configuration.RelaySettings;
import dev.kitsune.http.config.ConfigurationException;
import dev.kitsune.http.config.ConfigurationFile;
import dev.kitsune.http.log.Logs.Level;
import dev.kitsune.http.server.Server;
import dev.kitsune.http.server.Source;
import java.io.IOException;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Starts the relays that the settings and the master name, and ends those that they no longer do.
 */
public final class Slave {

  private static final String POINT = "slave";
  private static final Duration TICK = Duration.ofSeconds(1);
  private static final int LONGEST_LIST = 1 << 20;

  private final Server server;
  private final Map<String, Relay> local = new TreeMap<>(); // the thread's own, as the next four
  private final Map<String, Relay> fromMaster = new TreeMap<>();
  private long nextRelay;
  private int ticksLeft;
  private @Nullable SocketChannel channel;

  private Slave(Server server) {
    this.server = server;
  }

  /** Starts the thread. */
  public static Slave start(Server server) {
    Slave slave = new Slave(server);
    Kitsune.thread("Slave Thread", Slave::run, slave);
    return slave;
  }

  static void run(Slave slave) throws InterruptedException {
    while (true) {
      Kitsune.sleep(POINT, TICK);
      slave.tick();
    }
  }

  private void tick() {
    close(); // what an update may have left
    if (!server.isRunning()) {
      return;
    }
    boolean isReread = server.takeRereadWanted() && reread();
    if (isReread || ticksLeft <= 0) {
      ticksLeft = Math.max(1, server.configuration().master().updateInterval());
      compare(local, server.configuration().relays());
      List<RelaySettings> list = masterList();
      if (list != null) {
        compare(fromMaster, list);
      }
    }
    ticksLeft--;
    for (Relay each : local.values()) {
      restart(each);
    }
    for (Relay each : fromMaster.values()) {
      restart(each);
    }
  }

  private void restart(Relay relay) {
    boolean isWanted = !relay.settings.onDemand() || relay.source.isWanted();
    if (!relay.isActive && !relay.isUnwanted && isWanted) {
      RelayThread.start(relay, nextRelay++);
    }
  }

  /** Reads the settings again; on any error the old ones stay. */
  private boolean reread() {
    try {
      Configuration next = ConfigurationFile.read(server.configurationFile());
      // Sockets are not opened anew, so what they advertise stays as well.
      server.configuration(next.listening(server.configuration().listenSockets()));
      server.logs().open(next);
      server.refreshSources();
      server.log(Level.INFO, "slave/slave_thread", "configuration was read again");
      return true;
    } catch (ConfigurationException | IOException e) {
      server.log(
          Level.EROR,
          "slave/slave_thread",
          "configuration is not used: file="
              + server.configurationFile()
              + ", cause="
              + e.getMessage());
      return false;
    }
  }

  /** A relay whose stream comes from elsewhere now is ended, and begins anew. */
  private void compare(Map<String, Relay> known, List<RelaySettings> wanted) {
    Map<String, RelaySettings> byMount = new TreeMap<>();
    wanted.forEach(each -> byMount.putIfAbsent(each.localMount(), each));
    for (Relay each : new ArrayList<>(known.values())) {
      RelaySettings next = byMount.get(each.settings.localMount());
      if (next != null && isSame(each.settings, next)) {
        boolean wasOnDemand = each.settings.onDemand();
        each.settings = next;
        if (wasOnDemand != next.onDemand()) {
          each.source.onDemand(next.onDemand());
        }
      } else {
        each.isUnwanted = true;
        each.source.running(false);
        server.sources().remove(each.settings.localMount(), each.source);
        known.remove(each.settings.localMount());
      }
    }
    byMount.forEach((mount, settings) -> {
      if (!known.containsKey(mount)) {
        Source source = new Source(server, mount);
        if (server.sources().putIfAbsent(mount, source) == null) {
          known.put(mount, new Relay(settings, source));
          if (settings.onDemand()) {
            source.onDemand(true);
          }
        }
      }
    });
  }

  private static boolean isSame(RelaySettings one, RelaySettings other) {
    return one.server().equals(other.server())
        && one.port() == other.port()
        && one.mount().equals(other.mount())
        && one.metadata() == other.metadata();
  }

  /** Returns what the master has; null if it cannot be asked, an empty list without a master. */
  private @Nullable List<RelaySettings> masterList() {
    Master master = server.configuration().master();
    String host = master.server();
    if (host == null || master.port() == 0 || master.password() == null) {
      return List.of();
    }
    String request =
        "GET /admin/streamlist.txt HTTP/1.0\r\n"
            + Http.login(master.username(), master.password())
            + "\r\n";
    try {
      SocketChannel opened = SocketChannel.open();
      channel = opened;
      Http.Answer answer = Http.ask(POINT, opened, host, master.port(), request);
      if (answer.status() != 200) {
        throw new IOException("the master refuses: status=" + answer.status());
      }
      byte[] body = Http.readRest(POINT, opened, answer, LONGEST_LIST);
      return relays(master, host, new String(body, StandardCharsets.UTF_8));
    } catch (IOException | IllegalArgumentException e) {
      server.log(Level.WARN, "slave/update_from_master", "no list: cause=" + e.getMessage());
      return null;
    } finally {
      close();
    }
  }

  private static List<RelaySettings> relays(Master master, String host, String list) {
    return list.lines()
        .map(String::strip)
        .filter(line -> line.startsWith("/"))
        .map(mount ->
            new RelaySettings(
                host, master.port(), mount, mount, null, null, true, master.onDemand()))
        .toList();
  }

  private void close() {
    SocketChannel open = channel;
    channel = null;
    if (open != null) {
      try {
        open.close();
      } catch (IOException e) {
        server.log(Level.WARN, "slave", "cannot close: cause=" + e.getMessage());
      }
    }
  }
}
