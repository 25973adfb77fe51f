package dev.kitsune.kv;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kitsune.kv.suite.Readback;
import dev.kitsune.kv.suite.RealServer;
import dev.kitsune.kv.suite.Wire;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Masters and slaves: ours with each other, and with real servers at either end. */
final class ReplicationTest {

  @TempDir private Path directory;
  @TempDir private Path other;

  @Test
  void stream_hasTheReleasesText() {
    try (OwnServer server = OwnServer.start(directory);
        Wire wire = server.connect();
        Wire slave = server.connect()) {
      slave.send("SYNC \r\n");
      assertThat(slave.read(5 + 10)).isEqualTo("$10\r\nREDIS0001\u00ff");

      wire.send("set k 1\r\nv\r\n");
      wire.reply();
      wire.call("SELECT", "3");
      wire.call("incr", "n");
      wire.call("setex", "x", "100", "5");
      wire.call("GET", "x");
      wire.call("MULTI");
      wire.call("exec");
      wire.call("publish", "ch", "m");
      wire.call("LPUSH", "last", "1");

      String stream =
          "*3 $3 set $1 k $1 v select_3 *2 $4 incr $1 n *4 $5 setex $1 x $3 100 $1 5 "
              + "*1 $5 MULTI *1 $4 exec *3 $7 publish $2 ch $1 m *3 $5 LPUSH $4 last $1 1 ";
      String expected = stream.replace(" ", "\r\n").replace('_', ' ');
      assertThat(slave.read(expected.length())).isEqualTo(expected);
      assertThat(OwnServer.info(wire, "connected_slaves")).isEqualTo("1");
      assertThat(OwnServer.info(wire, "connected_clients")).isEqualTo("1");
    }
  }

  @Test
  void sync_withPendingReplies_isRefused_andOfASlaveIgnored() {
    try (OwnServer server = OwnServer.start(directory);
        Wire wire = server.connect()) {
      wire.send("PING\r\nSYNC\r\n");

      assertThat(wire.reply()).isEqualTo("+PONG");
      assertThat(wire.reply()).isEqualTo("-ERR SYNC is invalid with pending input");
      wire.send("SYNC\r\n");
      assertThat(wire.read(15)).endsWith("\u00ff");
      wire.send("SYNC\r\nPING\r\n");
      assertThat(wire.reply()).isEqualTo("+PONG");
    }
  }

  @Test
  void slave_followsItsMaster_alsoAfterTheLinkWasLost() {
    try (OwnServer master = OwnServer.start(directory, "requirepass secret");
        Wire onMaster = master.connect();
        OwnServer slave =
            OwnServer.start(
                other,
                "slaveof 127.0.0.1 " + master.address().getPort(),
                "masterauth secret",
                "appendonly yes");
        Wire onSlave = slave.connect()) {
      onMaster.call("AUTH", "secret");
      Readback.fill(onMaster, 200);
      awaitUp(onSlave);
      onMaster.call("SELECT", "2");
      onMaster.call("SET", "after", "the dump");
      awaitEqual(onMaster, onSlave);
      assertThat(OwnServer.info(onSlave, "role")).isEqualTo("slave");
      assertThat(OwnServer.info(onSlave, "master_port")).isEqualTo("" + master.address().getPort());

      assertThat(onSlave.call("SLAVEOF", "127.0.0.1", "1")).isEqualTo("+OK"); // nobody is there
      assertThat(OwnServer.info(onSlave, "master_link_status")).isEqualTo("down");
      onMaster.call("SET", "missed", "at first");
      onSlave.call("SLAVEOF", "127.0.0.1", "" + master.address().getPort());
      awaitUp(onSlave);
      awaitEqual(onMaster, onSlave);

      assertThat(onSlave.call("SLAVEOF", "NO", "ONE")).isEqualTo("+OK");
      assertThat(OwnServer.info(onSlave, "role")).isEqualTo("master");
      onMaster.call("SET", "not", "followed");
      assertThat(onSlave.call("GET", "not")).isEqualTo("nil");
    }
  }

  @Test
  void masterThatDies_isTriedAgain() {
    OwnServer master = OwnServer.start(directory);
    try (OwnServer slave =
            OwnServer.start(other, "slaveof 127.0.0.1 " + master.address().getPort());
        Wire onSlave = slave.connect()) {
      try (Wire onMaster = master.connect()) {
        onMaster.call("SET", "k", "v");
      }
      awaitUp(onSlave);

      master.close();

      OwnServer.await().until(() -> OwnServer.info(onSlave, "master_link_status").equals("down"));
      OwnServer.await()
          .until(() ->
              slave.process().log().stream()
                  .anyMatch(line -> line.contains("# Unable to connect to MASTER")));
      assertThat(onSlave.call("PING")).isEqualTo("+PONG");
    } finally {
      master.close();
    }
  }

