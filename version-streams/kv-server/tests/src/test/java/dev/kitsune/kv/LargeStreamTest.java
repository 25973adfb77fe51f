package dev.kitsune.kv;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kitsune.kv.suite.Info;
import dev.kitsune.kv.suite.ServerProcess;
import dev.kitsune.kv.suite.Wire;
import dev.kitsune.update.UpdateReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

/**
 * The whole stream with many keys of all types, each step in the middle of a load. What it measured
 * is left in {@code target/large-stream.txt}; with the profile {@code full} it is 1,000,000 keys.
 */
final class LargeStreamTest {

  private static final boolean FULL = Boolean.getBoolean("kitsune.full");
  private static final int KEYS = FULL ? 1_000_000 : 30_000;
  private static final int BATCH = 500;
  private static final int BUSY_CLIENTS = 3;

  @Test
  void wholeStream_underLoad_losesNothing() throws Exception {
    List<String> table = new ArrayList<>();
    table.add(
        "step | pause ms | quiesce | transform | control | commit | kept | reloaded | copied");
    try (UpdatableServer server =
            UpdatableServer.start(
                "2.0.0", List.of(ServerProcess.freshDirectory(), FULL ? "-Xmx3g" : "-Xmx512m"));
        Wire wire = server.connect()) {
      populate(wire);
      assertThat(wire.call("DBSIZE")).isEqualTo(":" + KEYS);
      final String digest = wire.call("DEBUG", "DIGEST");
      String from = "2.0.0";
      for (VersionJar version : VersionJar.stream().skip(1).toList()) {
        List<BusyClient> clients = new ArrayList<>();
        for (int i = 0; i < BUSY_CLIENTS; i++) {
          clients.add(BusyClient.start(server.address(), i, KEYS));
        }
        for (BusyClient client : clients) {
          client.awaitRounds(20);
        }

        UpdateReport report = server.step(version);

        for (BusyClient client : clients) {
          client.awaitRounds(20); // on the connection of before
        }
        for (BusyClient client : clients) {
          client.stop();
        }
        assertThat(Info.of(wire, "redis_version")).isEqualTo(version.version());
        assertThat(wire.call("DBSIZE")).isEqualTo(":" + KEYS);
        assertThat(wire.call("DEBUG", "DIGEST")).isEqualTo(digest);
        table.add(row(from, version, report));
        from = version.version();
      }
    }
    write(table);
  }

  private static String row(String from, VersionJar to, UpdateReport report) {
    return String.format(
        Locale.ROOT,
        "%s -> %s | %.1f | %.1f | %.1f | %.1f | %.1f | %d | %d | %d",
        from,
        to,
        report.pauseMs(),
        report.phases().quiesceMs(),
        report.phases().transformMs(),
        report.phases().controlMs(),
        report.phases().commitMs(),
        report.unitsKept().size(),
        report.unitsReloaded().size(),
        report.objects().copied());
  }

  private static void write(List<String> table) throws IOException {
    table.add("keys: " + KEYS + ", busy clients: " + BUSY_CLIENTS);
    Files.write(Path.of("target", "large-stream.txt"), table);
  }

  /** One request a key; each type has a seventh of them, volatile strings too. */
  private static void populate(Wire wire) {
    for (int start = 0; start < KEYS; start += BATCH) {
      int end = Math.min(start + BATCH, KEYS);
      for (int i = start; i < end; i++) {
        wire.request(creation(i));
      }
      for (int i = start; i < end; i++) {
        assertThat(wire.reply()).startsWith(i % 7 < 3 ? "+OK" : ":1");
      }
    }
  }

  /** Returns the request that makes a key; its name tells its type to {@link BusyClient}. */
  private static String[] creation(int number) {
    String key = "key:" + number;
    String value = "value " + number;
    return switch (number % 7) {
      case 0 -> new String[] {"SET", key, value};
      case 1 -> new String[] {"SET", key, Integer.toString(number)};
      case 2 -> new String[] {"SETEX", key, "1000000", value};
      case 3 -> new String[] {"RPUSH", key, value};
      case 4 -> new String[] {"SADD", key, value};
      case 5 -> new String[] {"ZADD", key, number + ".5", value};
      default -> new String[] {"HSET", key, "field", value};
    };
  }
}
