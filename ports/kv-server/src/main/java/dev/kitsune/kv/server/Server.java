package dev.kitsune.kv.server;

import dev.kitsune.Gate;
import dev.kitsune.kv.data.Bytes;
import dev.kitsune.kv.store.Database;
import dev.kitsune.kv.store.Keyspace;
import dev.kitsune.mina.GatedAcceptor;
import org.jspecify.annotations.Nullable;

/** All state of the process: what the release keeps in its one global record. */
public final class Server {

  private static final long BASE_FOOTPRINT = 512 * 1024;
  private static final long CLIENT_FOOTPRINT = 1024;

  private final Settings settings;
  private final Keyspace keyspace;
  private final Clients clients;
  private final Saves saves;
  private final CommandLog commandLog;
  private final Replication replication;
  private @Nullable VirtualMemory virtualMemory; // null unless it is enabled
  private final long startedAt; // seconds since 1970
  private long countingSince;
  private long commands;
  private long connections;
  private long cronTicks;
  private volatile boolean shutdownRequested; // set by the thread that gets the signal

  /**
   * Makes the state of a server that begins now.
   *
   * @param gate what everything passes that uses this state
   * @param network where connections to a master come from
   * @param now in seconds since 1970
   */
  public Server(Settings settings, EventTable events, Gate gate, GatedAcceptor network, long now) {
    this.settings = settings;
    keyspace = new Keyspace(settings.databases());
    clients = new Clients(events, settings);
    startedAt = now;
    countingSince = now;
    keyspace.setNow(now);
    saves = new Saves(settings, keyspace, gate);
    commandLog = new CommandLog(settings, keyspace, gate);
    replication = new Replication(this, network);
  }

  /** Returns the settings. */
  public Settings settings() {
    return settings;
  }

  /** Returns the databases. */
  public Keyspace keyspace() {
    return keyspace;
  }

  /** Returns the clients. */
  public Clients clients() {
    return clients;
  }

  /** Returns what saves the databases. */
  public Saves saves() {
    return saves;
  }

  /** Returns the log of commands. */
  public CommandLog commandLog() {
    return commandLog;
  }

  /** Returns the links to slaves and to the master. */
  public Replication replication() {
    return replication;
  }

  /** Returns what puts values into the swap file, or null if all are in memory. */
  public @Nullable VirtualMemory virtualMemory() {
    return virtualMemory;
  }

  /** Lets values be put into a swap file. Called once, before any command. */
  public void use(VirtualMemory memory) {
    virtualMemory = memory;
    keyspace.setPager(memory);
  }

  /** Logs a command that changed something, and sends it to the slaves. */
  public void propagate(Database database, Bytes... words) {
    commandLog.append(database.number(), words);
    replication.feed(database.number(), words);
  }

  /** Returns about how many bytes the data and the clients take; garbage does not count. */
  public long usedMemory() {
    return BASE_FOOTPRINT + keyspace.footprint() + clients.count() * CLIENT_FOOTPRINT;
  }

  /** Returns how long the counters have been counting, in seconds. */
  public long uptime() {
    return keyspace.now() - countingSince;
  }

  /** Returns when the server started, in seconds since 1970. */
  long startedAt() {
    return startedAt;
  }

  /** Counts one executed command. */
  public void countCommand() {
    commands++;
  }

  /** Returns how many commands were executed. */
  public long commands() {
    return commands;
  }

  /** Counts one accepted connection. */
  public void countConnection() {
    connections++;
  }

  /** Returns how many connections were accepted. */
  public long connections() {
    return connections;
  }

  /** Sets the counters to zero, and the uptime. */
  public void resetStatistics() {
    commands = 0;
    connections = 0;
    keyspace.resetExpiredKeys();
    countingSince = keyspace.now();
  }

  /** Asks for the end of the process at the next tick. May be called from any thread. */
  public void requestShutdown() {
    shutdownRequested = true;
  }

  /** The process could not end as it was asked to; it goes on. */
  void forgetShutdown() {
    shutdownRequested = false;
  }

  boolean isShutdownRequested() {
    return shutdownRequested;
  }

  /** Counts one tick of the periodic work; returns how many there were before. */
  long nextTick() {
    return cronTicks++;
  }
}
