package dev.kitsune.kv.server;

import dev.kitsune.kv.store.Database;
import dev.kitsune.kv.store.Keyspace;
import java.util.concurrent.ThreadLocalRandom;

/** The periodic work, one tick every tenth of a second, inside a turn of the gate. */
public final class Cron {

  private static final int TICKS_BETWEEN_LOGS = 50;
  private static final int TICKS_BETWEEN_SHRINKS = 10;
  private static final int TICKS_BETWEEN_LINK_CHECKS = 10;
  private static final int TICKS_BETWEEN_IDLE_CHECKS = 100;

  private Cron() {}

  /** Does one tick's work. */
  public static void tick(Server server, long now) {
    Keyspace keyspace = server.keyspace();
    keyspace.setNow(now);
    if (server.isShutdownRequested()) {
      Shutdown.tryNow(server);
      server.forgetShutdown();
    }
    long tick = server.nextTick();
    if (tick % TICKS_BETWEEN_LOGS == 0) {
      logCounts(server);
    }
    if (tick % TICKS_BETWEEN_SHRINKS == 0 && !keyspace.hasSnapshot()) {
      for (int i = 0; i < keyspace.count(); i++) {
        keyspace.database(i).shrinkIfSparse();
      }
    }
    if (server.settings().isActiveRehashing() && !keyspace.hasSnapshot()) {
      rehashOne(keyspace);
    }
    if (tick % TICKS_BETWEEN_IDLE_CHECKS == 0 || server.clients().blocked().count() > 0) {
      server.clients().closeIdle(now);
    }
    if (server.saves().isRunning() || server.commandLog().isRewriting()) {
      reap(server);
    } else {
      server.saves().startIfDue();
    }
    keyspace.expireSome(ThreadLocalRandom.current());
    VirtualMemory memory = server.virtualMemory();
    if (memory != null) {
      memory.tick();
    }
    if (tick % TICKS_BETWEEN_LINK_CHECKS == 0) {
      server.replication().tick();
    }
    server.commandLog().flush();
  }

  private static void reap(Server server) {
    Saves.Outcome outcome = server.saves().reap();
    if (outcome != Saves.Outcome.NONE) {
      server.replication().saveEnded(outcome == Saves.Outcome.SAVED);
    }
    server.commandLog().reap();
  }

  private static void rehashOne(Keyspace keyspace) {
    int number = 0;
    while (number < keyspace.count() && !keyspace.database(number).rehash()) {
      number++;
    }
  }

  private static void logCounts(Server server) {
    Settings settings = server.settings();
    if (settings.logLevel().compareTo(LogLevel.VERBOSE) > 0) {
      return;
    }
    for (int i = 0; i < server.keyspace().count(); i++) {
      Database database = server.keyspace().database(i);
      if (database.size() > 0) {
        Log.write(
            settings,
            LogLevel.VERBOSE,
            "DB %d: %d keys (%d volatile) in %d slots HT."
                .formatted(i, database.size(), database.volatileKeys(), database.slots()));
      }
    }
    Log.write(
        settings,
        LogLevel.VERBOSE,
        "%d clients connected, %d bytes in use"
            .formatted(server.clients().count(), server.usedMemory()));
  }
}
