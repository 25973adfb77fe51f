package dev.kitsune.eval.kv;

import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.SplittableRandom;
import redis.clients.jedis.Jedis;

/**
 * A server whose data is what {@code DEBUG POPULATE} makes: {@code key:N} with {@code value:N}. It
 * is loaded in one request, so that millions of entries take seconds.
 */
public final class Populated implements AutoCloseable {

  private final Jedis jedis;
  private final int entries;

  /** Connects; the timeout must do for the loading of all entries. */
  public Populated(InetSocketAddress address, int entries, int timeoutMillis) {
    this.jedis = Clients.open(address, timeoutMillis);
    this.entries = entries;
  }

  /** Creates the data in an empty server. */
  public void load() {
    Object reply =
        jedis.sendCommand(
            () -> "DEBUG".getBytes(StandardCharsets.US_ASCII),
            "POPULATE",
            Integer.toString(entries));
    String text =
        reply instanceof byte[] bytes
            ? new String(bytes, StandardCharsets.US_ASCII)
            : String.valueOf(reply);
    if (!"OK".equals(text)) {
      throw new IllegalStateException("expected OK to DEBUG POPULATE, found " + text);
    }
  }

  /** Returns how many keys the server says it has. */
  public long keys() {
    return jedis.dbSize();
  }

  /** Reads random keys; returns how many values were not the right ones. */
  public int wrong(int count, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    int wrong = 0;
    for (int i = 0; i < count; i++) {
      int number = random.nextInt(entries);
      wrong += value(number).equals(jedis.get(key(number))) ? 0 : 1;
    }
    return wrong;
  }

  static String key(int number) {
    return "key:" + number;
  }

  static String value(int number) {
    return "value:" + number;
  }

  @Override
  public void close() {
    jedis.disconnect();
  }
}
