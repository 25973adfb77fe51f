package dev.kitsune.kv;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kitsune.kv.suite.Readback;
import dev.kitsune.kv.suite.RealServer;
import dev.kitsune.kv.suite.Wire;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Dumps: what is saved comes back, here and in real servers. */
final class PersistenceTest {

  @TempDir private Path directory;
  @TempDir private Path other;

  private String digest;

  @BeforeEach
  void forget() {
    digest = "";
  }

  @Test
  void save_thenRestart_givesEverythingBack() {
    try (OwnServer server = OwnServer.start(directory);
        Wire wire = server.connect()) {
      Readback.fill(wire, 300);
      digest = server.digest();
      long before = Long.parseLong(wire.call("LASTSAVE").substring(1));

      assertThat(wire.call("SAVE")).isEqualTo("+OK");

      assertThat(Long.parseLong(wire.call("LASTSAVE").substring(1))).isGreaterThanOrEqualTo(before);
      assertThat(OwnServer.info(wire, "changes_since_last_save")).isEqualTo("0");
      server.process().kill();
    }
    try (OwnServer server = OwnServer.start(directory)) {
      assertThat(server.digest()).isEqualTo(digest);
    }
  }

  @Test
  void bgsave_whileEverythingChanges_isOfItsMoment() throws Exception {
    try (OwnServer server = OwnServer.start(directory);
        Wire wire = server.connect()) {
      Readback.fill(wire, 3_000);
      wire.call("DEBUG", "POPULATE", "30000");
      wire.call("MULTI");
      wire.call("DEBUG", "DIGEST");
      wire.call("BGSAVE");
      wire.request("EXEC");
      digest = wire.parts().get(0);
      int changes = 0;
      String running = OwnServer.info(wire, "bgsave_in_progress");
      while (OwnServer.info(wire, "bgsave_in_progress").equals("1")) {
        wire.call("RPUSH", "list:" + changes % 17, "later");
        wire.call("DEL", "key:" + changes);
        wire.call("SET", "new:" + changes, "later");
        wire.call("HSET", "hash:" + changes % 3, "field 1", "later" + changes);
        wire.call("EXPIRE", "string:" + changes, "1000");
        changes++;
      }

      assertThat(running).isEqualTo("1");
      assertThat(server.digest()).isNotEqualTo(digest);
      assertThat(Long.parseLong(OwnServer.info(wire, "changes_since_last_save")))
          .isGreaterThanOrEqualTo(changes);
      Files.copy(server.file("dump.rdb"), other.resolve("dump.rdb"));
    }
    try (OwnServer server = OwnServer.start(other)) {
      assertThat(server.digest()).isEqualTo(digest);
    }
  }

  @Test
  void bgsave_whileOneRuns_isRefused() {
    try (OwnServer server = OwnServer.start(directory);
        Wire wire = server.connect()) {
      wire.call("DEBUG", "POPULATE", "20000");
      wire.send("BGSAVE\r\nBGSAVE\r\nSAVE\r\n"); // of one turn: none can be over before the next

      assertThat(wire.reply()).isEqualTo("+Background saving started");
      assertThat(wire.reply()).isEqualTo("-ERR background save already in progress");
      assertThat(wire.reply()).isEqualTo("-ERR background save in progress");
      OwnServer.awaitBackground(wire);
      assertThat(server.process().log())
          .anyMatch(line -> line.endsWith("* Background saving terminated with success"));
      assertThat(directory).isDirectoryNotContaining("glob:**temp-*");
    }
  }

  @Test
  void flushall_endsABackgroundSaveAndSavesNothing() throws Exception {
    try (OwnServer server = OwnServer.start(directory);
        Wire wire = server.connect()) {
      wire.call("DEBUG", "POPULATE", "20000");
      wire.send("BGSAVE\r\nFLUSHALL\r\n");
      wire.reply();
      wire.reply();

      OwnServer.awaitBackground(wire);
      OwnServer.await().until(() -> Files.list(directory).noneMatch(f -> isTemporary(f)));

      assertThat(server.file("dump.rdb")).hasSize(10);
      assertThat(OwnServer.info(wire, "changes_since_last_save")).isEqualTo("1");
    }
  }

  private static boolean isTemporary(Path file) {
    return file.getFileName().toString().startsWith("temp-");
  }

  @Test
  void savePoint_savesByItself() {
    try (OwnServer server = OwnServer.start(directory, "save 1 2");
        Wire wire = server.connect()) {
      wire.call("SET", "a", "1");
      wire.call("SET", "b", "2");

      OwnServer.await().until(() -> OwnServer.info(wire, "changes_since_last_save").equals("0"));

      assertThat(server.file("dump.rdb")).exists();
      assertThat(wire.call("CONFIG", "GET", "save")).isEqualTo("[save, 1 2]");
    }
  }

