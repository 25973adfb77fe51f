package dev.kitsune.kv;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kitsune.kv.suite.Info;
import dev.kitsune.kv.suite.ServerProcess;
import dev.kitsune.kv.suite.Wire;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What a client sees of each release: the old reply, the step, the new reply, on one connection.
 */
final class ReleasesTest {

  private static final String SMALL = "x".repeat(1_000);
  private static final String LARGE = "x".repeat(20_000);

  @TempDir private Path holds;

  @Test
  void step202_keysRemovedForTheirMemory_count() {
    try (UpdatableServer server = UpdatableServer.start("2.0.1");
        Wire wire = server.connect()) {
      fill(wire, 200);
      limit(wire, -50_000);
      wire.call("PING");
      assertThat(size(wire)).isLessThan(200);
      assertThat(Info.of(wire, "expired_keys")).isEqualTo("0");
      int before = size(wire);

      server.update(VersionJar.of("2.0.2"));
      limit(wire, -50_000);
      wire.call("PING");

      int evicted = before - size(wire);
      assertThat(evicted).isPositive();
      assertThat(Info.of(wire, "expired_keys")).isEqualTo(Integer.toString(evicted));
    }
  }

  /** The step is taken while a save holds all tables as they are. */
  @Test
  void step202_tablesGrowDuringASave() throws Exception {
    try (UpdatableServer server = UpdatableServer.start("2.0.1", "-Dkv.background.holds=" + holds);
        Wire wire = server.connect()) {
      Files.createFile(holds.resolve("background-save-1"));
      for (int i = 0; i < 24; i++) {
        wire.call("SET", "key " + i, incompressible(i)); // a slice is full, after which it is held
      }
      assertThat(wire.call("BGSAVE")).isEqualTo("+Background saving started");
      add(wire, 24, 1_024);
      assertThat(UpdatableServer.slots(server, 1_024)).isEqualTo(32);

      server.update(VersionJar.of("2.0.2"));
      add(wire, 1_024, 2_048);

      assertThat(UpdatableServer.slots(server, 2_048)).isGreaterThanOrEqualTo(1_024);
      assertThat(Info.of(wire, "bgsave_in_progress")).isEqualTo("1");
    }
  }

  @Test
  void step203_largeWritesAreNotRefusedWhileThereAreKeysToRemove() {
    try (UpdatableServer server = UpdatableServer.start("2.0.2");
        Wire wire = server.connect()) {
      fill(wire, 2_000);
      limit(wire, 1_000);
      assertThat(writes(wire, 50)).contains(false);

      server.update(VersionJar.of("2.0.3"));

      assertThat(writes(wire, 50)).doesNotContain(false);
      assertThat(size(wire)).isLessThan(2_000);
    }
  }

  /** Of a log with a BLPOP that timed out: it removed the volatile list, which is a change. */
  @Test
  void step203_waitingCommandInALog_doesNotWait() throws Exception {
    try (UpdatableServer server = UpdatableServer.start("2.0.2", ServerProcess.directory(holds));
        Wire wire = server.connect()) {
      wire.call("CONFIG", "SET", "appendonly", "yes");
      Info.await(wire, "bgrewriteaof_in_progress", "0");
      wire.call("RPUSH", "l", "a");
      wire.call("EXPIRE", "l", "100");
      assertThat(wire.call("BLPOP", "l", "1")).isEqualTo("nil");
      wire.call("RPUSH", "l", "x");
      assertThat(wire.call("LRANGE", "l", "0", "-1")).isEqualTo("[x]");
      assertThat(wire.call("DEBUG", "LOADAOF")).isEqualTo("+OK");
      assertThat(wire.call("LRANGE", "l", "0", "-1")).isEqualTo("[]"); // who replays took it

      server.update(VersionJar.of("2.0.3"));

      assertThat(wire.call("DEBUG", "LOADAOF")).isEqualTo("+OK");
      assertThat(wire.call("LRANGE", "l", "0", "-1")).isEqualTo("[x]");
    }
  }

  @Test
  void step203_logWithTwoWaitingCommands_isLoaded() throws Exception {
    Files.writeString(
        holds.resolve("appendonly.aof"),
        Stream.of("SELECT 0", "BLPOP l 0", "BLPOP l 0", "RPUSH l x", "RPUSH l y")
            .map(ReleasesTest::logged)
            .collect(Collectors.joining()));
    Path configuration = holds.resolve("redis.conf");
    Files.writeString(configuration, "appendonly yes\ndir " + holds + "\n");
    List<String> arguments = List.of("--port", "0", configuration.toString());

    try (ServerProcess old = VersionJar.of("2.0.2").begin(arguments)) {
      assertThat(old.exitStatus()).isEqualTo(1);
      assertThat(old.log()).anyMatch(l -> l.contains("c->blockingkeys != NULL"));
    }
    try (ServerProcess server = VersionJar.of("2.0.3").begin(arguments);
        Wire wire = Wire.to(server.address())) {
      assertThat(wire.call("LRANGE", "l", "0", "-1")).isEqualTo("[x, y]");
    }
  }

