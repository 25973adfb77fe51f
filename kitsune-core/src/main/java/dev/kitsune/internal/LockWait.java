package dev.kitsune.internal;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/*
 * Why a wait that an update broke off returns
 *
 * A waiter that is interrupted leaves the wait set first and gets its lock back later. Who holds the
 * lock in between may make true what the waiter waits for, and notify nobody. So the waiter must
 * look at its condition again before it waits again, and only the program can: the wait returns, as
 * after a spurious wake-up, which both JDK calls allow themselves at any time. Given the program's
 * condition as a predicate, we look ourselves, and then the time of the wait stays one whole.
 *
 * A held thread stands inside the JDK's own wait, since nothing else gives a monitor back. There it
 * may consume a notification that was meant for another waiter, of the other version: when it is
 * unwound it hands that on.
 */
/** A wait that gives a lock back, {@code Object.wait} or {@code Condition.await}. */
public abstract class LockWait extends PointWait {

  private boolean looksAgain;
  private boolean notified; // while it was held

  private LockWait(String label, long timeoutNanos) {
    super(label, timeoutNanos);
  }

  /**
   * Makes an {@code Object.wait}.
   *
   * @param timeoutNanos the whole time of the wait, or {@link #FOREVER}
   */
  public static LockWait on(String label, Object monitor, long timeoutNanos) {
    return new OnMonitor(label, monitor, timeoutNanos);
  }

  /**
   * Makes a {@code Condition.await}.
   *
   * @param timeoutNanos the whole time of the wait, or {@link #FOREVER}
   */
  public static LockWait on(String label, Condition condition, long timeoutNanos) {
    return new OnCondition(label, condition, timeoutNanos);
  }

  /** Waits until notified, or broken off; returns false if the time elapsed as far as is known. */
  public final boolean await() throws InterruptedException {
    return run(left -> looksAgain || waitOn(left));
  }

  /** Waits until the condition is true; returns false if the time elapsed before. */
  public final boolean await(BooleanSupplier until) throws InterruptedException {
    return run(left -> {
      for (long rest = left; !until.getAsBoolean(); rest = leftNanos()) {
        if (rest == 0) {
          return false;
        }
        waitOn(rest);
      }
      return true;
    });
  }

  /** Waits as the JDK's call; the lock is held before and after. */
  abstract boolean waitOn(long nanos) throws InterruptedException;

  /** Notifies one other waiter. */
  abstract void passOn();

  /** Whether this waits on a monitor, told by its object's class and identity hash code. */
  public boolean isOnMonitor(String className, int identityHashCode) {
    return false;
  }

  @Override
  final void brokenOff() {
    looksAgain = true;
  }

  @Override
  public final void hold(WakeableThread thread, BooleanSupplier decided) {
    looksAgain = true;
    if (refusal() != null) {
      super.hold(thread, decided);
      return;
    }
    while (true) {
      thread.beginWait(null);
      if (decided.getAsBoolean()) {
        thread.endWait();
        return;
      }
      try {
        waitOn(FOREVER);
        notified = true;
        thread.endWait();
      } catch (InterruptedException e) {
        thread.endInterruptedHold();
      }
    }
  }

  @Override
  public void unwound() {
    if (notified) {
      passOn();
    }
  }

  private static final class OnMonitor extends LockWait {
    private final Object monitor;

    OnMonitor(String label, Object monitor, long timeoutNanos) {
      super(label, timeoutNanos);
      this.monitor = monitor;
    }

    @Override
    void check() {
      if (!Thread.holdsLock(monitor)) {
        throw new IllegalMonitorStateException("current thread is not owner");
      }
    }

    @Override
    public boolean isOnMonitor(String className, int identityHashCode) {
      return monitor.getClass().getName().equals(className)
          && System.identityHashCode(monitor) == identityHashCode;
    }

    @Override
    boolean waitOn(long nanos) throws InterruptedException {
      if (nanos == FOREVER) {
        monitor.wait();
      } else {
        TimeUnit.NANOSECONDS.timedWait(monitor, nanos);
      }
      return true;
    }

    @Override
    void passOn() {
      monitor.notify();
    }
  }

  private static final class OnCondition extends LockWait {
    private final Condition condition;
    private @Nullable Lock lock;

    OnCondition(String label, Condition condition, long timeoutNanos) {
      super(label, timeoutNanos);
      this.condition = condition;
    }

    @Override
    void check() {
      lock = Locks.heldWith(condition);
    }

    @Override
    public @Nullable String refusal() {
      return lock != null
          ? null
          : "waits on a condition of a lock that the runtime does not know: condition="
              + condition.getClass().getName()
              + "; make a ReentrantLock or ReentrantReadWriteLock in the program's own code, and"
              + " keep the latter and not its write lock alone";
    }

    @Override
    public boolean givesBack(Object other) {
      return lock == other;
    }

    @Override
    boolean waitOn(long nanos) throws InterruptedException {
      if (nanos == FOREVER) {
        condition.await();
        return true;
      }
      return condition.awaitNanos(nanos) > 0;
    }

    @Override
    void passOn() {
      condition.signal();
    }

    /** The skipped {@code finally} would have unlocked. */
    @Override
    public void unwound() {
      super.unwound();
      if (lock != null) {
        Locks.release(lock);
      }
    }
  }
}