  @Test
  void signalTerm_savesFirst() {
    try (OwnServer server = OwnServer.start(directory);
        Wire wire = server.connect()) {
      wire.call("SET", "k", "v");
      digest = server.digest();

      server.process().terminate();

      assertThat(server.process().exitStatus()).isZero();
    }
    try (OwnServer server = OwnServer.start(directory)) {
      assertThat(server.digest()).isEqualTo(digest);
    }
  }

  @Test
  void shutdown_thatCannotSave_isRefused() {
    try (OwnServer server = OwnServer.start(directory);
        Wire wire = server.connect()) {
      wire.call("CONFIG", "SET", "dbfilename", "no-such-directory/dump.rdb");

      assertThat(wire.call("SHUTDOWN")).isEqualTo("-ERR Errors trying to SHUTDOWN. Check logs.");
      assertThat(wire.call("SAVE")).isEqualTo("-ERR");
      assertThat(wire.call("PING")).isEqualTo("+PONG");
    }
  }

  @Test
  void damagedDump_endsTheProcessAndStays() throws Exception {
    byte[] damaged = "REDIS0001\u00fe\0\0\1k\u0005v".getBytes(StandardCharsets.ISO_8859_1);
    Files.write(directory.resolve("dump.rdb"), damaged);

    try (OwnServer server = OwnServer.begin(directory)) {
      assertThat(server.process().exitStatus()).isEqualTo(1);
      assertThat(server.process().log())
          .anyMatch(line -> line.contains("# Short read or OOM loading DB."));
    }
    assertThat(directory.resolve("dump.rdb")).hasBinaryContent(damaged);
  }

  @Test
  void dumpOfALaterRelease_isRefusedAndKept() throws Exception {
    try (RealServer real = RealServer.embedded(other);
        Wire wire = real.connect()) {
      wire.call("SET", "k", "v");
      assertThat(wire.call("SAVE")).isEqualTo("+OK");
    }
    byte[] written = Files.readAllBytes(other.resolve("dump.rdb"));

    try (OwnServer server = OwnServer.start(other);
        Wire wire = server.connect()) {
      assertThat(wire.call("DBSIZE")).isEqualTo(":0");
      assertThat(server.process().log())
          .anyMatch(line -> line.contains("# Can't handle RDB format version 0006"));
      assertThat(server.file("dump.rdb.refused")).hasBinaryContent(written);
    }
  }

  @Test
  void dump_isReadByRealServers() throws Exception {
    Map<String, String> contents;
    try (OwnServer server = OwnServer.start(directory);
        Wire wire = server.connect()) {
      Readback.fill(wire, 500);
      contents = Readback.of(wire);
      wire.call("SAVE");
    }
    assertThat(contents).hasSizeGreaterThan(1_500);

    try (RealServer real = RealServer.embedded(directory);
        Wire wire = real.connect()) {
      assertThat(Readback.of(wire)).isEqualTo(contents);
    }
    Assumptions.assumeTrue(RealServer.hasDebian());
    try (RealServer real = RealServer.debian(directory);
        Wire wire = real.connect()) {
      assertThat(Readback.of(wire)).isEqualTo(contents);
    }
  }

  @Test
  void debugReload_keepsEverything() {
    try (OwnServer server = OwnServer.start(directory);
        Wire wire = server.connect()) {
      Readback.fill(wire, 200);
      digest = server.digest();

      assertThat(wire.call("DEBUG", "RELOAD")).isEqualTo("+OK");

      assertThat(server.digest()).isEqualTo(digest);
    }
  }

  @Test
  void oldDump_staysUntilTheNewIsWhole() throws Exception {
    Files.writeString(directory.resolve("redis.conf"), "", StandardOpenOption.CREATE);
    try (OwnServer server = OwnServer.start(directory);
        Wire wire = server.connect()) {
      wire.call("SET", "k", "v");
      wire.call("SAVE");
      byte[] first = Files.readAllBytes(server.file("dump.rdb"));
      wire.call("DEBUG", "POPULATE", "50000");
      wire.request("BGSAVE");
      wire.reply();

      server.process().kill(); // in the middle of it, or else the whole new dump is there

      byte[] left = Files.readAllBytes(server.file("dump.rdb"));
      assertThat(left.length == first.length || left.length > 500_000).isTrue();
    }
    try (OwnServer server = OwnServer.start(directory);
        Wire wire = server.connect()) {
      assertThat(wire.call("GET", "k")).isEqualTo("v");
    }
  }
}