  @Test
  void wrongPassword_isLogged_andNothingIsLost() {
    try (OwnServer master = OwnServer.start(directory, "requirepass secret");
        OwnServer slave =
            OwnServer.start(
                other, "slaveof 127.0.0.1 " + master.address().getPort(), "masterauth wrong");
        Wire onSlave = slave.connect()) {
      onSlave.call("SET", "mine", "1");

      OwnServer.await()
          .until(() ->
              slave.process().log().stream()
                  .anyMatch(line -> line.contains("# Cannot AUTH to MASTER")));

      assertThat(onSlave.call("GET", "mine")).isEqualTo("1");
    }
  }

  /** What a master sends that is none, or dies in the middle of its dump. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "HTTP/1.0 400\r\n",
        "-ERR operation not permitted\r\n",
        "$x\r\n",
        "$100\r\nREDIS0001",
        "$10\r\nRUBBISH01\u00ff",
        "$18\r\nREDIS0001\u00fe\0\0\1k\u0005vvv",
      })
  void masterThatSendsRubbish_costsNothing(String answer) throws Exception {
    try (ServerSocket master = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
        OwnServer slave = OwnServer.start(other);
        Wire onSlave = slave.connect()) {
      onSlave.call("SET", "mine", "1");
      onSlave.call("SLAVEOF", "127.0.0.1", "" + master.getLocalPort());
      for (int attempt = 0; attempt < 2; attempt++) {
        try (Socket link = master.accept()) {
          OutputStream output = link.getOutputStream();
          output.write(answer.getBytes(StandardCharsets.ISO_8859_1));
          output.flush();
          link.shutdownOutput();
          readToEnd(link);
        }
      }

      assertThat(onSlave.call("GET", "mine")).isEqualTo("1");
      assertThat(OwnServer.info(onSlave, "master_link_status")).isEqualTo("down");
    }
  }

  private static void readToEnd(Socket link) {
    try {
      link.getInputStream().readAllBytes();
    } catch (IOException e) {
      // The slave closed with bytes unread.
    }
  }

  @Test
  void debiansServer_asSlaveOfOurs_holdsTheSame() {
    Assumptions.assumeTrue(RealServer.hasDebian());
    try (OwnServer master = OwnServer.start(directory);
        Wire onMaster = master.connect()) {
      Readback.fill(onMaster, 200);
      try (RealServer slave =
              RealServer.debian(other, "--replicaof", "127.0.0.1 " + master.address().getPort());
          Wire onSlave = slave.connect()) {
        awaitUp(onSlave);
        onMaster.call("SET", "after", "the dump");
        onMaster.call("LPUSH", "list:0", "after");

        awaitEqual(onMaster, onSlave);
      }
    }
  }

  /** The format that it sends its dump in is a later one, which links understand. */
  @Test
  void ours_asSlaveOf2819_holdsTheSame() {
    try (RealServer master = RealServer.embedded(directory);
        Wire onMaster = master.connect();
        OwnServer slave = OwnServer.start(other);
        Wire onSlave = slave.connect()) {
      Readback.fill(onMaster, 200);
      small(onMaster);
      InetSocketAddress address = master.address();
      onSlave.call("SLAVEOF", "127.0.0.1", "" + address.getPort());
      awaitUp(onSlave);
      onMaster.call("SELECT", "1");
      onMaster.call("SET", "after", "the dump");

      awaitEqual(onMaster, onSlave);
    }
  }

  /** Values in each of the compact forms of later dumps, with integers of each width. */
  private static void small(Wire wire) {
    long[] numbers = {0, 12, 13, -1, 127, -128, 300, -40_000, 9_000_000, 1L << 40, -(1L << 60)};
    for (long number : numbers) {
      String text = Long.toString(number);
      wire.call("RPUSH", "small:list", text);
      wire.call("SADD", "small:set:" + Long.numberOfLeadingZeros(Math.abs(number)) / 16, text);
      wire.call("SADD", "small:set", text);
      wire.call("ZADD", "small:sorted", text, "m" + text);
      wire.call("HSET", "small:hash", text, "v" + text);
    }
    wire.call("RPUSH", "small:list", "x".repeat(63));
    wire.call("RPUSH", "small:list", "y".repeat(64));
    wire.call("HSET", "small:hash", "f", "z".repeat(60));
  }

  private static void awaitUp(Wire slave) {
    OwnServer.await().until(() -> OwnServer.info(slave, "master_link_status").equals("up"));
  }

  private static void awaitEqual(Wire master, Wire slave) {
    Map<String, String> contents = Readback.of(master);
    assertThat(contents).hasSizeGreaterThan(100);
    OwnServer.await().untilAsserted(() -> assertThat(Readback.of(slave)).isEqualTo(contents));
  }
}
