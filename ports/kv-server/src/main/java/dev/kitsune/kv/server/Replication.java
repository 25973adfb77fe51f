package dev.kitsune.kv.server;

import dev.kitsune.NoMigrate;
import dev.kitsune.kv.data.Bytes;
import dev.kitsune.kv.persistence.RdbException;
import dev.kitsune.kv.persistence.RdbReader;
import dev.kitsune.kv.replication.Handshake;
import dev.kitsune.kv.replication.SlaveLink;
import dev.kitsune.kv.replication.SlaveLink.Phase;
import dev.kitsune.kv.server.PersistenceSettings.Master;
import dev.kitsune.kv.store.Keyspace;
import dev.kitsune.mina.GatedAcceptor;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import org.apache.mina.core.session.IoSession;
import org.jspecify.annotations.Nullable;

/**
 * Both sides of replication: the slaves that follow this server, and the master that it follows.
 * Used inside turns of the gate.
 *
 * <pre>
 *   as slave:  none --SLAVEOF--> MUST_CONNECT --tick--> CONNECTING --dump loaded--> CONNECTED
 *                                     ^____________________|____________link lost_______|
 * </pre>
 */
public final class Replication {

  private enum Link {
    MUST_CONNECT,
    CONNECTING,
    CONNECTED
  }

