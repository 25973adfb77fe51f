package dev.kitsune.kv;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kitsune.kv.suite.Wire;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Values in the swap file: every command finds them, and everything that is kept has them. */
final class VirtualMemoryTest {

  private static final String[] KEYS = {"s", "n", "l", "t", "z", "h", "H"};

  @TempDir private Path directory;

  @Test
  void swappedValues_areWhatTheyWere() {
    try (OwnServer server = start();
        Wire wire = server.connect()) {
      fill(wire);
      final String digest = wire.call("DEBUG", "DIGEST");

      swapOut(wire);

      assertThat(OwnServer.info(wire, "vm_stats_swapped_objects")).isEqualTo("" + KEYS.length);
      assertThat(wire.call("DEBUG", "OBJECT", "h"))
          .matches(
              "\\+Key at:0x\\p{XDigit}+ refcount:1, value swapped at: page \\d+ using 1 pages");
      assertThat(wire.call("DEBUG", "DIGEST")).isEqualTo(digest);
      assertThat(OwnServer.info(wire, "vm_stats_swappin_count")).isEqualTo("0");
      assertThat(wire.call("GET", "s")).isEqualTo("text");
      assertThat(wire.call("INCR", "n")).isEqualTo(":42");
      assertThat(wire.call("LRANGE", "l", "0", "-1")).isEqualTo("[a, b]");
      assertThat(wire.call("SISMEMBER", "t", "x")).isEqualTo(":1");
      assertThat(wire.call("ZSCORE", "z", "m")).isEqualTo("0.5");
      assertThat(wire.call("HGET", "h", "f")).isEqualTo("v");
      assertThat(wire.call("HLEN", "H")).isEqualTo(":100");
      assertThat(OwnServer.info(wire, "vm_stats_swapped_objects")).isEqualTo("0");
      assertThat(OwnServer.info(wire, "vm_stats_used_pages")).isEqualTo("0");
      assertThat(OwnServer.info(wire, "vm_stats_swappin_count")).isEqualTo("" + KEYS.length);
    }
  }

  @Test
  void swappedValues_areInDumpsAndLogs() {
    String digest;
    try (OwnServer server = start("appendonly yes");
        Wire wire = server.connect()) {
      fill(wire);
      digest = wire.call("DEBUG", "DIGEST");
      swapOut(wire);
      assertThat(wire.call("BGREWRITEAOF")).startsWith("+");
      OwnServer.awaitBackground(wire);
      assertThat(wire.call("SAVE")).isEqualTo("+OK");
      assertThat(OwnServer.info(wire, "vm_stats_swappin_count")).isEqualTo("0");
      assertThat(wire.call("DEBUG", "RELOAD")).isEqualTo("+OK");
      assertThat(OwnServer.info(wire, "vm_stats_used_pages")).isEqualTo("0");
      assertThat(wire.call("DEBUG", "DIGEST")).isEqualTo(digest);
    }
    for (String source : new String[] {"appendonly yes", "appendonly no"}) {
      try (OwnServer server = OwnServer.start(directory, source)) {
        assertThat(server.digest()).as(source).isEqualTo(digest);
      }
    }
  }

  /** What a save has not reached yet must not go with the pages that it lies on. */
  @Test
  void emptiedDatabase_staysInASaveThatHadBegun() {
    String digest;
    try (OwnServer server = start();
        Wire wire = server.connect()) {
      fill(wire);
      digest = wire.call("DEBUG", "DIGEST");
      swapOut(wire);
      wire.call("MULTI"); // all of it in one turn
      wire.call("BGSAVE");
      wire.call("FLUSHDB");
      wire.call("SET", "other", "value");
      wire.call("DEBUG", "SWAPOUT", "other"); // where the others were
      assertThat(wire.call("EXEC")).endsWith("+OK, +OK, +OK]");
      OwnServer.awaitBackground(wire);
    }
    try (OwnServer server = OwnServer.start(directory)) {
      assertThat(server.digest()).isEqualTo(digest);
    }
  }

  @Test
  void keysThatGo_giveTheirPagesBack() {
    try (OwnServer server = start();
        Wire wire = server.connect()) {
      fill(wire);
      swapOut(wire);

      assertThat(wire.call("DEL", "l")).isEqualTo(":1");
      wire.call("SET", "t", "another");
      assertThat(wire.call("EXPIRE", "z", "1000")).isEqualTo(":1");
      assertThat(wire.call("TTL", "z")).isEqualTo(":1000");
      wire.call("ZADD", "z", "1", "m"); // a volatile key goes before it is written

      assertThat(wire.call("ZCARD", "z")).isEqualTo(":1");
      assertThat(OwnServer.info(wire, "vm_stats_swapped_objects")).isEqualTo("4");
      wire.call("FLUSHALL");
      assertThat(OwnServer.info(wire, "vm_stats_used_pages")).isEqualTo("0");
    }
  }

