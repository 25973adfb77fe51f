package dev.kitsune.kv.server;

import dev.kitsune.kv.data.Bytes;
import dev.kitsune.kv.data.Chain;
import dev.kitsune.kv.protocol.RequestParser;
import dev.kitsune.kv.replication.SlaveLink;
import dev.kitsune.kv.store.Database;
import org.apache.mina.core.session.IoSession;
import org.jspecify.annotations.Nullable;

/**
 * One connection's state: its database, its unfinished request, its transaction. It hangs on the
 * session as an attribute and survives updates with it.
 */
public final class Client {

  private final IoSession session;
  private final RequestParser parser = new RequestParser();
  private Database database;
  private boolean authenticated;
  private @Nullable Transaction transaction;
  private @Nullable SlaveLink slave; // null unless it follows this server
  private boolean master;
  private @Nullable Subscriptions subscriptions; // most clients never have any
  private BlockedClients.@Nullable Wait waitState;
  private Bytes @Nullable [] postponed; // a request that waits for values in the swap file
  private boolean monitor;
  private long lastInteraction; // seconds since 1970
  private Chain.@Nullable Link<Client> link; // in the list of clients

  /** Makes the state of a new connection, which is in no list yet. */
  public Client(IoSession session, Database database, long now) {
    this.session = session;
    this.database = database;
    lastInteraction = now;
  }

  /** Returns the connection. */
  public IoSession session() {
    return session;
  }

  /** Returns the parser that holds what is unfinished of a request. */
  public RequestParser parser() {
    return parser;
  }

  /** Returns the selected database. */
  public Database database() {
    return database;
  }

  /** Selects a database. */
  public void select(Database other) {
    database = other;
  }

  /** Returns whether the right password was given. */
  public boolean isAuthenticated() {
    return authenticated;
  }

  /** Sets whether the right password was given. */
  public void setAuthenticated(boolean given) {
    authenticated = given;
  }

  /** Returns the open transaction, or null. */
  public @Nullable Transaction transaction() {
    return transaction;
  }

  /** Opens a transaction, or ends it with null. */
  public void setTransaction(@Nullable Transaction begun) {
    transaction = begun;
  }

  /** Returns the state of the slave that this is, or null. */
  public @Nullable SlaveLink slave() {
    return slave;
  }

  void setSlave(SlaveLink link) {
    slave = link;
  }

  /** Returns whether this is the master, whose commands are executed and not answered. */
  public boolean isMaster() {
    return master;
  }

  void setMaster() {
    master = true;
  }

  /** Returns what the client subscribed to. */
  public Subscriptions subscriptions() {
    if (subscriptions == null) {
      subscriptions = new Subscriptions();
    }
    return subscriptions;
  }

  /** Returns whether the client is subscribed to anything, and so may do nothing else. */
  public boolean isSubscriber() {
    return subscriptions != null && subscriptions.count() > 0;
  }

  /** Returns whether the client waits for an element of a list. */
  public boolean isBlocked() {
    return waitState != null;
  }

  BlockedClients.@Nullable Wait waitState() {
    return waitState;
  }

  void setWait(BlockedClients.@Nullable Wait begun) {
    waitState = begun;
  }

  /** Keeps a request that cannot be executed yet, and with it all that follow. */
  public void postpone(Bytes[] request) {
    postponed = request;
  }

  /** Returns the request that waits, or null. */
  public Bytes @Nullable [] postponed() {
    return postponed;
  }

  /** The request that waited is executed now. */
  public void endPostponement() {
    postponed = null;
  }

  /** Returns whether the client is shown all commands. */
  public boolean isMonitor() {
    return monitor;
  }

  void setMonitor() {
    monitor = true;
  }

  /** Notes that the client sent something. */
  public void interacted(long now) {
    lastInteraction = now;
  }

  /** Returns when the client sent something last, in seconds since 1970. */
  long lastInteraction() {
    return lastInteraction;
  }

  /** Returns whether this is among the clients that are served. */
  public boolean isOpen() {
    return link != null;
  }

  Chain.@Nullable Link<Client> link() {
    return link;
  }

  void setLink(Chain.@Nullable Link<Client> place) {
    link = place;
  }
}
