package dev.kitsune.eval.kv;

import dev.kitsune.eval.subject.Said;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.stream.Collectors;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.exceptions.JedisConnectionException;
import redis.clients.jedis.exceptions.JedisException;

/**
 * One connection that is opened before the first update and never again: what it sees of the server
 * it sees over the same socket. Once it fails it stays failed.
 */
final class Control implements AutoCloseable {

  private final Jedis jedis;
  private boolean failed;

  /** Opens the connection. */
  Control(InetSocketAddress address, int timeoutMillis) {
    jedis = Clients.open(address, timeoutMillis);
  }

  /** Asks the server; {@link Said#NOTHING} if this connection has failed, now or earlier. */
  Said said() {
    if (failed) {
      return Said.NOTHING;
    }
    try {
      Map<String, String> fields = fields(jedis.info());
      return new Said(
          fields.getOrDefault("redis_version", ""),
          Long.valueOf(fields.getOrDefault("process_id", "-1")),
          jedis.dbSize());
    } catch (JedisException | NumberFormatException | ClassCastException e) {
      failed = true;
      return Said.NOTHING;
    }
  }

  /** Lets the server save everything, and end. */
  void saveAndShutDown() throws IOException {
    try {
      jedis.configSet("save", "900 1"); // since 2.0.4 nothing is saved where there is no save point
      jedis.shutdown();
    } catch (JedisConnectionException e) {
      // The connection ends with the server.
    } catch (JedisException e) {
      throw new IOException("server does not save and end: " + e.getMessage(), e);
    }
  }

  /** Returns whether the connection has failed. */
  boolean hasFailed() {
    return failed;
  }

  @Override
  public void close() {
    jedis.disconnect();
  }

  private static Map<String, String> fields(String info) {
    return info.lines()
        .map(line -> line.split(":", 2))
        .filter(pair -> pair.length == 2)
        .collect(Collectors.toMap(pair -> pair[0], pair -> pair[1].strip(), (a, b) -> b));
  }
}
