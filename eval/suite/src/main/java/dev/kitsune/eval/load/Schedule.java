package dev.kitsune.eval.load;

/**
 * A fixed schedule of arrivals. A request that is late keeps its place and its intended time, so
 * that a server that stands still cannot slow its clients down (no coordinated omission).
 *
 * @param startNanos the first arrival, on {@link System#nanoTime}'s clock
 * @param periodNanos between two arrivals
 */
public record Schedule(long startNanos, long periodNanos) {

  public Schedule {
    if (periodNanos <= 0) {
      throw new IllegalArgumentException("expected a positive period: periodNanos=" + periodNanos);
    }
  }

  /**
   * Returns one connection's share of a common rate, its arrivals between those of the others.
   *
   * @param perSecond the rate of all connections together
   */
  public static Schedule share(long startNanos, double perSecond, int connection, int connections) {
    double common = 1e9 / perSecond;
    return new Schedule(
        startNanos + Math.round(connection * common), Math.round(common * connections));
  }

  /** Returns when the request of this number, from 0, is due. */
  public long dueNanos(long number) {
    return startNanos + number * periodNanos;
  }
}
