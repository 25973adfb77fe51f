package dev.kitsune.kv;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kitsune.kv.suite.Info;
import dev.kitsune.kv.suite.ServerProcess;
import dev.kitsune.kv.suite.Wire;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Values in a real swap file, and clients that wait for them, while the version changes. */
final class VirtualMemoryUpdateTest {

  private static final String LOADER = "vm-io-";

  @TempDir private Path directory;

  /**
   * 2.0.1: who waits for a key is served when it is deleted. Before and after on one connection.
   */
  @Test
  void step201_deletingAKeyThatIsWaitedFor_wakesWhoWaits() throws Exception {
    hold(1, 2);
    try (UpdatableServer server = start("2.0.0");
        Wire a = server.connect();
        Wire b = server.connect();
        Wire c = server.connect()) {
      swapOutList(c, "k");
      a.request("LLEN", "k");
      Info.await(b, "vm_stats_blocked_clients", "1");
      assertThat(b.call("DEL", "k")).isEqualTo(":1");
      release(1);
      Info.await(b, "vm_stats_io_active_threads", "0");
      assertThat(Info.of(b, "vm_stats_blocked_clients")).isEqualTo("1"); // for ever
      assertThat(a.hasReply()).isFalse();

      server.update(VersionJar.of("2.0.1"));

      assertThat(a.reply()).isEqualTo(":0"); // the step's rule: it was forgotten, and is served
      Info.await(b, "vm_stats_blocked_clients", "0");
      swapOutList(c, "k");
      a.request("LLEN", "k");
      Info.await(b, "vm_stats_blocked_clients", "1");
      assertThat(b.call("DEL", "k")).isEqualTo(":1");
      assertThat(a.reply()).isEqualTo(":0");
      assertThat(Info.of(b, "vm_stats_blocked_clients")).isEqualTo("0");
    }
  }

  /** 2.0.1: the search for keys whose time has passed leaves alone what is being loaded. */
  @Test
  void step201_keyThatIsLoaded_isNotExpiredMeanwhile() throws Exception {
    hold(1, 2);
    try (UpdatableServer server = start("2.0.0");
        Wire a = server.connect();
        Wire b = server.connect()) {
      awaitLoadOfVolatileKey(a, b);
      Info.await(b, "expired_keys", "1"); // by the search: nobody else looks
      release(1);
      Info.await(b, "vm_stats_io_active_threads", "0");
      assertThat(a.hasReply()).isFalse();

      server.update(VersionJar.of("2.0.1"));

      assertThat(a.reply()).isEqualTo(":0");
      awaitLoadOfVolatileKey(a, b);
      b.call("SETEX", "other", "1", "v");
      Info.await(b, "expired_keys", "2"); // the other one, which ended later
      assertThat(Info.of(b, "vm_stats_blocked_clients")).isEqualTo("1");
      release(2);
      assertThat(a.reply()).isEqualTo(":0"); // its time has passed when it is there
    }
  }

  /** Values in the file, and one that is being loaded with a client that waits, over every step. */
  @Test
  void everyStep_keepsTheSwapFileAndWhoWaits() throws Exception {
    hold(1);
    try (UpdatableServer server = start("2.0.0");
        Wire waiting = server.connect();
        Wire wire = server.connect()) {
      for (String key : List.of("being loaded", "read after the steps", "never read")) {
        swapOutList(wire, key);
      }
      final String digest = wire.call("DEBUG", "DIGEST");
      waiting.request("LLEN", "being loaded");
      waiting.request("PING");
      Info.await(wire, "vm_stats_blocked_clients", "1");
      Info.await(wire, "vm_stats_io_processing_len", "1");

      for (VersionJar version : VersionJar.stream().skip(1).toList()) {
        server.step(version);

        assertThat(Info.of(wire, "redis_version")).isEqualTo(version.version());
        assertThat(Info.of(wire, "vm_stats_swapped_objects")).isEqualTo("3");
        assertThat(Info.of(wire, "vm_stats_blocked_clients")).isEqualTo("1");
        assertThat(wire.call("DEBUG", "OBJECT", "never read")).contains("value swapped at: page");
        assertThat(wire.call("DEBUG", "DIGEST")).isEqualTo(digest);
        assertThat(waiting.hasReply()).isFalse();
      }
      release(1);

      assertThat(waiting.reply()).isEqualTo(":1000");
      assertThat(waiting.reply()).isEqualTo("+PONG");
      assertThat(wire.call("LLEN", "read after the steps")).isEqualTo(":1000");
      assertThat(Info.of(wire, "vm_stats_swapped_objects")).isEqualTo("1");
      assertThat(wire.call("DEBUG", "DIGEST")).isEqualTo(digest);
    }
  }

  private static void awaitLoadOfVolatileKey(Wire waiting, Wire wire) {
    swapOutList(wire, "volatile");
    waiting.request("LLEN", "volatile");
    Info.await(wire, "vm_stats_blocked_clients", "1");
    assertThat(wire.call("EXPIRE", "volatile", "1")).isEqualTo(":1");
  }

  private static void swapOutList(Wire wire, String key) {
    for (int i = 0; i < 1_000; i++) {
      wire.request("RPUSH", key, "element " + i);
    }
    for (int i = 1; i <= 1_000; i++) {
      assertThat(wire.reply()).isEqualTo(":" + i);
    }
    assertThat(wire.call("DEBUG", "SWAPOUT", key)).isEqualTo("+OK");
  }

  private UpdatableServer start(String version) throws IOException {
    Path configuration = directory.resolve("redis.conf");
    Files.write(
        configuration,
        List.of("dir " + directory, "vm-enabled yes", "vm-swap-file " + directory.resolve("swap")));
    return UpdatableServer.start(
        version,
        List.of("-Dkv.background.holds=" + directory, ServerProcess.directory(directory)),
        configuration.toString());
  }

  private void hold(int... threads) throws IOException {
    for (int thread : threads) {
      Files.createFile(directory.resolve(LOADER + thread));
    }
  }

  private void release(int thread) throws IOException {
    Files.delete(directory.resolve(LOADER + thread));
  }
}
