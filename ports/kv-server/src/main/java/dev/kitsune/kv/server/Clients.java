package dev.kitsune.kv.server;

import dev.kitsune.kv.data.Chain;
import dev.kitsune.kv.replication.SlaveLink;

/** The clients that are served, in the order of their connecting. */
public final class Clients {

  private final Chain<Client> all = new Chain<>();
  private final Chain<Client> slaves = new Chain<>();
  private final EventTable events;
  private final Settings settings;

  Clients(EventTable events, Settings settings) {
    this.events = events;
    this.settings = settings;
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
    events.unregister();
  }

  private void removeSlave(Client client) {
    SlaveLink slave = client.slave();
    if (slave == null) {
      return;
    }
    slave.release();
    for (Chain.Link<Client> at = slaves.first(); at != null; at = at.next()) {
      if (at.element() == client) {
        slaves.remove(at);
        return;
      }
    }
  }

  /** Disconnects the clients that have been silent for too long. */
  void closeIdle(long now) {
    if (settings.idleSeconds() == 0) {
      return;
    }
    for (Client client : all) {
      if (now - client.lastInteraction() > settings.idleSeconds()
          && client.slave() == null
          && !client.isMaster()) {
        Log.write(settings, LogLevel.DEBUG, "Closing a silent client");
        free(client);
      }
    }
  }
}
