package dev.kitsune.kv;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kitsune.kv.suite.ProtocolSuite;
import dev.kitsune.kv.suite.Wire;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The steps of the stream, taken by a server that runs, with clients in all their situations. */
final class UpdateTest {

  private static final VersionJar BASE = VersionJar.of("2.0.0");

  private static final VersionJar NEXT = VersionJar.of("2.0.1");
  private static final VersionJar LOWEST = VersionJar.testStep("lowest");

  /** From the base. The test step comes last: it is in no stream, so none leads back from it. */
  private static final List<VersionJar> WAY = List.of(NEXT, BASE, NEXT, BASE, LOWEST);

  @Test
  void steps_keepEveryConnectionAndItsState() {
    try (UpdatableServer server = UpdatableServer.start(BASE.version());
        Situations clients = new Situations(server)) {
      for (VersionJar version : WAY) {
        clients.prepare();
        String digest = clients.digest();
        Map<String, String> before = clients.info();

        server.update(version);

        assertThat(clients.info()).containsEntry("redis_version", version.version());
        assertThat(clients.digest()).isEqualTo(digest);
        assertThat(clients.info()).containsAllEntriesOf(unchanged(before));
        clients.verify();
      }
    }
  }

  @Test
  void steps_leaveTheProtocolAsItIs() {
    try (UpdatableServer server = UpdatableServer.start(BASE.version())) {
      for (VersionJar version : List.of(NEXT, BASE, LOWEST)) {
        server.update(version);

        ProtocolSuite.verify(server.address());
      }
    }
  }

  @Test
  void steps_reloadWhatChangedAndWhatLiesAbove() {
    try (UpdatableServer server = UpdatableServer.start(BASE.version())) {
      assertThat(server.update(NEXT)).contains("1 reloaded: dev.kitsune.kv\n").contains("5 kept");
      server.update(BASE);
      assertThat(server.update(LOWEST)).contains("6 reloaded").contains("0 kept");
    }
  }

  /** The behaviour of the new version, shown by a server that began as the old one. */
  @Test
  void fullEventTable_afterTheUpdate_isSurvived() {
    try (UpdatableServer server =
        UpdatableServer.start(BASE.version(), "-Dkv.event.table.size=16")) {
      List<Wire> clients = new ArrayList<>();
      for (int i = 0; i < 10; i++) {
        Wire wire = server.connect();
        assertThat(wire.call("PING")).isEqualTo("+PONG");
        clients.add(wire);
      }

      server.update(NEXT);

      try (Wire excess = server.connect()) {
        assertThat(excess.readToEnd()).isEmpty();
      }
      assertThat(clients).allSatisfy(c -> assertThat(c.call("PING")).isEqualTo("+PONG"));
      clients.forEach(Wire::close);
    }
  }

  /** What an update leaves as it is: all but the version and what the probe itself moves. */
  private static Map<String, String> unchanged(Map<String, String> info) {
    Map<String, String> rest = new TreeMap<>(info);
    rest.keySet()
        .removeAll(
            List.of(
                "redis_version",
                "uptime_in_seconds",
                "uptime_in_days",
                "used_memory",
                "used_memory_human",
                "total_commands_processed"));
    return rest;
  }

  /** Clients that an update finds in the middle of something. */
  private static final class Situations implements AutoCloseable {

    private final Wire admin;
    private final Wire transaction;
    private final Wire countedForm;
    private final Wire payload;
    private final Wire line;
    private final Wire otherDatabase;
    private int round;

    Situations(UpdatableServer server) {
      admin = server.connect();
      transaction = server.connect();
      countedForm = server.connect();
      payload = server.connect();
      line = server.connect();
      otherDatabase = server.connect();
      assertThat(admin.call("DEBUG", "POPULATE", "5000")).isEqualTo("+OK");
      for (int i = 0; i < 2_000; i++) {
        admin.request("RPUSH", "list", "element " + i);
        admin.request("SADD", "set", "member " + i);
      }
      for (int i = 0; i < 2_000; i++) {
        assertThat(admin.reply()).isEqualTo(":" + (i + 1));
        assertThat(admin.reply()).isEqualTo(":1");
      }
      assertThat(admin.call("SET", "counter", "41")).isEqualTo("+OK");
      assertThat(admin.call("SETEX", "volatile", "100000", "x")).isEqualTo("+OK");
      otherDatabase.call("SELECT", "7");
      otherDatabase.call("SET", "here", "seven");
    }

    void prepare() {
      round++;
      assertThat(transaction.call("MULTI")).isEqualTo("+OK");
      assertThat(transaction.call("SET", "queued", "" + round)).isEqualTo("+QUEUED");
      assertThat(transaction.call("GET", "queued")).isEqualTo("+QUEUED");
      countedForm.send("*2\r\n$4\r\nECHO\r\n$6\r\nabc");
      payload.send("SET half 10\r\n01234");
      line.send("PI");
      // Each is answered after what was sent before it arrived: the halves are in the server.
      for (Wire wire : List.of(admin, otherDatabase)) {
        assertThat(wire.call("PING")).isEqualTo("+PONG");
      }
    }

    void verify() {
      assertThat(transaction.call("EXEC")).isEqualTo("[+OK, " + round + "]");
      countedForm.send("def\r\n");
      assertThat(countedForm.reply()).isEqualTo("abcdef");
      payload.send("56789\r\n");
      assertThat(payload.reply()).isEqualTo("+OK");
      assertThat(payload.call("GET", "half")).isEqualTo("0123456789");
      line.send("NG\r\n");
      assertThat(line.reply()).isEqualTo("+PONG");
      assertThat(otherDatabase.call("GET", "here")).isEqualTo("seven");
      assertThat(admin.call("LINDEX", "list", "1234")).isEqualTo("element 1234");
      assertThat(admin.call("LLEN", "list")).isEqualTo(":2000");
      assertThat(admin.call("SISMEMBER", "set", "member 1999")).isEqualTo(":1");
      assertThat(admin.call("INCR", "counter")).isEqualTo(":" + (41 + round));
      assertThat(admin.call("GET", "key:4999")).isEqualTo("value:4999");
      assertThat(Long.parseLong(admin.call("TTL", "volatile").substring(1)))
          .isBetween(90_000L, 100_000L);
    }

    String digest() {
      return admin.call("DEBUG", "DIGEST");
    }

    Map<String, String> info() {
      Map<String, String> info = new TreeMap<>();
      for (String line : admin.call("INFO").split("\r\n")) {
        int colon = line.indexOf(':');
        info.put(line.substring(0, colon), line.substring(colon + 1));
      }
      return info;
    }

    @Override
    public void close() {
      Stream.of(admin, transaction, countedForm, payload, line, otherDatabase).forEach(Wire::close);
    }
  }
}
