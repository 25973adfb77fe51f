package dev.kitsune.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.Timer;
import java.util.concurrent.ExecutorService;
import org.jspecify.annotations.Nullable;

/**
 * What one version starts before its commit without telling the runtime: threads inherit the mark,
 * pools and timers that its code makes are listed, so that a roll-back can end them.
 */
public final class Offspring {

  private static final InheritableThreadLocal<Offspring> MARK = new InheritableThreadLocal<>();

  private final List<Object> pools = new ArrayList<>(); // guarded by itself
  private boolean open = true; // guarded by pools

  /** The thread-local that carries the mark. */
  public static InheritableThreadLocal<Offspring> mark() {
    return MARK;
  }

  /** Marks the calling thread, and so all that it starts. */
  public void enter() {
    MARK.set(this);
  }

  /** Whether the calling thread is marked. */
  public boolean isCurrent() {
    return MARK.get() == this;
  }

  /** Program code made a pool or a timer. */
  static void made(Object pool) {
    Offspring current = MARK.get();
    if (current != null) {
      current.add(pool);
    }
  }

  private void add(Object pool) {
    synchronized (pools) {
      if (open) {
        pools.add(pool);
      }
    }
  }

  /** Stops listing; the version was committed, and its threads keep the mark for ever. */
  public void close() {
    synchronized (pools) {
      open = false;
      pools.clear();
    }
  }

  /**
   * Shuts down the pools and timers that were made.
   *
   * @return one line for each that would not
   */
  public List<String> shutDown() {
    List<Object> made;
    synchronized (pools) {
      made = List.copyOf(pools);
    }
    close();
    List<String> notes = new ArrayList<>();
    for (Object pool : made) {
      String failure = shutDown(pool);
      if (failure != null) {
        notes.add("left over: " + pool.getClass().getName() + " did not shut down: " + failure);
      }
    }
    return notes;
  }

  private static @Nullable String shutDown(Object pool) {
    try {
      if (pool instanceof Timer timer) {
        timer.cancel();
      } else if (pool instanceof ExecutorService executor) {
        List<Runnable> unused = executor.shutdownNow();
        assert unused != null;
      }
      return null;
    } catch (RuntimeException | Error e) {
      return e.toString();
    }
  }
}
