package dev.kitsune.kv.server;

import dev.kitsune.kv.data.Chain;
import dev.kitsune.kv.replication.SlaveLink;
import java.nio.charset.StandardCharsets;
import org.apache.mina.core.buffer.IoBuffer;

/** The clients that are served, in the order of their connecting. */
public final class Clients {

  private static final String NOTHING_CAME = "*-1\r\n";

  private final Chain<Client> all = new Chain<>();
  private final Chain<Client> slaves = new Chain<>();
  private final EventTable events;
  private final Settings settings;
  private final BlockedClients blocked;
  private final PubSub pubSub = new PubSub();
  private final Chain<Client> monitors = new Chain<>();

  Clients(EventTable events, Settings settings) {
    this.events = events;
    this.settings = settings;
    blocked = new BlockedClients(settings.databases());
  }

  /** Returns how many clients there are. */
  public int count() {
    return all.size();
  }

  /** Returns those of the clients that follow this server. */
  public Chain<Client> slaves() {
    return slaves;
  }

  /** Makes a client a slave. */
  void becomeSlave(Client client, SlaveLink slave) {
    client.setSlave(slave);
    slaves.addLast(client);
  }

  /** Returns where each client's connection is registered. */
  public EventTable events() {
    return events;
  }

  /** Returns the clients that wait for an element of a list. */
  public BlockedClients blocked() {
    return blocked;
  }

  /** Returns who gets which messages. */
  public PubSub pubSub() {
    return pubSub;
  }

  /** Returns the clients that are shown all commands, to be read. */
  public Chain<Client> monitors() {
    return monitors;
  }

  /** Shows all commands to the client from now on. */
  public void addMonitor(Client client) {
    client.setMonitor();
    monitors.addLast(client);
  }

  /** Adds a client, whose connection was registered. */
  public void add(Client client) {
    client.setLink(all.addLast(client));
  }

  /**
   * Takes a client out and closes its connection; what was not sent yet is lost. The client must be
   * one of these: the release asserts it, and ends the process if not.
   */
  public void free(Client client) {
    release(client);
    client.session().closeNow();
  }

  /** As {@link #free}, but what was written is sent first. */
  public void freeAfterWriting(Client client) {
    release(client);
    client.session().closeOnFlush();
  }

  private void release(Client client) {
    Chain.Link<Client> link = client.link();
    if (link == null) {
      throw Exit.assertionFailed(settings, "ln != NULL");
    }
    all.remove(link);
    client.setLink(null);
    removeSlave(client);
    blocked.forget(client);
    pubSub.forget(client);
    if (client.isMonitor()) {
      remove(client, monitors);
    }
    events.unregister();
  }

  private void removeSlave(Client client) {
    SlaveLink slave = client.slave();
    if (slave != null) {
      slave.release();
      remove(client, slaves);
    }
  }

  private static void remove(Client client, Chain<Client> from) {
    Chain.Link<Client> link = from.first();
    while (link != null && link.element() != client) {
      link = link.next();
    }
    if (link != null) {
      from.remove(link);
    }
  }

  /** Disconnects clients that have been silent for too long, and ends waits that are over. */
  void closeIdle(long now) {
    for (Client client : all) {
      BlockedClients.Wait wait = client.waitState();
      if (mayNotBeSilent(client) && now - client.lastInteraction() > settings.idleSeconds()) {
        Log.write(settings, LogLevel.DEBUG, "Closing a silent client");
        free(client);
      } else if (wait != null && wait.deadline() != 0 && wait.deadline() < now) {
        client.session().write(IoBuffer.wrap(NOTHING_CAME.getBytes(StandardCharsets.US_ASCII)));
        blocked.unblock(client);
      }
    }
  }

  private boolean mayNotBeSilent(Client client) {
    return settings.idleSeconds() > 0
        && !client.isMonitor()
        && !client.isSubscriber()
        && client.slave() == null
        && !client.isMaster();
  }
}