  @Test
  void swapping_whatCannotBe_isAnError() {
    try (OwnServer server = start("vm-pages 2", "vm-page-size 32");
        Wire wire = server.connect()) {
      fill(wire);

      assertThat(wire.call("DEBUG", "SWAPOUT", "none")).isEqualTo("-ERR no such key");
      assertThat(wire.call("DEBUG", "SWAPOUT", "s")).isEqualTo("+OK");
      assertThat(wire.call("DEBUG", "SWAPOUT", "s")).isEqualTo("-ERR This key is not in memory");
      assertThat(wire.call("DEBUG", "SWAPOUT", "H")).isEqualTo("-ERR"); // no room
      assertThat(wire.call("DEBUG", "SWAPIN", "s")).isEqualTo("+OK");
      assertThat(wire.call("GET", "s")).isEqualTo("text");
    }
  }

  @Test
  void valuesAboveTheLimit_areSwappedOut() {
    try (OwnServer server = start("vm-max-memory 0");
        Wire wire = server.connect()) {
      fill(wire);

      OwnServer.await().until(() -> !OwnServer.info(wire, "vm_stats_swapped_objects").equals("0"));

      assertThat(OwnServer.info(wire, "vm_enabled")).isEqualTo("1");
      assertThat(wire.call("LRANGE", "l", "0", "-1")).isEqualTo("[a, b]");
    }
  }

  @Test
  void clients_waitForTheirValues_othersGoOn() throws Exception {
    Path hold = Files.createFile(directory.resolve("vm-io-1"));
    try (OwnServer server = OwnServer.holding(directory, "vm-enabled yes", swapFile());
        Wire first = server.connect();
        Wire second = server.connect();
        Wire third = server.connect()) {
      fill(first);
      swapOut(first);

      first.request("LLEN", "l");
      first.request("GET", "missing"); // keeps its place
      OwnServer.await().until(() -> blocked(third).equals("1")); // it is first in the order, too
      second.request("MULTI");
      second.request("RPUSH", "l", "c");
      second.request("LLEN", "l");
      second.request("EXEC");
      OwnServer.await().until(() -> blocked(third).equals("2"));
      assertThat(third.call("GET", "missing")).isEqualTo("nil");
      Files.delete(hold);

      assertThat(first.reply()).isEqualTo(":2");
      assertThat(first.reply()).isEqualTo("nil");
      assertThat(second.reply()).isEqualTo("+OK");
      assertThat(second.reply()).isEqualTo("+QUEUED");
      assertThat(second.reply()).isEqualTo("+QUEUED");
      assertThat(second.reply()).isEqualTo("[:3, :3]");
      assertThat(blocked(third)).isEqualTo("0");
    }
  }

  @Test
  void withoutThreads_nobodyWaits() {
    try (OwnServer server = start("vm-max-threads 0");
        Wire wire = server.connect()) {
      fill(wire);
      swapOut(wire);

      assertThat(wire.call("LLEN", "l")).isEqualTo(":2");

      assertThat(OwnServer.info(wire, "vm_stats_io_active_threads")).isEqualTo("0");
    }
  }

  @Test
  void swapFile_isOneProcesss() {
    try (OwnServer first = start()) {
      try (OwnServer second = OwnServer.begin(directory, "vm-enabled yes", swapFile())) {
        assertThat(second.process().exitStatus()).isEqualTo(1);
        assertThat(second.process().log()).anyMatch(l -> l.contains("another process uses it"));
      }
      first.process().terminate();
      assertThat(first.process().exitStatus()).isZero();
    }
    assertThat(directory.resolve("swap")).doesNotExist();
  }

  private OwnServer start(String... directives) {
    String[] all = new String[directives.length + 2];
    System.arraycopy(directives, 0, all, 0, directives.length);
    all[directives.length] = "vm-enabled yes";
    all[directives.length + 1] = swapFile();
    return OwnServer.start(directory, all);
  }

  private String swapFile() {
    return "vm-swap-file " + directory.resolve("swap");
  }

  private static String blocked(Wire wire) {
    return OwnServer.info(wire, "vm_stats_blocked_clients");
  }

  private static void fill(Wire wire) {
    wire.call("SET", "s", "text");
    wire.call("SET", "n", "41");
    wire.call("RPUSH", "l", "a");
    wire.call("RPUSH", "l", "b");
    wire.call("SADD", "t", "x");
    wire.call("ZADD", "z", "0.5", "m");
    wire.call("HSET", "h", "f", "v");
    for (int i = 0; i < 100; i++) {
      wire.call("HSET", "H", "field " + i, "value " + i);
    }
  }

  private static void swapOut(Wire wire) {
    for (String key : KEYS) {
      assertThat(wire.call("DEBUG", "SWAPOUT", key)).isEqualTo("+OK");
    }
  }
}
