package dev.kitsune.eval.load;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/**
 * One connection's share of an open-loop load, on a thread of its own. Every request whose time has
 * come is sent, however late; a late one goes out at once, so that the backlog of a pause is seen.
 */
public final class OpenLoop {

  /** Sends one request and waits for its answer. */
  @FunctionalInterface
  public interface Request {

    /** Returns whether it was answered. */
    boolean issue();
  }

  /** Is told of each answer, by the loop's thread. */
  @FunctionalInterface
  public interface Answered {

    /** One request was answered. */
    void at(long dueNanos, long nowNanos);
  }

  private static final long LONGEST_NAP_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

  /** How long a loop works off its backlog after the end, before it gives up the rest. */
  private static final long GRACE_NANOS = TimeUnit.SECONDS.toNanos(30);

  private final Schedule schedule;
  private final Request request;
  private final Answered answered;
  private final Histogram lateness = new Histogram(3); // owned by the thread; read after join
  private final Thread thread;
  private volatile long endNanos = Long.MAX_VALUE;
  private long givenUp; // owned by the thread; read after join
  private volatile @Nullable Throwable failure;

  /** Makes a loop; {@link #start} begins it. */
  public OpenLoop(String name, Schedule schedule, Request request, Answered answered) {
    this.schedule = schedule;
    this.request = request;
    this.answered = answered;
    this.thread = new Thread(this::run, name);
    thread.setDaemon(true);
    thread.setUncaughtExceptionHandler((broken, cause) -> failure = cause);
  }

  /** Begins the loop on its thread. */
  public void start() {
    thread.start();
  }

  /** Ends the schedule at a moment; what was due before is still sent. */
  public void endAt(long nanos) {
    endNanos = nanos;
  }

  /**
   * Waits until the loop has sent all that was due.
   *
   * @return how many requests were given up because the backlog was too long
   * @throws IllegalStateException if the loop itself broke, so that nothing it says counts
   */
  public long join() throws InterruptedException {
    thread.join();
    if (failure != null) {
      throw new IllegalStateException("load ended early: loop=" + thread.getName(), failure);
    }
    return givenUp;
  }

  /**
   * Returns how late, in microseconds, this client itself was: it was idle, and woke after the
   * time. Latencies contain this much that is not the server's.
   */
  public Histogram lateness() {
    return lateness;
  }

  private void run() {
    for (long number = 0; ; number++) {
      long due = schedule.dueNanos(number);
      if (!awaitDue(due)) {
        return;
      }
      if (System.nanoTime() - endNanos > GRACE_NANOS) {
        givenUp = (endNanos - due) / schedule.periodNanos() + 1;
        return;
      }
      if (request.issue()) {
        answered.at(due, System.nanoTime());
      }
    }
  }

  /** Returns false if the schedule ends before this request. */
  private boolean awaitDue(long due) {
    boolean idle = false;
    for (long now; (now = System.nanoTime()) < due; idle = true) {
      if (now >= endNanos) {
        return false;
      }
      LockSupport.parkNanos(Math.min(due - now, LONGEST_NAP_NANOS));
    }
    if (due >= endNanos) {
      return false;
    }
    if (idle) {
      lateness.recordValue(TimeUnit.NANOSECONDS.toMicros(System.nanoTime() - due));
    }
    return true;
  }
}