  private static String logged(String command) {
    String[] words = command.split(" ");
    return "*"
        + words.length
        + "\r\n"
        + Stream.of(words)
            .map(word -> "$" + word.length() + "\r\n" + word + "\r\n")
            .collect(Collectors.joining());
  }

  @Test
  void step204_hmgetOfAnotherKind_isOneError() {
    try (ServerProcess old = VersionJar.of("2.0.3").start();
        Wire wire = Wire.to(old.address())) {
      wire.call("SET", "k", "v");
      wire.request("HMGET", "k", "f1", "f2");
      wire.readToEnd();
      old.exitStatus(); // it has ended
    }
    try (UpdatableServer server = UpdatableServer.start("2.0.3");
        Wire wire = server.connect()) {
      wire.call("SET", "k", "v");

      server.update(VersionJar.of("2.0.4"));

      assertThat(wire.call("HMGET", "k", "f1", "f2")).isEqualTo(Wire.WRONG_KIND);
      assertThat(wire.call("PING")).isEqualTo("+PONG");
    }
  }

  @Test
  void step204_withoutSavePointsNothingIsSaved() {
    assertThat(shutDownAfter("2.0.3", "2.0.3")).anyMatch(l -> l.contains("DB saved on disk"));
    assertThat(shutDownAfter("2.0.3", "2.0.4"))
        .anyMatch(l -> l.contains("Not saving DB."))
        .noneMatch(l -> l.contains("DB saved on disk"));
  }

  private static List<String> shutDownAfter(String from, String to) {
    try (UpdatableServer server = UpdatableServer.start(from);
        Wire wire = server.connect()) {
      assertThat(wire.call("CONFIG", "SET", "save", "")).isEqualTo("+OK");
      wire.call("SET", "k", "v");
      if (!from.equals(to)) {
        server.update(VersionJar.of(to));
      }
      wire.request("SHUTDOWN");
      wire.readToEnd();
      return server.logAtTheEnd();
    }
  }

  @Test
  void step205_spopIsShownAsWhatItDid() {
    try (UpdatableServer server = UpdatableServer.start("2.0.4");
        Wire wire = server.connect();
        Wire monitor = server.connect()) {
      wire.call("SADD", "s", "a");
      wire.call("SADD", "s", "b");
      assertThat(monitor.call("MONITOR")).isEqualTo("+OK");
      assertThat(monitor.reply()).endsWith(" \"MONITOR\"");
      wire.call("SPOP", "s");
      assertThat(monitor.reply()).endsWith(" \"SPOP\" \"s\"");

      server.update(VersionJar.of("2.0.5"));

      String member = wire.call("SPOP", "s");
      assertThat(monitor.reply()).endsWith(" \"SREM\" \"s\" \"" + member + "\"");
    }
  }

  @Test
  void step205_spopIsLoggedAsWhatItDid() throws Exception {
    try (UpdatableServer server = UpdatableServer.start("2.0.4", ServerProcess.directory(holds));
        Wire wire = server.connect()) {
      wire.call("CONFIG", "SET", "appendonly", "yes");
      Info.await(wire, "bgrewriteaof_in_progress", "0");
      for (String member : List.of("a", "b", "c")) {
        wire.call("SADD", "s", member);
      }
      wire.call("spop", "s");
      assertThat(logOfCommands()).endsWith("*2\r\n$4\r\nspop\r\n$1\r\ns\r\n");

      server.update(VersionJar.of("2.0.5"));

      String member = wire.call("spop", "s");
      assertThat(logOfCommands())
          .endsWith("*3\r\n$4\r\nSREM\r\n$1\r\ns\r\n$1\r\n" + member + "\r\n");
    }
  }

  private String logOfCommands() throws IOException {
    return Files.readString(holds.resolve("appendonly.aof"));
  }

  private static void fill(Wire wire, int keys) {
    for (int i = 0; i < keys; i++) {
      assertThat(wire.call("SETEX", "volatile " + i, "1000", SMALL)).isEqualTo("+OK");
    }
  }

  private static String incompressible(int seed) {
    return new Random(seed)
        .ints(20_000, 'a', 'z')
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
  }

  private static void add(Wire wire, int from, int to) {
    for (int i = from; i < to; i++) {
      wire.call("SET", "key " + i, "x");
    }
  }

  private static void limit(Wire wire, long aboveUsed) {
    long limit = Long.parseLong(Info.of(wire, "used_memory")) + aboveUsed;
    assertThat(wire.call("CONFIG", "SET", "maxmemory", Long.toString(limit))).isEqualTo("+OK");
  }

  private static List<Boolean> writes(Wire wire, int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> wire.call("SET", "large " + i, LARGE).equals("+OK"))
        .toList();
  }

  private static int size(Wire wire) {
    return Integer.parseInt(wire.call("DBSIZE").substring(1));
  }
}
