package dev.kitsune.update;

import dev.kitsune.internal.EndingSite;
import dev.kitsune.transform.TransformException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/*
 * Two ways to stop a transformation
 *
 * The walk asks every few thousand objects. Program code that it calls (hashCode, compareTo, rules)
 * may never come back, and then nobody asks: so a watcher dooms the update's own thread and switches
 * the call sites of both versions, which are all parked. The thrown UpdateUnwind comes out of the
 * walk like any failure.
 */
/** Stops a transformation that takes too long, or that was called off. One thread, used once. */
final class TransformDeadline implements AutoCloseable {

  private final Thread walker = Thread.currentThread();
  private final CountDownLatch over = new CountDownLatch(1);
  private final List<EndingSite> sites;
  private final Duration deadline;
  private final long endNanos;
  private final Thread watcher;
  private boolean fired; // guarded by this
  private boolean closed; // guarded by this
  private volatile @Nullable String calledOff;

  /**
   * Starts watching the calling thread.
   *
   * @param startNanos when the transformation began
   * @param sites of all code that may run in it; nothing else runs that code now
   */
  TransformDeadline(long startNanos, Duration deadline, List<EndingSite> sites) {
    this.deadline = deadline;
    this.sites = sites;
    this.endNanos = startNanos + deadline.toNanos();
    this.watcher = new Thread(null, this::watch, "kitsune-deadline", 0, false);
    watcher.setDaemon(true);
    watcher.start();
  }

  private void watch() {
    try {
      if (!over.await(endNanos - System.nanoTime(), TimeUnit.NANOSECONDS)) {
        fire();
      }
    } catch (InterruptedException e) {
      fire();
    }
  }

  private synchronized void fire() {
    if (!closed) {
      fired = true;
      EndingSite.doom(walker);
      sites.forEach(EndingSite::on);
      walker.interrupt();
    }
  }

  /** Stops the transformation for another reason. */
  void callOff(String reason) {
    calledOff = reason;
    watcher.interrupt();
  }

  /** Throws if time is up; the walk calls it every few thousand objects. */
  void check() {
    if (calledOff != null || System.nanoTime() - endNanos > 0) {
      throw TransformException.stopped(message());
    }
  }

  /** Whether the watcher stopped the walk. */
  synchronized boolean hasFired() {
    return fired;
  }

  /** Says why the transformation was stopped. */
  String message() {
    String reason = calledOff;
    return reason != null
        ? reason
        : "the transformation did not end in time: deadline="
            + deadline.toMillis()
            + " ms; raise --transform-deadline, or look for a rule, hashCode or compareTo that loops";
  }

  /** Ends the watching; the sites do nothing again. */
  @Override
  public synchronized void close() {
    closed = true;
    over.countDown();
    if (fired) {
      sites.forEach(EndingSite::off);
      EndingSite.pardon(walker);
      Thread.interrupted();
    }
  }
}
