package dev.kitsune.kv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kitsune.kv.suite.ServerProcess;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.JedisPubSub;
import redis.clients.jedis.Protocol.Command;
import redis.clients.jedis.args.ExpiryOption;
import redis.clients.jedis.exceptions.JedisConnectionException;
import redis.clients.jedis.exceptions.JedisDataException;
import redis.clients.jedis.params.SetParams;
import redis.clients.jedis.params.SortingParams;
import redis.clients.jedis.params.ZParams;

/** A current client, unchanged: what of it works with Redis 2.0, and what meets which error. */
@SuppressWarnings("deprecation") // what 2.0 has is what current clients advise against
final class JedisTest {

  /** They end something, begin a stream, or have no answer; 2.0 has them all. */
  private static final Set<String> NOT_TRIED =
      Set.of("SHUTDOWN", "QUIT", "SYNC", "MONITOR", "UNSUBSCRIBE", "PUNSUBSCRIBE");

  private static ServerProcess server;

  @BeforeAll
  static void start() {
    server = ServerProcess.start(System.getProperty("java.class.path"));
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @BeforeEach
  void empty() {
    try (Jedis jedis = connect()) {
      jedis.flushAll();
    }
  }

  private static Jedis connect() {
    return new Jedis(server.address().getHostString(), server.address().getPort());
  }

  /** Every command that the client knows is sent, and those that are unknown are in the README. */
  @Test
  void commandsThatTheReleaseLacks_areThoseOfTheReadme() throws IOException {
    Set<String> unknown = new TreeSet<>();
    try (Jedis jedis = connect()) {
      for (Command command : Command.values()) {
        String name = new String(command.getRaw(), StandardCharsets.US_ASCII);
        if (!NOT_TRIED.contains(name) && isUnknown(jedis, command, name)) {
          unknown.add(name);
        }
      }
    }

    Files.write(Path.of("target", "jedis-unknown.txt"), List.of(String.join(" ", unknown)));
    assertThat(unknown).isEqualTo(listedInReadme());
  }

  private static boolean isUnknown(Jedis jedis, Command command, String name) {
    try {
      jedis.sendCommand(command);
      return false;
    } catch (JedisDataException e) {
      return e.getMessage().equals("ERR unknown command '" + name + "'");
    }
  }

  private static Set<String> listedInReadme() throws IOException {
    String readme = Files.readString(Path.of("README.md"));
    int from = readme.indexOf("```commands\n");
    String list = readme.substring(from, readme.indexOf("\n```", from));
    return new TreeSet<>(Arrays.asList(list.substring("```commands\n".length()).split("\\s+")));
  }

  /** Forms of the release's own commands that came later. */
  private interface Call {
    void on(Jedis jedis);
  }

  static Stream<Arguments> laterForms() {
    return Stream.of(
        later("set", "SET key value EX 10", j -> j.set("k", "v", SetParams.setParams().ex(10))),
        later("sadd", "SADD key a b", j -> j.sadd("t", "a", "b")),
        later("srem", "SREM key a b", j -> j.srem("t", "a", "b")),
        later("rpush", "RPUSH key a b", j -> j.rpush("l", "a", "b")),
        later("lpush", "LPUSH key a b", j -> j.lpush("l", "a", "b")),
        later("lpop", "LPOP key 2", j -> j.lpop("l", 2)),
        later("rpop", "RPOP key 2", j -> j.rpop("l", 2)),
        later("spop", "SPOP key 2", j -> j.spop("t", 2)),
        later("srandmember", "SRANDMEMBER key 2", j -> j.srandmember("t", 2)),
        later("zadd", "ZADD key 1 a 2 b", j -> j.zadd("z", Map.of("a", 1.0, "b", 2.0))),
        later("zrem", "ZREM key a b", j -> j.zrem("z", "a", "b")),
        later("hset", "HSET key f v g w", j -> j.hset("h", Map.of("f", "v", "g", "w"))),
        later("hdel", "HDEL key f g", j -> j.hdel("h", "f", "g")),
        later("exists", "EXISTS a b", j -> j.exists("a", "b")),
        later("expire", "EXPIRE key 9 NX", j -> j.expire("k", 9, ExpiryOption.NX)),
        later("info", "INFO section", j -> j.info("server")),
        later("auth", "AUTH user password", j -> j.auth("user", "password")),
        later("ping", "PING message", j -> j.ping("message")));
  }

  private static Arguments later(String command, String form, Call call) {
    return Arguments.of(form, command, call);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("laterForms")
  void laterForm_hasAWrongNumberOfArguments(String form, String command, Call call) {
    try (Jedis jedis = connect()) {
      assertThatThrownBy(() -> call.on(jedis))
          .isInstanceOf(JedisDataException.class)
          .hasMessage("ERR wrong number of arguments for '" + command + "' command");
      assertThat(jedis.ping()).isEqualTo("PONG");
    }
  }

  @Test
  void quit_endsTheConnectionWithoutAReply() {
    try (Jedis jedis = connect()) {
      assertThatThrownBy(() -> jedis.sendCommand(() -> "QUIT".getBytes(StandardCharsets.US_ASCII)))
          .isInstanceOf(JedisConnectionException.class);
    }
  }

  @Test
  void strings_andKeys() {
    try (Jedis jedis = connect()) {
      assertThat(jedis.set("s", "v")).isEqualTo("OK");
      assertThat(jedis.setnx("s", "w")).isZero();
      assertThat(jedis.append("s", "alue")).isEqualTo(5);
      assertThat(jedis.substr("s", 0, 2)).isEqualTo("val");
      assertThat(jedis.getSet("s", "new")).isEqualTo("value");
      assertThat(jedis.setex("e", 100, "x")).isEqualTo("OK");
      assertThat(jedis.ttl("e")).isBetween(1L, 100L);
      assertThat(jedis.mset("a", "1", "b", "2")).isEqualTo("OK");
      assertThat(jedis.msetnx("a", "1", "c", "2")).isZero();
      assertThat(jedis.mget("a", "none", "b")).containsExactly("1", null, "2");
      assertThat(jedis.incrBy("a", 9)).isEqualTo(10);
      assertThat(jedis.decr("a")).isEqualTo(9);
      assertThat(jedis.exists("a")).isTrue();
      assertThat(jedis.type("a")).isEqualTo("string");
      assertThat(jedis.rename("a", "z")).isEqualTo("OK");
      assertThat(jedis.renamenx("b", "z")).isZero();
      assertThat(jedis.move("z", 3)).isEqualTo(1);
      assertThat(jedis.select(3)).isEqualTo("OK");
      assertThat(jedis.keys("*")).containsExactly("z");
      assertThat(jedis.randomKey()).isEqualTo("z");
      assertThat(jedis.expireAt("z", 1)).isEqualTo(1);
      assertThat(jedis.get("z")).isNull();
      assertThat(jedis.del("z", "none")).isZero();
      assertThat(jedis.dbSize()).isZero();
    }
  }

  @Test
  void listsSetsAndHashes() {
    try (Jedis jedis = connect()) {
      jedis.rpush("l", "b");
      jedis.lpush("l", "a");
      assertThat(jedis.lset("l", 1, "c")).isEqualTo("OK");
      assertThat(jedis.lindex("l", 1)).isEqualTo("c");
      assertThat(jedis.lrem("l", 0, "c")).isEqualTo(1);
      assertThat(jedis.rpoplpush("l", "m")).isEqualTo("a");
      assertThat(jedis.blpop(1, "none", "m")).containsExactly("m", "a");
      assertThat(jedis.llen("l")).isZero();
      jedis.sadd("t", "1");
      jedis.sadd("u", "2");
      assertThat(jedis.smove("t", "u", "1")).isEqualTo(1);
      assertThat(jedis.sunion("t", "u")).containsExactlyInAnyOrder("1", "2");
      assertThat(jedis.sdiffstore("v", "u", "t")).isEqualTo(2);
      assertThat(jedis.spop("v")).isIn("1", "2");
      assertThat(jedis.scard("v")).isEqualTo(1);
      assertThat(jedis.sort("u", new SortingParams().desc())).containsExactly("2", "1");
      assertThat(jedis.hset("h", "f", "1")).isEqualTo(1);
      assertThat(jedis.hmset("h", Map.of("g", "2", "n", "3"))).isEqualTo("OK");
      assertThat(jedis.hincrBy("h", "n", 4)).isEqualTo(7);
      assertThat(jedis.hmget("h", "f", "none")).containsExactly("1", null);
      assertThat(jedis.hgetAll("h")).isEqualTo(Map.of("f", "1", "g", "2", "n", "7"));
      assertThat(jedis.hdel("h", "f")).isEqualTo(1);
    }
  }

  @Test
  void sortedSets_transactions_andMessages() {
    try (Jedis jedis = connect();
        Jedis other = connect()) {
      jedis.zadd("z", 1.5, "a");
      jedis.zadd("z", 2, "b");
      assertThat(jedis.zincrby("z", 1, "a")).isEqualTo(2.5);
      assertThat(jedis.zrange("z", 0, -1)).containsExactly("b", "a");
      assertThat(jedis.zrevrank("z", "a")).isZero();
      assertThat(jedis.zrangeByScore("z", "(2", "+inf")).containsExactly("a");
      assertThat(jedis.zcount("z", 0, 9)).isEqualTo(2);
      assertThat(jedis.zunionstore("y", new ZParams().weights(2), "z")).isEqualTo(2);
      assertThat(jedis.zscore("y", "a")).isEqualTo(5);
      assertThat(jedis.zremrangeByRank("y", 0, 0)).isEqualTo(1);
      var transaction = jedis.multi();
      transaction.set("k", "1");
      transaction.incr("k");
      assertThat(transaction.exec()).isEqualTo(List.of("OK", 2L));
      assertThat(jedis.configSet("timeout", "300")).isEqualTo("OK");
      assertThat(jedis.bgsave()).isEqualTo("Background saving started");
      assertThat(jedis.lastsave()).isPositive();

      JedisPubSub first =
          new JedisPubSub() {
            @Override
            public void onSubscribe(String channel, int count) {
              other.publish("news", "hello");
            }

            @Override
            public void onMessage(String channel, String message) {
              assertThat(message).isEqualTo("hello");
              unsubscribe();
            }
          };
      jedis.subscribe(first, "news"); // returns when the message has come
      assertThat(jedis.ping()).isEqualTo("PONG");
    }
  }
}
