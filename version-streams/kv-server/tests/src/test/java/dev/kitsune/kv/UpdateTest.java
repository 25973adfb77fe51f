package dev.kitsune.kv;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kitsune.kv.suite.Info;
import dev.kitsune.kv.suite.ProtocolSuite;
import dev.kitsune.kv.suite.Wire;
import java.util.ArrayList;
import java.util.Collections;
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

  /** Forth and back again: 2.0.2 and what follows loses nothing that 2.0.1 would need. */
  @Test
  void wholeStream_keepsEveryConnectionAndItsState() {
    List<VersionJar> way = new ArrayList<>(VersionJar.stream().skip(1).toList());
    List<VersionJar> back = new ArrayList<>(VersionJar.stream().toList());
    Collections.reverse(back);
    way.addAll(back.subList(1, back.size()));
    try (UpdatableServer server = UpdatableServer.start(BASE.version());
        Situations clients = new Situations(server)) {
      for (VersionJar version : way) {
        clients.prepare();
        String digest = clients.digest();

        server.update(version);

        assertThat(clients.info()).containsEntry("redis_version", version.version());
        assertThat(clients.digest()).isEqualTo(digest);
        clients.verify();
      }
    }
  }

  /** From the first release to the last and back, each way with one pause. */
  @Test
  void wholeStream_inOneUpdate_keepsEveryConnectionAndItsState() {
    VersionJar newest = VersionJar.stream().reduce((one, other) -> other).orElseThrow();
    try (UpdatableServer server = UpdatableServer.start(BASE.version());
        Situations clients = new Situations(server)) {
      for (VersionJar version : List.of(newest, BASE)) {
        clients.prepare();
        String digest = clients.digest();

        server.updateOverSteps(version);

        assertThat(clients.info()).containsEntry("redis_version", version.version());
        assertThat(clients.digest()).isEqualTo(digest);
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
      assertThat(server.update(NEXT)).contains("2 reloaded").contains("7 kept");
      server.update(BASE);
      assertThat(server.update(LOWEST)).contains("9 reloaded").contains("0 kept");
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

  /** The deadline is that of the old version; it ends in the new one. */
  @Test
  void blockedClient_isAnsweredAtItsDeadline() {
    try (UpdatableServer server = UpdatableServer.start(BASE.version());
        Wire blocked = server.connect();
        Wire admin = server.connect()) {
      admin.call("CONFIG", "SET", "timeout", "0");
      blocked.request("BLPOP", "none", "4");
      Info.await(admin, "blocked_clients", "1");

      server.update(LOWEST);

      assertThat(blocked.reply()).isEqualTo("nil");
      assertThat(blocked.call("PING")).isEqualTo("+PONG");
      assertThat(Info.of(admin, "blocked_clients")).isEqualTo("0");
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
    private final Wire firstBlocked;
    private final Wire secondBlocked;
    private final Wire subscriber;
    private final Wire monitor;
    private int round;

    Situations(UpdatableServer server) {
      admin = server.connect();
      transaction = server.connect();
      countedForm = server.connect();
      payload = server.connect();
      line = server.connect();
      otherDatabase = server.connect();
      firstBlocked = server.connect();
      secondBlocked = server.connect();
      subscriber = server.connect();
      monitor = server.connect();
      assertThat(admin.call("DEBUG", "POPULATE", "5000")).isEqualTo("+OK");
      for (int i = 0; i < 70; i++) {
        String score = "" + i % 7;
        assertThat(admin.call("ZADD", "sorted", score, "member " + i)).isEqualTo(":1");
        assertThat(admin.call("HSET", "table", "field " + i, score)).isEqualTo(":1");
      }
      assertThat(admin.call("HSET", "small", "field", "value")).isEqualTo(":1");
      assertThat(subscriber.call("SUBSCRIBE", "channel")).isEqualTo("[subscribe, channel, :1]");
      assertThat(subscriber.call("PSUBSCRIBE", "ch*")).isEqualTo("[psubscribe, ch*, :2]");
      assertThat(monitor.call("MONITOR")).isEqualTo("+OK");
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
      firstBlocked.request("BLPOP", "none", "queue", "0");
      firstBlocked.send("ECHO 4\r\nla");
      Info.await(admin, "blocked_clients", "1");
      secondBlocked.request("BRPOP", "queue", "0");
      Info.await(admin, "blocked_clients", "2");
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
      assertThat(admin.call("RPUSH", "queue", "one")).isEqualTo(":1");
      assertThat(firstBlocked.reply()).isEqualTo("[queue, one]");
      firstBlocked.send("te\r\n");
      assertThat(firstBlocked.reply()).isEqualTo("late");
      assertThat(admin.call("LPUSH", "queue", "two")).isEqualTo(":1");
      assertThat(secondBlocked.reply()).isEqualTo("[queue, two]");
      assertThat(admin.call("PUBLISH", "channel", "m" + round)).isEqualTo(":2");
      assertThat(subscriber.reply()).isEqualTo("[message, channel, m" + round + "]");
      assertThat(subscriber.reply()).isEqualTo("[pmessage, ch*, channel, m" + round + "]");
      verifyMonitor("marker " + round);
      assertThat(admin.call("ZRANGE", "sorted", "0", "1")).isEqualTo("[member 0, member 14]");
      assertThat(admin.call("ZRANK", "sorted", "member 69")).isEqualTo(":69");
      assertThat(admin.call("HGET", "table", "field 69")).isEqualTo("6");
      assertThat(admin.call("DEBUG", "OBJECT", "table")).contains("encoding:hashtable");
      assertThat(admin.call("DEBUG", "OBJECT", "small")).contains("encoding:zipmap");
      assertThat(admin.call("LINDEX", "list", "1234")).isEqualTo("element 1234");
      assertThat(admin.call("LLEN", "list")).isEqualTo(":2000");
      assertThat(admin.call("SISMEMBER", "set", "member 1999")).isEqualTo(":1");
      assertThat(admin.call("INCR", "counter")).isEqualTo(":" + (41 + round));
      assertThat(admin.call("GET", "key:4999")).isEqualTo("value:4999");
      assertThat(Long.parseLong(admin.call("TTL", "volatile").substring(1)))
          .isBetween(90_000L, 100_000L);
    }

    /** All that was executed was shown, up to and with this. */
    private void verifyMonitor(String marker) {
      admin.call("ECHO", marker);
      String shown = monitor.reply();
      while (!shown.endsWith("\"ECHO\" \"" + marker + "\"")) {
        shown = monitor.reply();
      }
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
      Stream.of(firstBlocked, secondBlocked, subscriber, monitor).forEach(Wire::close);
    }
  }
}
