package dev.kitsune.kv.server;

import dev.kitsune.kv.data.HashValue;
import dev.kitsune.kv.server.PersistenceSettings.Master;
import dev.kitsune.kv.store.Database;
import dev.kitsune.kv.store.Keyspace;
import java.util.Locale;

/** The text of {@code INFO}: all lines of the release, in its order. */
public final class InfoReport {

  private static final int SECONDS_A_DAY = 86_400;
  private static final int UNIT = 1024;

  private final StringBuilder text = new StringBuilder();

  private InfoReport() {}

  /** Returns the report of a server that runs this version. */
  public static String of(Server server, String version) {
    InfoReport report = new InfoReport();
    report.build(version);
    report.state(server);
    VirtualMemory memory = server.virtualMemory();
    if (memory != null) {
      memory.describe(report::line);
    }
    report.databases(server.keyspace());
    return report.text.toString();
  }

  private void build(String version) {
    line("redis_version", version);
    line("redis_git_sha1", "00000000");
    line("redis_git_dirty", 0);
    line("arch_bits", 64);
    line("multiplexing_api", "epoll");
    line("process_id", ProcessHandle.current().pid());
  }

  private void state(Server server) {
    long memory = server.usedMemory();
    PubSub pubSub = server.clients().pubSub();
    HashValue.Limits hashes = server.settings().zipmapLimits();
    line("uptime_in_seconds", server.uptime());
    line("uptime_in_days", server.uptime() / SECONDS_A_DAY);
    int slaves = server.clients().slaves().size();
    line("connected_clients", server.clients().count() - slaves);
    line("connected_slaves", slaves);
    line("blocked_clients", server.clients().blocked().count());
    line("used_memory", memory);
    line("used_memory_human", human(memory));
    line("changes_since_last_save", server.keyspace().changes());
    line("bgsave_in_progress", server.saves().isRunning() ? 1 : 0);
    line("last_save_time", server.saves().lastSave());
    line("bgrewriteaof_in_progress", server.commandLog().isRewriting() ? 1 : 0);
    line("total_connections_received", server.connections());
    line("total_commands_processed", server.commands());
    line("expired_keys", server.keyspace().expiredKeys());
    line("hash_max_zipmap_entries", hashes.entries());
    line("hash_max_zipmap_value", hashes.length());
    line("pubsub_channels", pubSub.channelCount());
    line("pubsub_patterns", pubSub.patternCount());
    line("vm_enabled", server.virtualMemory() == null ? 0 : 1);
    role(server);
  }

  private void role(Server server) {
    Master master = server.settings().persistence().master();
    line("role", master == null ? "master" : "slave");
    if (master != null) {
      Client link = server.replication().master();
      line("master_host", master.host());
      line("master_port", master.port());
      line("master_link_status", server.replication().isUp() ? "up" : "down");
      line(
          "master_last_io_seconds_ago",
          link == null ? -1 : server.keyspace().now() - link.lastInteraction());
    }
  }

  private void databases(Keyspace keyspace) {
    for (int i = 0; i < keyspace.count(); i++) {
      Database database = keyspace.database(i);
      if (database.size() > 0) {
        line("db" + i, "keys=" + database.size() + ",expires=" + database.volatileKeys());
      }
    }
  }

  private void line(String name, long value) {
    line(name, Long.toString(value));
  }

  private void line(String name, String value) {
    text.append(name).append(':').append(value).append("\r\n");
  }

  private static String human(long bytes) {
    double rest = bytes;
    String units = "BKMG";
    int unit = 0;
    while (rest >= UNIT && unit < units.length() - 1) {
      rest /= UNIT;
      unit++;
    }
    return String.format(Locale.ROOT, "%.2f%c", rest, units.charAt(unit));
  }
}
