package dev.kitsune.kv;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kitsune.kv.suite.Info;
import dev.kitsune.kv.suite.ServerProcess;
import dev.kitsune.kv.suite.Wire;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What every step of the stream finds half done in memory (fact sheet, B8); the others are in
 * {@link UpdateTest}, {@link KeptAndSentUpdateTest} and {@link VirtualMemoryUpdateTest}.
 */
final class LiveSituationsTest {

  private static final int SMALL_BUFFER = 16 * 1024;
  private static final int KEYS_OF_A_FULL_TABLE = 8_192;
  private static final int ZIPMAP_ENTRIES = 64;
  private static final String REFUSED = "-ERR command not allowed when used memory > 'maxmemory'";

  @TempDir private Path directory;

  /** The table has just begun to grow, and moves one chain with each command. */
  @Test
  void tableThatGrows_goesOnGrowing() throws Exception {
    try (UpdatableServer server = start("activerehashing no");
        Wire wire = server.connect()) {
      for (int i = 0; i <= KEYS_OF_A_FULL_TABLE; i++) {
        wire.request("SET", "key " + i, "value");
      }
      for (int i = 0; i <= KEYS_OF_A_FULL_TABLE; i++) {
        assertThat(wire.reply()).isEqualTo("+OK");
      }
      final String digest = wire.call("DEBUG", "DIGEST");

      for (VersionJar version : VersionJar.stream().skip(1).toList()) {
        server.step(version);
        assertThat(wire.call("DEBUG", "DIGEST")).as(version.version()).isEqualTo(digest);
      }

      int both = 3 * KEYS_OF_A_FULL_TABLE; // of the old table and of the new one
      assertThat(UpdatableServer.slots(server, KEYS_OF_A_FULL_TABLE + 1)).isEqualTo(both);
      for (int i = 0; i <= KEYS_OF_A_FULL_TABLE; i++) {
        assertThat(wire.call("EXISTS", "key " + i)).isEqualTo(":1"); // these move the rest
      }
      assertThat(wire.call("DEBUG", "DIGEST")).isEqualTo(digest);
    }
  }

  /** A small hash that is as large as it may be; what is refused for its memory; unread replies. */
  @Test
  void everyStep_findsLimitsReached_andRepliesUnread() throws Exception {
    try (UpdatableServer server = start();
        Wire wire = server.connect();
        Wire slow = Wire.to(server.address(), SMALL_BUFFER)) {
      fillList(wire);
      for (VersionJar version : VersionJar.stream().skip(1).toList()) {
        String hash = "hash " + version;
        for (int i = 0; i < ZIPMAP_ENTRIES; i++) {
          wire.call("HSET", hash, "field " + i, "value");
        }
        slow.request("LRANGE", "list", "0", "-1"); // more than all buffers hold
        slow.request("PING");
        wire.call("CONFIG", "SET", "maxmemory", "1");
        assertThat(wire.call("SET", "k", "v")).isEqualTo(REFUSED);

        server.step(version);

        assertThat(wire.call("SET", "k", "v")).isEqualTo(REFUSED);
        wire.call("CONFIG", "SET", "maxmemory", "0");
        assertThat(wire.call("DEBUG", "OBJECT", hash)).contains("encoding:zipmap");
        wire.call("HSET", hash, "one more", "value");
        assertThat(wire.call("DEBUG", "OBJECT", hash)).contains("encoding:hashtable");
        assertThat(slow.reply()).isEqualTo(elements().toString());
        assertThat(slow.reply()).isEqualTo("+PONG");
      }
    }
  }

  /** The log goes on where it was: in the same database, with nothing missing or twice. */
  @Test
  void logOfCommands_goesOnInItsDatabase() throws Exception {
    String digest;
    try (UpdatableServer server = start("appendonly yes", "appendfsync no");
        Wire wire = server.connect()) {
      wire.call("SELECT", "3");
      wire.call("SET", "first", "1");
      for (VersionJar version : VersionJar.stream().skip(1).toList()) {
        wire.call("INCR", "updates");
        server.step(version);
        wire.call("INCR", "updates");
      }
      digest = wire.call("DEBUG", "DIGEST");
      assertThat(wire.call("GET", "updates")).isEqualTo("10");
    }
    String log = Files.readString(directory.resolve("appendonly.aof"));
    assertThat(log.split("(?i)select", -1)).hasSize(2); // one, before the first command
    try (ServerProcess server =
            VersionJar.of("2.0.5").start(List.of(), directory.resolve("redis.conf").toString());
        Wire wire = Wire.to(server.address())) {
      assertThat(wire.call("DEBUG", "DIGEST")).isEqualTo(digest);
    }
  }

  @Test
  void countersAndDeadlines_areCarriedOn() throws Exception {
    try (UpdatableServer server = start();
        Wire wire = server.connect()) {
      wire.call("SETEX", "k", "1000", "v");
      wire.call("SAVE");
      wire.call("SETEX", "short", "1", "v");
      Info.await(wire, "expired_keys", "1");
      final String saved = wire.call("LASTSAVE");
      long commands = Long.parseLong(Info.of(wire, "total_commands_processed"));

      for (VersionJar version : VersionJar.stream().skip(1).toList()) {
        server.step(version);
      }

      assertThat(wire.call("LASTSAVE")).isEqualTo(saved);
      assertThat(Info.of(wire, "expired_keys")).isEqualTo("1");
      assertThat(Long.parseLong(Info.of(wire, "total_commands_processed")))
          .isEqualTo(commands + 3); // LASTSAVE and two INFO since
      assertThat(Long.parseLong(wire.call("TTL", "k").substring(1))).isBetween(500L, 1_000L);
    }
  }

  private static List<String> elements() {
    return IntStream.range(0, 5_000)
        .mapToObj(i -> i + "x".repeat(1_000))
        .collect(Collectors.toList());
  }

  private static void fillList(Wire wire) {
    List<String> elements = elements();
    elements.forEach(element -> wire.request("RPUSH", "list", element));
    for (int i = 1; i <= elements.size(); i++) {
      assertThat(wire.reply()).isEqualTo(":" + i);
    }
  }

  private UpdatableServer start(String... directives) throws IOException {
    Path configuration = directory.resolve("redis.conf");
    String lines = "dir " + directory + "\n" + String.join("\n", directives) + "\n";
    Files.writeString(configuration, lines);
    return UpdatableServer.start(
        "2.0.0", List.of(ServerProcess.directory(directory)), configuration.toString());
  }
}
