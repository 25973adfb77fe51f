package dev.kitsune.kv;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kitsune.kv.suite.Info;
import dev.kitsune.kv.suite.ServerProcess;
import dev.kitsune.kv.suite.Wire;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
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
      assertThat(slots(server, 1_024)).isEqualTo(32);

      server.update(VersionJar.of("2.0.2"));
      add(wire, 1_024, 2_048);

      assertThat(slots(server, 2_048)).isGreaterThanOrEqualTo(1_024);
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

  /** Returns what the server's log tells every few seconds. */
  private static int slots(UpdatableServer server, int keys) {
    Pattern line =
        Pattern.compile("DB 0: " + keys + " keys \\(0 volatile\\) in (\\d+) slots HT\\.");
    return Awaitility.await()
        .atMost(Duration.ofSeconds(30))
        .until(
            () ->
                server.log().stream()
                    .map(line::matcher)
                    .filter(Matcher::find)
                    .map(found -> Integer.parseInt(found.group(1)))
                    .findFirst()
                    .orElse(-1),
            slots -> slots >= 0);
  }
}