  @NoMigrate private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);

  private static final long SILENCE_SECONDS = 3600;
  private static final long PID = ProcessHandle.current().pid();

  private final Server server;
  private final GatedAcceptor network;
  private Link link = Link.MUST_CONNECT; // of no meaning without a master
  private long connecting; // since when, in seconds since 1970
  private long attempts;
  private @Nullable Handshake handshake;
  private @Nullable IoSession ready; // its dump was loaded, it is no client yet
  private @Nullable Client master; // while connected

  Replication(Server server, GatedAcceptor network) {
    this.server = server;
    this.network = network;
  }

  // As master.

  /** Sends a command to all slaves. */
  public void feed(int database, Bytes[] words) {
    for (Client client : server.clients().slaves()) {
      SlaveLink slave = client.slave();
      if (slave != null) {
        slave.feed(database, words);
      }
    }
  }

  /**
   * Makes a client a slave.
   *
   * @return false if no dump can be made for it
   */
  public boolean addSlave(Client client) {
    SlaveLink slave = new SlaveLink(client.session(), Phase.AWAITS_SAVE);
    if (server.saves().isRunning()) {
      SlaveLink other = slaveIn(Phase.AWAITS_END_OF_SAVE);
      if (other != null) {
        slave.join(other);
        log(LogLevel.NOTICE, "Waiting for end of BGSAVE for SYNC");
      } else {
        log(LogLevel.NOTICE, "Waiting for next BGSAVE for SYNC");
      }
    } else {
      log(LogLevel.NOTICE, "Starting BGSAVE for SYNC");
      if (!server.saves().start()) {
        return false;
      }
      slave.awaitEndOfSave();
    }
    server.clients().becomeSlave(client, slave);
    return true;
  }

  /** A background save has ended: its dump goes to those who awaited it. */
  void saveEnded(boolean succeeded) {
    boolean another = false;
    for (Client client : server.clients().slaves()) {
      SlaveLink slave = client.slave();
      if (slave == null) {
        continue;
      }
      if (slave.phase() == Phase.AWAITS_SAVE) {
        another = true;
      } else if (slave.phase() == Phase.AWAITS_END_OF_SAVE) {
        sendDump(client, slave, succeeded);
      }
    }
    if (another) {
      startSaveForWaiting();
    }
  }

  private void sendDump(Client client, SlaveLink slave, boolean succeeded) {
    try {
      if (succeeded) {
        slave.sendDump(server.settings().persistence().dump());
        return;
      }
      log(LogLevel.WARNING, "SYNC failed. BGSAVE child returned an error");
    } catch (IOException e) {
      log(LogLevel.WARNING, "SYNC failed. Can't open DB after BGSAVE: " + e);
    }
    server.clients().free(client);
  }

  private void startSaveForWaiting() {
    boolean started = server.saves().start();
    for (Client client : server.clients().slaves()) {
      SlaveLink slave = client.slave();
      if (slave != null && slave.phase() == Phase.AWAITS_SAVE) {
        if (started) {
          slave.awaitEndOfSave();
        } else {
          log(LogLevel.WARNING, "SYNC failed. BGSAVE failed");
          server.clients().free(client);
        }
      }
    }
  }

  private @Nullable SlaveLink slaveIn(Phase phase) {
    for (Client client : server.clients().slaves()) {
      SlaveLink slave = client.slave();
      if (slave != null && slave.phase() == phase) {
        return slave;
      }
    }
    return null;
  }

  // As slave.

  /** Follows another server from now on; what this one holds stays until the dump is here. */
  public void follow(Master other) {
    dropLink();
    server.settings().persistence().setMaster(other);
    log(LogLevel.NOTICE, "SLAVE OF " + other.host() + ":" + other.port() + " enabled");
  }

  /** Follows nobody from now on. */
  public void followNobody() {
    if (server.settings().persistence().master() != null) {
      dropLink();
      server.settings().persistence().setMaster(null);
      log(LogLevel.NOTICE, "MASTER MODE enabled");
    }
  }

  /** Returns whether the link to the master stands and its dump was loaded. */
  boolean isUp() {
    return link == Link.CONNECTED && master != null && master.isOpen();
  }

  /** Returns the client that stands for the master, or null. */
  @Nullable Client master() {
    return isUp() ? master : null;
  }

  /** Connects to the master if that is due, and looks after the dumps that are being sent. */
  void tick() {
    for (Client client : server.clients().slaves()) {
      SlaveLink slave = client.slave();
      if (slave != null && slave.checkDump()) {
        log(LogLevel.NOTICE, "Synchronization with slave ended: " + slave.phase());
      }
    }
    if (link == Link.CONNECTED && !isUp()) {
      log(LogLevel.WARNING, "Connection with master lost.");
      dropLink();
    }
    Master to = server.settings().persistence().master();
    long now = server.keyspace().now();
    if (to == null || link == Link.CONNECTED) {
      return;
    }
    if (link == Link.CONNECTING) {
      if (now - connecting > SILENCE_SECONDS) {
        log(LogLevel.WARNING, "Timeout connecting to the MASTER");
        dropLink();
      }
      return;
    }
    log(LogLevel.NOTICE, "Connecting to MASTER...");
    link = Link.CONNECTING;
    connecting = now;
    try {
      network.connect(new InetSocketAddress(to.host(), to.port()), CONNECT_TIMEOUT);
    } catch (RuntimeException e) { // no such port, or no such host
      notConnected(e);
    }
  }

  /** The connection to the master stands. */
  public void connected(IoSession session) {
    if (link != Link.CONNECTING || handshake != null || !isCurrent(session)) {
      session.closeNow(); // another was asked for meanwhile
      return;
    }
    PersistenceSettings settings = server.settings().persistence();
    handshake =
        new Handshake(
            session,
            settings.masterPassword(),
            settings.file(
                "temp-" + server.keyspace().now() + "." + PID + "-" + ++attempts + ".rdb"));
    log(LogLevel.NOTICE, "SYNC with MASTER begins");
  }

  private boolean isCurrent(IoSession session) {
    Master to = server.settings().persistence().master();
    return to != null
        && session.getRemoteAddress() instanceof InetSocketAddress address
        && address.getPort() == to.port();
  }

  /** The connection to the master did not come about. */
  public void notConnected(Throwable cause) {
    if (link == Link.CONNECTING && handshake == null) {
      log(LogLevel.WARNING, "Unable to connect to MASTER: " + cause.getMessage());
      link = Link.MUST_CONNECT;
    }
  }

  /** Returns whether the connection is the master's, whose dump was loaded just now. */
  public boolean isReady(IoSession session) {
    return handshake == null && ready == session;
  }

  /** Returns whether the connection is the master's, and its dump is not complete. */
  public boolean isHandshake(IoSession session) {
    return handshake != null && handshake.session() == session;
  }

  /**
   * The master has sent something before its dump was complete.
   *
   * @return the index of the first byte that belongs to its stream of commands
   */
  public int received(IoSession session, byte[] bytes, int from, int to) {
    Handshake current = handshake;
    if (current == null || current.session() != session) {
      throw new IllegalStateException("session is not in a handshake: session=" + session);
    }
    int next = current.feed(bytes, from, to);
    if (current.step() == Handshake.Step.FAILED) {
      log(LogLevel.WARNING, current.failure());
      dropLink();
      return to;
    }
    if (current.step() == Handshake.Step.COMPLETE && !load(current)) {
      dropLink();
      return to;
    }
    return next;
  }

  /** The connection to the master is gone before its dump was here. */
  public void closed(IoSession session) {
    if (handshake != null && handshake.session() == session) {
      log(LogLevel.WARNING, "I/O error: the MASTER closed the connection before its dump was here");
      dropLink();
    }
  }

  /**
   * Loads the master's dump, and makes its connection a client. It is read into databases of its
   * own, so that what this server holds is replaced only by a dump that is whole.
   */
  private boolean load(Handshake from) {
    PersistenceSettings settings = server.settings().persistence();
    Keyspace keyspace = server.keyspace();
    try {
      Path dump = settings.dump();
      Keyspace loaded = new Keyspace(keyspace.count());
      loaded.setNow(keyspace.now());
      RdbReader.read(
          from.file(), loaded, server.settings().zipmapLimits(), RdbReader.NEWEST_VERSION);
      Files.move(from.file(), dump, StandardCopyOption.ATOMIC_MOVE);
      keyspace.adopt(loaded);
    } catch (IOException | RdbException e) {
      log(
          LogLevel.WARNING,
          "Failed trying to load the MASTER synchronization DB from disk: " + e.getMessage());
      return false;
    }
    handshake = null;
    ready = from.session();
    log(LogLevel.NOTICE, "MASTER <-> SLAVE sync succeeded");
    if (server.commandLog().isOn() && !server.commandLog().isRewriting()) {
      server.commandLog().startRewriting();
    }
    return true;
  }

  /** The client of the master's connection, once its dump was loaded. */
  public void serveMaster(Client client) {
    master = client;
    link = Link.CONNECTED;
    ready = null;
    client.setMaster();
    client.setAuthenticated(true);
  }

  private void dropLink() {
    link = Link.MUST_CONNECT;
    Handshake begun = handshake;
    handshake = null;
    if (begun != null) {
      begun.abandon();
      begun.session().closeNow();
    }
    Client old = master;
    master = null;
    if (old != null && old.isOpen()) {
      server.clients().free(old);
    }
  }

  private void log(LogLevel level, String text) {
    Log.write(server.settings(), level, text);
  }
}
