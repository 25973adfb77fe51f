package dev.kitsune.http.relay;

import dev.kitsune.Kitsune;
import dev.kitsune.http.config.Configuration.Master;
import dev.kitsune.http.config.Configuration.RelaySettings;
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
  private volatile boolean isCheckWanted;

  private Slave(Server server) {
    this.server = server;
  }

  /** Starts the thread. */
  public static Slave start(Server server) {
    Slave slave = new Slave(server);
    Kitsune.thread("Slave Thread", Slave::run, slave);
    return slave;
  }

  /** Asks for a look at the master and all relays at the next tick. */
  public void check() {
    isCheckWanted = true;
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
    if (isCheckWanted || ticksLeft <= 0) {
      isCheckWanted = false;
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
    if (!relay.isActive && !relay.isUnwanted) {
      RelayThread.start(relay, nextRelay++);
    }
  }

  /** A relay of a known mount keeps its settings, in 2.2.0. */
  private void compare(Map<String, Relay> known, List<RelaySettings> wanted) {
    Map<String, RelaySettings> byMount = new TreeMap<>();
    wanted.forEach(each -> byMount.putIfAbsent(each.localMount(), each));
    for (Relay each : new ArrayList<>(known.values())) {
      if (!byMount.containsKey(each.settings.localMount())) {
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
        }
      }
    });
  }

  /** Returns what the master has; null if it cannot be asked, an empty list without a master. */
  private @Nullable List<RelaySettings> masterList() {
    Master master = server.configuration().master();
    String host = master.server();
    if (host == null || master.port() == 0 || master.password() == null) {
      return List.of();
    }
    String request =
        "GET /admin/streamlist.txt HTTP/1.0\r\n" + Http.login("relay", master.password()) + "\r\n";
    try {
      SocketChannel opened = SocketChannel.open();
      channel = opened;
      Http.Answer answer = Http.ask(POINT, opened, host, master.port(), request);
      if (answer.status() != 200) {
        throw new IOException("the master refuses: status=" + answer.status());
      }
      byte[] body = Http.readRest(POINT, opened, answer, LONGEST_LIST);
      return relays(host, master.port(), new String(body, StandardCharsets.UTF_8));
    } catch (IOException | IllegalArgumentException e) {
      server.log(Level.WARN, "slave/update_from_master", "no list: cause=" + e.getMessage());
      return null;
    } finally {
      close();
    }
  }

  private static List<RelaySettings> relays(String host, int port, String list) {
    return list.lines()
        .map(String::strip)
        .filter(line -> line.startsWith("/"))
        .map(mount -> new RelaySettings(host, port, mount, mount, null, null, true))
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
