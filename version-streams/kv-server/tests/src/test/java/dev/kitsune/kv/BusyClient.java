package dev.kitsune.kv;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kitsune.kv.suite.Wire;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.awaitility.Awaitility;

/**
 * A client that changes values of all types and at once changes them back, on one connection, so
 * that the contents are the same whenever it has stopped. It checks every reply.
 */
final class BusyClient {

  private static final Duration PATIENCE = Duration.ofMinutes(3);

  private final Random random;
  private final int keys;
  private final Thread thread;
  private final AtomicInteger rounds = new AtomicInteger();
  private final AtomicReference<Throwable> failure = new AtomicReference<>();
  private volatile boolean stopped;

  private BusyClient(InetSocketAddress server, int seed, int keys) {
    random = new Random(seed);
    this.keys = keys;
    thread = new Thread(() -> run(server, seed), "busy-" + seed);
  }

  /**
   * Starts a client.
   *
   * @param keys how many there are, {@code key:0} and so on, of the type that the number tells
   */
  static BusyClient start(InetSocketAddress server, int seed, int keys) {
    BusyClient client = new BusyClient(server, seed, keys);
    client.thread.start();
    return client;
  }

  /** Waits until it has done more rounds, or fails as it did. */
  void awaitRounds(int more) {
    int before = rounds.get();
    Awaitility.await()
        .atMost(PATIENCE)
        .until(() -> failure.get() != null || rounds.get() >= before + more);
    assertThat(failure.get()).isNull();
  }

  /** Lets it end its round, and fails as it did. */
  void stop() throws InterruptedException {
    stopped = true;
    thread.join(PATIENCE.toMillis());
    assertThat(thread.isAlive()).isFalse();
    assertThat(failure.get()).isNull();
  }

  private void run(InetSocketAddress server, int seed) {
    try (Wire wire = Wire.to(server)) {
      while (!stopped) {
        round(wire, "mark " + seed);
        rounds.incrementAndGet();
      }
    } catch (Throwable e) { // told by the thread that waits
      failure.set(e);
    }
  }

  private void round(Wire wire, String mark) {
    int base = random.nextInt(keys / 7) * 7;
    String value = "value " + base;
    assertThat(wire.call("GETSET", "key:" + base, value)).isEqualTo(value);
    assertThat(wire.call("INCRBY", "key:" + (base + 1), "0")).isEqualTo(":" + (base + 1));
    assertThat(wire.call("GET", "key:" + (base + 2))).isEqualTo("value " + (base + 2));
    wire.call("RPUSH", "key:" + (base + 3), mark);
    assertThat(wire.call("LREM", "key:" + (base + 3), "-1", mark)).isEqualTo(":1");
    assertThat(wire.call("SADD", "key:" + (base + 4), mark)).isEqualTo(":1");
    assertThat(wire.call("SREM", "key:" + (base + 4), mark)).isEqualTo(":1");
    assertThat(wire.call("ZADD", "key:" + (base + 5), "1", mark)).isEqualTo(":1");
    assertThat(wire.call("ZREM", "key:" + (base + 5), mark)).isEqualTo(":1");
    assertThat(wire.call("HSET", "key:" + (base + 6), mark, "v")).isEqualTo(":1");
    assertThat(wire.call("HDEL", "key:" + (base + 6), mark)).isEqualTo(":1");
  }
}
