package dev.kitsune.eval.kv;

import dev.kitsune.eval.load.ClosedLoop;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.Objects;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.exceptions.JedisException;

/** A client that writes or reads one key of its own. */
final class KvClient implements ClosedLoop.Client {

  private static final int KEYS = 1000;

  private final Jedis jedis;
  private final boolean isWriting;
  private int number;

  KvClient(InetSocketAddress server, int timeoutMillis, String operation) throws IOException {
    isWriting = operation.equals("SET");
    try {
      jedis = Clients.open(server, timeoutMillis);
      for (int i = 0; i < KEYS && !isWriting; i++) {
        jedis.set(key(i), Values.of(key(i), 0));
      }
    } catch (JedisException e) {
      throw new IOException("cannot connect: server=" + server, e);
    }
  }

  @Override
  public void ask() throws IOException {
    String key = key(number++ % KEYS);
    String value = Values.of(key, 0);
    String expected = isWriting ? "OK" : value;
    String reply = isWriting ? jedis.set(key, value) : jedis.get(key);
    if (!Objects.equals(expected, reply)) {
      throw new IOException("expected " + expected + ", found " + reply);
    }
  }

  private static String key(int number) {
    return "closed:" + number;
  }

  @Override
  public void close() {
    jedis.disconnect();
  }
}
