package dev.kitsune.kv;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kitsune.kv.suite.ServerProcess;
import dev.kitsune.kv.suite.Wire;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an update finds half done on its way to a file, to a slave or from a master. */
final class KeptAndSentUpdateTest {

  private static final VersionJar BASE = VersionJar.of("2.0.0");
  private static final VersionJar NEXT = VersionJar.of("2.0.1");
  private static final VersionJar LOWEST = VersionJar.testStep("lowest");

  private static final String KEYS = "300000";
  private static final int SMALL_BUFFER = 16 * 1024;

  @TempDir private Path directory;
  @TempDir private Path copy;
  @TempDir private Path holds;

  /** A slave link in each of the release's states 3 to 6, each held across a step. */
  @Test
  void slaveLinks_inEveryState_survive() throws Exception {
    try (UpdatableServer server = start();
        Wire wire = server.connect();
        Wire first = Wire.to(server.address(), SMALL_BUFFER);
        Wire second = Wire.to(server.address(), SMALL_BUFFER)) {
      wire.call("DEBUG", "POPULATE", KEYS);
      hold("background-save-1", "background-save-2");
      assertThat(wire.call("BGSAVE")).isEqualTo("+Background saving started");
      first.send("SYNC\r\n");
      awaitLog(server, "Waiting for next BGSAVE for SYNC"); // state 3

      server.update(NEXT);

      assertThat(info(wire, "bgsave_in_progress")).isEqualTo("1");
      assertThat(info(wire, "connected_slaves")).isEqualTo("1");
      wire.call("SET", "before", "the second save");
      release("background-save-1");
      awaitLog(server, "Background saving terminated with success");
      assertThat(info(wire, "bgsave_in_progress")).isEqualTo("1"); // the next
      second.send("SYNC\r\n");
      awaitLog(server, "Waiting for end of BGSAVE for SYNC"); // both are in state 4
      wire.call("SET", "queued", "1");

      server.update(BASE);

      assertThat(info(wire, "bgsave_in_progress")).isEqualTo("1");
      wire.call("SET", "queued", "2");
      release("background-save-2");
      await().until(() -> info(wire, "bgsave_in_progress").equals("0"));
      wire.call("SET", "sending", "3"); // both are in state 5: nobody reads, and buffers are small

      server.update(NEXT);

      assertThat(log(server)).noneMatch(l -> l.contains("Synchronization with slave ended"));
      wire.call("SET", "sending", "4");
      for (Wire slave : List.of(first, second)) {
        byte[] dump = readDump(slave);
        assertThat(digestOf(dump, "before")).isEqualTo("the second save");
        for (String expected : List.of("queued 1", "queued 2", "sending 3", "sending 4")) {
          assertThat(readCommand(slave)).isEqualTo("SET " + expected);
        }
      }
      await()
          .until(() ->
              log(server).stream().filter(l -> l.contains("slave ended: ONLINE")).count() == 2);

      server.update(BASE);
      server.update(LOWEST); // both are in state 6; of this step all classes are new

      wire.call("SELECT", "5");
      wire.call("SET", "online", "5");
      for (Wire slave : List.of(first, second)) {
        assertThat(slave.read("select 5\r\n".length())).isEqualTo("select 5\r\n");
        assertThat(readCommand(slave)).isEqualTo("SET online 5");
      }
      assertThat(info(wire, "connected_slaves")).isEqualTo("2");
    }
  }

  @Test
  void backgroundSave_survivesEveryStep_andIsOfItsMoment() throws Exception {
    try (UpdatableServer server = start();
        Wire wire = server.connect()) {
      wire.call("DEBUG", "POPULATE", KEYS);
      wire.call("RPUSH", "list", "a");
      hold("background-save-1");
      wire.call("MULTI");
      wire.call("DEBUG", "DIGEST");
      wire.call("BGSAVE");
      wire.request("EXEC");
      String digest = wire.parts().get(0);
      for (VersionJar version : List.of(NEXT, BASE, LOWEST)) {
        for (int i = 0; i < 1_000; i++) {
          wire.call("DEL", "key:" + (i * 300 + version.version().length()));
        }
        wire.call("RPUSH", "list", version.version());

        server.update(version);

        assertThat(info(wire, "bgsave_in_progress")).as("a save in progress").isEqualTo("1");
      }
      release("background-save-1");
      await().until(() -> info(wire, "bgsave_in_progress").equals("0"));
      assertThat(log(server))
          .anyMatch(l -> l.endsWith("Background saving terminated with success"));
      assertThat(digestOf(Files.readAllBytes(directory.resolve("dump.rdb")), null))
          .isEqualTo(digest);
    }
  }

