package dev.kitsune.internal;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * A wait that gives a lock back, {@code Object.wait} or {@code Condition.await}. The thread is held
 * inside that very call, so the lock is free meanwhile and no notification is lost: one that comes
 * is returned after a roll-back, and handed on to another waiter when the thread is unwound.
 */
public abstract class LockWait extends PointWait {

  private boolean notified;

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

  /** Waits until notified; returns false if the time elapsed, as far as the JDK's call tells. */
  public final boolean await() throws InterruptedException {
    return run(left -> notified || waitOn(left));
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
  public final void hold(WakeableThread thread, BooleanSupplier decided) {
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
        if (thread.endInterruptedWait()) {
          thread.keepInterrupt();
        }
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
