package dev.kitsune.internal;

import java.nio.channels.Selector;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/*
 * How a wait is woken
 *
 * The JDK's blocking calls end early for one reason only, an interrupt, and then nothing has been
 * taken, acquired or sent. So an update interrupts a thread that waits in a wrapper, and the
 * wrapper swallows that interrupt. Two things must never happen: that a program's own interrupt is
 * swallowed with it, and that the update's is seen by the program. Hence every interrupt passes
 * here, since the JDK and programs call Thread.interrupt() virtually, and one word of state tells
 * them apart:
 *
 *   0 -- beginWait --> WAITING -- wake --> WAITING|WOKEN
 *                         |                     |
 *                         +---- interrupt ------+--> ...|INTERRUPTED
 *
 * The owner's way out of WAITING is one compare-and-set; only if a bit was set meanwhile does it
 * take the monitor, under which bits are set and interrupts delivered together. A wake therefore
 * is either delivered before the owner looks, or not at all.
 *
 * The JDK's waits also set the status of their own thread again, when an interrupt and what they
 * wait for come together. After a wake such a call is about the wake's interrupt, unless the
 * program's own is marked already; from another thread it is always the program's.
 *
 * A thread in a selector is woken by Selector.wakeup: an interrupt in channel I/O closes channels.
 */
/** A thread of the program, which an update may wake from a wait. */
public final class WakeableThread extends Thread {

  private static final int WAITING = 1;
  private static final int WOKEN = 2;
  private static final int INTERRUPTED = 4;

  private final AtomicInteger state = new AtomicInteger();
  private final Object delivery = new Object();
  private @Nullable Selector selector; // written by the owner before state, read after it
  private volatile boolean interruptKept;

  /** Makes a thread that inherits no thread-locals. */
  public WakeableThread(Runnable body, String name) {
    super(null, body, name, 0, false);
  }

  /** Begins a wait that an interrupt ends early. */
  public void beginWait() {
    beginWait(null);
  }

  /** Begins a wait in a selector; null for a wait that an interrupt ends early. */
  void beginWait(@Nullable Selector waitsIn) {
    selector = waitsIn;
    state.set(WAITING);
    if (isInterrupted()) {
      synchronized (delivery) {
        // If it was woken already, the wake has told the two apart.
        state.getAndUpdate(now -> now == WAITING ? now | INTERRUPTED : now);
      }
    }
  }

  /** Ends a wait that returned or failed. What was delivered for an update only is taken back. */
  public void endWait() {
    if (!state.compareAndSet(WAITING, 0)) {
      synchronized (delivery) {
        boolean interruptedByUpdate = state.get() == (WAITING | WOKEN) && selector == null;
        state.set(0);
        if (interruptedByUpdate) {
          Thread.interrupted();
        }
      }
    }
  }

  /**
   * Ends a wait that was interrupted.
   *
   * @return whether the program interrupted it, and not an update alone
   */
  public boolean endInterruptedWait() {
    synchronized (delivery) {
      // Without a bit the waited-for action threw of its own accord.
      boolean byProgram = (state.get() & (WOKEN | INTERRUPTED)) != WOKEN;
      boolean byUpdate = (state.get() & WOKEN) != 0;
      state.set(0);
      if (byUpdate) {
        // Both may have been delivered one after the other; the one exception stands for both.
        Thread.interrupted();
      }
      return byProgram;
    }
  }

  /** Wakes the thread if it waits in a wrapper. */
  public void wake() {
    if (state.get() == 0) {
      return;
    }
    synchronized (delivery) {
      // An interrupt status that is set before the wake's own is the program's.
      int woken = isInterrupted() ? WOKEN | INTERRUPTED : WOKEN;
      int before =
          state.getAndUpdate(now -> (now & (WAITING | WOKEN)) == WAITING ? now | woken : now);
      if ((before & (WAITING | WOKEN)) == WAITING) {
        Selector waitsIn = selector;
        if (waitsIn == null) {
          super.interrupt();
        } else {
          waitsIn.wakeup();
        }
      }
    }
  }

  @Override
  public void interrupt() {
    synchronized (delivery) {
      // In this order, so that a wait that begins meanwhile sees the one or is marked by the other.
      super.interrupt();
      boolean again = Thread.currentThread() == this;
      state.getAndUpdate(now ->
          now == 0 || (again && (now & WOKEN) != 0) ? now : now | INTERRUPTED);
    }
  }

  /**
   * Parks the calling thread, whatever happens to it, until what another thread decides is decided;
   * that thread calls {@link #release}.
   */
  public void hold(BooleanSupplier decided) {
    while (!decided.getAsBoolean()) {
      LockSupport.park(this);
      if (isInterrupted()) {
        keepInterrupt(); // before the status goes: a commit that looks meanwhile must see the one
        Thread.interrupted();
      }
    }
  }

  /** Lets the thread look again whether what it is held for is decided. */
  public void release() {
    wake();
    LockSupport.unpark(this);
  }

  /** Notes an interrupt that came while the thread is held at a point. */
  void keepInterrupt() {
    interruptKept = true;
  }

  /** Ends a wait of a held thread that was interrupted, and notes an interrupt of the program. */
  void endInterruptedHold() {
    synchronized (delivery) {
      if (endInterruptedWait()) {
        keepInterrupt();
      }
    }
  }

  /** Returns whether the program interrupted this thread, also while it was held. */
  public boolean isInterruptPending() {
    synchronized (delivery) {
      int now = state.get();
      // The status says nothing: an update may have set it, and a wait may just have cleared it.
      boolean told = (now & (WOKEN | INTERRUPTED)) != 0;
      return interruptKept || (told ? (now & INTERRUPTED) != 0 : isInterrupted());
    }
  }

  /** Sets the interrupt status again, for an interrupt that came while the thread was held. */
  public void restoreInterrupt() {
    if (interruptKept) {
      interruptKept = false;
      interrupt();
    }
  }
}
