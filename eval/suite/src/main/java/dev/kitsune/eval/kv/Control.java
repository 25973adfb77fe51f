package dev.kitsune.eval.kv;

import java.net.InetSocketAddress;
import java.util.Map;
import java.util.stream.Collectors;
import redis.clients.jedis.Jedis;

/**
 * One connection that is opened before the first update and never again: what it sees of the server
 * it sees over the same socket. Any failure is thrown.
 */
public final class Control implements AutoCloseable {

  private final Jedis jedis;

  /** Opens the connection. */
  public Control(InetSocketAddress address, int timeoutMillis) {
    jedis = new Jedis(address.getHostString(), address.getPort(), timeoutMillis);
    jedis.connect();
  }

  /** Returns INFO's fields. */
  public Map<String, String> info() {
    return jedis
        .info()
        .lines()
        .map(line -> line.split(":", 2))
        .filter(pair -> pair.length == 2)
        .collect(Collectors.toMap(pair -> pair[0], pair -> pair[1].strip(), (a, b) -> b));
  }

  /** Returns the release that the server says it is. */
  public String version() {
    return info().getOrDefault("redis_version", "");
  }

  /** Returns the number of keys. */
  public long keys() {
    return jedis.dbSize();
  }

  @Override
  public void close() {
    jedis.disconnect();
  }
}
