package dev.kitsune.eval.kv;

import dev.kitsune.eval.load.GapLog;
import dev.kitsune.eval.load.OpenLoop;
import dev.kitsune.eval.load.Schedule;
import java.net.InetSocketAddress;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.exceptions.JedisException;

/**
 * One connection that reads random keys of {@link Populated populated} data at a fixed rate, and
 * keeps the times without an answer: what a client sees of a pause.
 */
public final class PopulatedProbe implements AutoCloseable {

  private static final double GAP_THRESHOLD_MILLIS = 1.5;

  private final Jedis jedis;
  private final SplittableRandom random;
  private final int entries;
  private final GapLog gaps = new GapLog(GAP_THRESHOLD_MILLIS);
  private final OpenLoop loop;
  private long answers; // owned by the loop; read after close
  private long wrong; // likewise
  private boolean broken; // likewise

  /** Connects, and begins at once. */
  public PopulatedProbe(
      InetSocketAddress address, int entries, double perSecond, int timeoutMillis, long seed) {
    this.jedis = Clients.open(address, timeoutMillis);
    this.random = new SplittableRandom(seed);
    this.entries = entries;
    this.loop =
        new OpenLoop(
            "size-probe",
            Schedule.share(System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(20), perSecond, 0, 1),
            this::ask,
            (due, now) -> gaps.answered(now));
    loop.start();
  }

  private boolean ask() {
    if (broken) {
      return false;
    }
    int number = random.nextInt(entries);
    try {
      String value = jedis.get(Populated.key(number));
      answers++;
      wrong += Populated.value(number).equals(value) ? 0 : 1;
      return true;
    } catch (JedisException e) {
      broken = true;
      return false;
    }
  }

  /** Returns the longest time without an answer that touches the time from start to end. */
  public double longestGapMillis(long startNanos, long endNanos) {
    return gaps.longestTouching(startNanos, endNanos);
  }

  /**
   * Ends the probe.
   *
   * @return what it found: empty if every request had its answer over the one connection
   */
  public String stop() throws InterruptedException {
    loop.endAt(System.nanoTime());
    long givenUp = loop.join();
    if (broken) {
      return "the probe's connection was dropped after " + answers + " answers";
    }
    return wrong == 0 && givenUp == 0
        ? ""
        : "wrong values=" + wrong + ", without answer=" + givenUp + " of " + answers;
  }

  @Override
  public void close() {
    loop.endAt(System.nanoTime());
    jedis.disconnect();
  }
}
