package dev.kitsune.kv.suite;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetSocketAddress;
import java.util.List;
import java.util.Set;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.Pipeline;
import redis.clients.jedis.Response;

/** An unchanged public client. */
final class JedisCases {

  private JedisCases() {}

  static void jedis_usesTheCommonCommands(InetSocketAddress server) {
    try (Jedis jedis = new Jedis(server.getHostString(), server.getPort())) {
      assertThat(jedis.ping()).isEqualTo("PONG");
      assertThat(jedis.set("s", "v")).isEqualTo("OK");
      assertThat(jedis.get("s")).isEqualTo("v");
      assertThat(jedis.incr("n")).isEqualTo(1);
      assertThat(jedis.rpush("l", "a")).isEqualTo(1);
      assertThat(jedis.lpush("l", "b")).isEqualTo(2);
      assertThat(jedis.lrange("l", 0, -1)).isEqualTo(List.of("b", "a"));
      assertThat(jedis.sadd("t", "x")).isEqualTo(1);
      assertThat(jedis.smembers("t")).isEqualTo(Set.of("x"));
      assertThat(jedis.keys("*")).isEqualTo(Set.of("s", "n", "l", "t"));
      assertThat(jedis.expire("s", 100L)).isEqualTo(1);
      assertThat(jedis.ttl("s")).isBetween(90L, 100L);
      assertThat(jedis.mget("s", "none")).containsExactly("v", null);
      assertThat(jedis.dbSize()).isEqualTo(4);
      assertThat(jedis.configGet("maxmemory")).containsEntry("maxmemory", "0");
      assertThat(jedis.info()).contains("redis_version:2.0.");
    }
  }

  static void jedis_pipelines(InetSocketAddress server) {
    try (Jedis jedis = new Jedis(server.getHostString(), server.getPort())) {
      Pipeline pipeline = jedis.pipelined();
      for (int i = 0; i < 1_000; i++) {
        pipeline.set("k" + i, "v" + i);
      }
      Response<String> last = pipeline.get("k999");
      pipeline.sync();

      assertThat(last.get()).isEqualTo("v999");
      assertThat(jedis.dbSize()).isEqualTo(1_000);
    }
  }

  static void jedis_usesTransactions(InetSocketAddress server) {
    try (Jedis jedis = new Jedis(server.getHostString(), server.getPort())) {
      var transaction = jedis.multi();
      transaction.set("k", "1");
      transaction.incr("k");

      assertThat(transaction.exec()).isEqualTo(List.of("OK", 2L));
    }
  }
}
