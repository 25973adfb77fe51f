package dev.kitsune.internal;

import java.nio.channels.Selector;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * One wait that is an update point. An update wakes the thread, which then stands at the point;
 * after a roll-back it goes on waiting for the rest of its time, and after a commit the new
 * version's wait at the same label does.
 *
 * <p>On a thread that is not the program's, or without the runtime, it is the plain wait.
 */
public class PointWait {

  /** A limit that is none. */
  public static final long FOREVER = Long.MAX_VALUE;

  private final String label;
  private final long timeoutNanos;
  private final LongSupplier clock;
  private final @Nullable WakeableThread self;
  private long startedNanos;
  private long answered; // the last update request that the thread stood at the point for

  /**
   * Begins a wait of the calling thread.
   *
   * @param timeoutNanos the whole time of the wait, or {@link #FOREVER}
   */
  public PointWait(String label, long timeoutNanos) {
    this(label, timeoutNanos, System::nanoTime);
  }

  PointWait(String label, long timeoutNanos, LongSupplier clock) {
    this.label = label;
    this.timeoutNanos = timeoutNanos;
    this.clock = clock;
    this.self = Thread.currentThread() instanceof WakeableThread mine ? mine : null;
    this.startedNanos = isTimed() ? clock.getAsLong() : 0;
  }

  /**
   * What is waited for: a call that an {@link InterruptedException} ends without any effect.
   *
   * @param <T> what it returns
   * @param <X> what it throws besides
   */
  @FunctionalInterface
  public interface Action<T extends @Nullable Object, X extends Exception> {

    /** Waits for at most so long; without limit if it is {@link #FOREVER}. */
    T await(long leftNanos) throws InterruptedException, X;
  }

  /** Runs the action until it is done, broken off only for updates. */
  public final <T extends @Nullable Object, X extends Exception> T run(Action<T, X> action)
      throws InterruptedException, X {
    WakeableThread thread = self;
    while (true) {
      begin();
      T result;
      try {
        result = action.await(leftNanos());
      } catch (InterruptedException e) {
        if (thread == null || thread.endInterruptedWait()) {
          throw e;
        }
        brokenOff();
        continue;
      } catch (Throwable e) {
        end();
        throw e;
      }
      end();
      return result;
    }
  }

  /** As {@link #run}; an interrupt is kept for later. */
  public final <T extends @Nullable Object> T runUninterruptibly(
      Action<T, RuntimeException> action) {
    boolean interrupted = false;
    while (true) {
      try {
        T result = run(action);
        if (interrupted) {
          Thread.currentThread().interrupt();
        } else if (self != null) {
          self.restoreInterrupt();
        }
        return result;
      } catch (InterruptedException e) {
        if (self == null) {
          interrupted = true;
        } else {
          // Not in a local, so that a commit hands it on to the new version's thread.
          self.keepInterrupt();
        }
      }
    }
  }

  /** Stands at the point if an update is wanted, and then begins to wait. */
  private void begin() {
    while (!tryBegin(null)) {
      pass();
    }
    if (self == null) {
      pass();
    }
  }

  /**
   * Begins to wait, unless the thread must {@link #pass} its point before. What follows must look
   * again whether it has to wait, and ends with {@link #end}.
   *
   * @param selector what the thread waits in; null if an interrupt ends the wait early
   */
  public final boolean tryBegin(@Nullable Selector selector) {
    WakeableThread thread = self;
    if (thread == null) {
      return true;
    }
    thread.beginWait(selector);
    // The wait is visible before this look at the request, and a request before it looks for waits.
    if (isWanted()) {
      thread.endWait();
      return false;
    }
    return true;
  }

  /** Ends what {@link #tryBegin} began. */
  public final void end() {
    if (self != null) {
      self.endWait();
    }
  }

  /** Stands at the point if an update is wanted that this wait did not stand here for before. */
  public final void pass() {
    long request = Hooks.request();
    if (request != 0 && request != answered) {
      answered = request;
      Runtime runtime = Hooks.runtime();
      if (runtime != null) {
        check();
        runtime.arrive(label, this);
      }
    }
  }

  /** Whether an update is wanted that this wait did not stand at its point for. */
  public final boolean isWanted() {
    long request = Hooks.request();
    return request != 0 && request != answered;
  }

  /** Returns how much of the time is left, at least 0; {@link #FOREVER} if there is no limit. */
  public final long leftNanos() {
    return isTimed()
        ? Math.max(0, timeoutNanos - (clock.getAsLong() - startedNanos))
        : timeoutNanos;
  }

  private boolean isTimed() {
    return timeoutNanos != FOREVER;
  }

  // What the runtime asks of a wait that stands at its point.

  /**
   * Goes on for a wait of the old version: if both have a limit, the time counts from its start.
   */
  public final void continues(PointWait old) {
    if (isTimed() && old.isTimed()) {
      startedNanos = old.startedNanos;
    }
  }

  /** An update has broken the action off; it may be run again. */
  void brokenOff() {}

  /** Throws if the wait itself would. */
  void check() {}

  /** Returns why the thread may not be held here, or null. */
  public @Nullable String refusal() {
    return null;
  }

  /** Returns whether the lock or monitor is given back while the thread is held. */
  public boolean givesBack(Object lock) {
    return false;
  }

  /** Holds the calling thread until it is decided what becomes of it. */
  public void hold(WakeableThread thread, BooleanSupplier decided) {
    thread.hold(decided);
  }

  /** The thread is about to be unwound: gives back what the skipped code would have. */
  public void unwound() {}
}
