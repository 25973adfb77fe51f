package dev.kitsune.eval.kv;

import java.net.InetSocketAddress;
import redis.clients.jedis.ClientSetInfoConfig;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.Jedis;

/** Opens connections with nothing said on them: servers of 2010 do not know CLIENT. */
final class Clients {

  private Clients() {}

  /**
   * Connects.
   *
   * @throws redis.clients.jedis.exceptions.JedisConnectionException if the server does not answer
   */
  static Jedis open(InetSocketAddress address, int timeoutMillis) {
    Jedis jedis =
        new Jedis(
            new HostAndPort(address.getHostString(), address.getPort()),
            DefaultJedisClientConfig.builder()
                .timeoutMillis(timeoutMillis)
                .clientSetInfoConfig(ClientSetInfoConfig.DISABLED)
                .autoNegotiateProtocol(false)
                .build());
    jedis.connect();
    return jedis;
  }
}
