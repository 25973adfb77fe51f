package dev.kitsune;

import dev.kitsune.internal.GateControl;
import dev.kitsune.internal.Gates;
import java.util.ArrayDeque;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The way into a program for events that come from a library's threads, which have no stack of the
 * program between two events. One turn at a time passes; a gate that is closed for an update holds
 * events back until a version runs again.
 *
 * <p>A gate is platform state: the object outlives versions. Its {@linkplain #bind delegate} and
 * what its {@linkplain #addRoots roots} show belong to the program, and are carried forward.
 *
 * <p>Turns are re-entrant. No turn may contain an update point. A thread of a new version that
 * enters before commit gets an {@link IllegalStateException}: such work belongs into {@link
 * Kitsune#afterCommit}.
 *
 * <p>All methods may be called from any thread.
 */
public final class Gate {

  /**
   * Shows the program's objects that platform objects hold, for instance attributes of sessions.
   */
  @FunctionalInterface
  public interface Roots {

    /**
     * Replaces every root by what the operator returns for it. Called while the gate is closed:
     * once with an operator that returns its argument, to learn the roots, and once or twice more
     * to write. A null root need not be shown.
     */
    void replaceAll(UnaryOperator<@Nullable Object> operator);
  }

  private static final long RECHECK_NANOS = 200_000;

  private final String name;
  private final AtomicReference<@Nullable Thread> owner = new AtomicReference<>();
  private final ArrayDeque<Thread> waiting = new ArrayDeque<>();
  private volatile int waiters;
  private int depth; // guarded by ownership
  private volatile @Nullable Object delegate;
  private final GateControl control = new Control();
  private final List<Roots> roots = new CopyOnWriteArrayList<>();

  private Gate(String name) {
    this.name = name;
  }

  /**
   * Makes a gate that takes part in updates from now on, for as long as it is reachable.
   *
   * @param name what messages call it
   */
  public static Gate named(String name) {
    Gate gate = new Gate(name);
    Gates.register(gate.control);
    return gate;
  }

  /** Returns the name given at creation. */
  public String name() {
    return name;
  }

  /** Begins a turn, waiting while another thread has one or the gate is closed. */
  public void enter() {
    Thread self = Thread.currentThread();
    if (owner.compareAndSet(null, self)) {
      return;
    }
    enterContended(self);
  }

  /**
   * Ends a turn.
   *
   * @throws IllegalMonitorStateException if this thread has no turn
   */
  public void exit() {
    if (owner.getPlain() != Thread.currentThread()) {
      throw new IllegalMonitorStateException("gate is not held by this thread: name=" + name);
    }
    if (depth > 0) {
      depth--;
      return;
    }
    if (waiters != 0) {
      handOver();
    } else {
      // Release only, so that a turn costs one atomic instruction. A thread that begins to wait
      // between the look at waiters and this line finds the gate free after RECHECK_NANOS.
      owner.setRelease(null);
    }
  }

  /** Runs one turn. */
  public void run(Runnable turn) {
    enter();
    try {
      turn.run();
    } finally {
      exit();
    }
  }

  /** Returns whether this thread has a turn. */
  public boolean isHeldByCurrentThread() {
    return owner.get() == Thread.currentThread();
  }

  /**
   * Binds the program's object that handles what passes here. In a new version that still migrates
   * control the binding takes effect at commit; without one the old delegate's transformed form
   * stays bound.
   */
  public void bind(@Nullable Object newDelegate) {
    if (!Gates.deferBinding(control, newDelegate)) {
      delegate = newDelegate;
    }
  }

  /** Returns the bound delegate, or null if none was bound. Call it inside a turn. */
  public @Nullable Object bound() {
    return delegate;
  }

  /** Adds program objects that platform objects hold, as roots of the state transformation. */
  public void addRoots(Roots more) {
    roots.add(more);
  }

  private void enterContended(Thread self) {
    if (owner.get() == self) {
      depth++;
      return;
    }
    Gates.checkMayWait(control);
    take(self, System.nanoTime() + Long.MAX_VALUE / 2, /* first= */ false);
  }

  private boolean take(Thread self, long deadlineNanos, boolean first) {
    boolean interrupted = false;
    synchronized (waiting) {
      if (first) {
        waiting.addFirst(self);
      } else {
        waiting.addLast(self);
      }
      waiters++;
    }
    try {
      while (owner.get() != self && !owner.compareAndSet(null, self)) {
        long left = deadlineNanos - System.nanoTime();
        if (left <= 0) {
          break;
        }
        LockSupport.parkNanos(this, Math.min(left, RECHECK_NANOS));
        // A pending interrupt would make parking return at once, again and again.
        interrupted |= Thread.interrupted();
      }
    } finally {
      synchronized (waiting) {
        waiting.remove(self);
        waiters--;
      }
      if (interrupted) {
        self.interrupt();
      }
    }
    // Asked last: the gate may have been handed over while the time ran out.
    return owner.get() == self;
  }

  /**
   * Passes the gate on to whoever waits longest, an update before all others: under load the thread
   * that leaves would otherwise be back before a waiter is awake.
   */
  private void handOver() {
    Thread next;
    synchronized (waiting) {
      next = waiting.peekFirst();
      owner.set(next);
    }
    LockSupport.unpark(next);
  }

  /** What the runtime may do with this gate. */
  private final class Control implements GateControl {

    @Override
    public String name() {
      return name;
    }

    @Override
    public boolean close(long deadlineNanos) {
      return take(Thread.currentThread(), deadlineNanos, /* first= */ true);
    }

    @Override
    public void open() {
      exit();
    }

    @Override
    public @Nullable Thread owner() {
      return owner.get();
    }

    @Override
    public @Nullable Object delegate() {
      return delegate;
    }

    @Override
    public void delegate(@Nullable Object newDelegate) {
      delegate = newDelegate;
    }

    @Override
    public void replaceRoots(UnaryOperator<@Nullable Object> operator) {
      for (Roots each : roots) {
        each.replaceAll(operator);
      }
    }
  }
}