  @Test
  void rewriting_survivesAStep_withWhatWasWrittenMeanwhile() throws Exception {
    String digest;
    try (UpdatableServer server = start();
        Wire wire = server.connect()) {
      wire.call("DEBUG", "POPULATE", KEYS);
      hold("background-rewrite-1");
      wire.call("CONFIG", "SET", "appendonly", "yes"); // begins to rewrite
      wire.call("SET", "before", "the step");

      server.update(NEXT);

      assertThat(info(wire, "bgrewriteaof_in_progress")).isEqualTo("1");
      wire.call("SET", "after", "the step");
      release("background-rewrite-1");
      await().until(() -> info(wire, "bgrewriteaof_in_progress").equals("0"));
      wire.call("SET", "after", "the rewriting");
      digest = wire.call("DEBUG", "DIGEST");
    }
    Path configuration = copy.resolve("redis.conf");
    Files.writeString(configuration, "appendonly yes\ndir " + directory + "\n");
    try (ServerProcess server = NEXT.start(List.of(), configuration.toString());
        Wire wire = Wire.to(server.address())) {
      assertThat(wire.call("DEBUG", "DIGEST")).isEqualTo(digest);
    }
  }

  /** As a slave: the dump comes in pieces, with steps between them, in the middle of anything. */
  @Test
  void linkToAMaster_halfReceived_survivesEveryStep() throws Exception {
    byte[] dump = "REDIS0001\u00fe\0\0\1k\5hello\u00ff".getBytes(StandardCharsets.ISO_8859_1);
    try (ServerSocket master = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        UpdatableServer server = start();
        Wire wire = server.connect()) {
      wire.call("SLAVEOF", "127.0.0.1", "" + master.getLocalPort());
      try (Socket link = master.accept()) {
        assertThat(new String(link.getInputStream().readNBytes(7), StandardCharsets.US_ASCII))
            .isEqualTo("SYNC \r\n");
        OutputStream output = link.getOutputStream();
        send(output, "$" + dump.length / 10);
        server.update(NEXT);
        send(output, dump.length % 10 + "\r\n" + text(dump, 0, 12));
        server.update(BASE);
        assertThat(info(wire, "master_link_status")).isEqualTo("down");
        send(output, text(dump, 12, dump.length) + "*3\r\n$3\r\nSET\r\n$1\r\nl\r\n$5\r\nhal");

        server.update(LOWEST);

        await().until(() -> info(wire, "master_link_status").equals("up"));
        assertThat(wire.call("GET", "k")).isEqualTo("hello");
        send(output, "lo\r\n");
        await().until(() -> wire.call("GET", "l").equals("hallo"));
      }
      await().until(() -> info(wire, "master_link_status").equals("down"));
    }
  }

  private UpdatableServer start() {
    return UpdatableServer.start(
        BASE.version(), "-Dkv.background.holds=" + holds, ServerProcess.directory(directory));
  }

  /** Lets background work of these names stand after its first slice. */
  private void hold(String... names) throws IOException {
    for (String name : names) {
      Files.createFile(holds.resolve(name));
    }
  }

  private void release(String name) throws IOException {
    Files.delete(holds.resolve(name));
  }

  private static void send(OutputStream output, String text) throws IOException {
    output.write(text.getBytes(StandardCharsets.ISO_8859_1));
    output.flush();
  }

  private static String text(byte[] bytes, int from, int to) {
    return new String(bytes, from, to - from, StandardCharsets.ISO_8859_1);
  }

  private static byte[] readDump(Wire slave) {
    StringBuilder head = new StringBuilder();
    while (head.indexOf("\n") < 0) {
      head.append(slave.read(1));
    }
    int length = Integer.parseInt(head.substring(1).strip());
    byte[] dump = slave.read(length).getBytes(StandardCharsets.ISO_8859_1);
    assertThat(dump).hasSize(length).startsWith('R', 'E', 'D', 'I', 'S').endsWith(0xff);
    return dump;
  }

  /** Returns the words of the next command of the stream. */
  private static String readCommand(Wire slave) {
    return String.join(" ", slave.parts());
  }

  /** Returns the digest of a dump's contents, or a key's value, as a server of its own sees it. */
  private String digestOf(byte[] dump, String key) throws IOException {
    Files.write(copy.resolve("dump.rdb"), dump);
    try (ServerProcess server = NEXT.start(ServerProcess.directory(copy));
        Wire wire = Wire.to(server.address())) {
      return key == null ? wire.call("DEBUG", "DIGEST") : wire.call("GET", key);
    }
  }

  private static List<String> log(UpdatableServer server) {
    return server.log();
  }

  private static void awaitLog(UpdatableServer server, String text) {
    await().until(() -> server.log().stream().anyMatch(line -> line.contains(text)));
  }

  private static String info(Wire wire, String name) {
    for (String line : wire.call("INFO").split("\r\n")) {
      if (line.startsWith(name + ":")) {
        return line.substring(name.length() + 1);
      }
    }
    throw new AssertionError("no such line in INFO: name=" + name);
  }

  private static ConditionFactory await() {
    return Awaitility.await()
        .atMost(Duration.ofSeconds(120))
        .pollInterval(Duration.ofMillis(50))
        .pollInSameThread();
  }
}
