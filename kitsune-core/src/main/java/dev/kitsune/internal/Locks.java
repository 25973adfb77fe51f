package dev.kitsune.internal;

import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock.WriteLock;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The {@code java.util.concurrent} locks that program code made, held weakly. The JVM's own answer
 * to who owns a lock walks the heap, so its cost would follow the heap.
 */
public final class Locks {

  private static final Set<Entry> LOCKS = ConcurrentHashMap.newKeySet();
  private static final ReferenceQueue<Object> GONE = new ReferenceQueue<>();

  private Locks() {}

  /** A lock by identity; locks may have an {@code equals} of their own. */
  private static final class Entry extends WeakReference<Object> {
    private final int hash;

    Entry(Object lock) {
      super(lock, GONE);
      hash = System.identityHashCode(lock);
    }

    @Override
    public int hashCode() {
      return hash;
    }

    @Override
    public boolean equals(@Nullable Object other) {
      if (this == other) {
        return true;
      }
      Object lock = get();
      return lock != null && other instanceof Entry entry && entry.refersTo(lock);
    }
  }

  /** Registers a lock; others than the two reentrant ones are ignored. */
  static void register(Object lock) {
    for (Reference<?> gone = GONE.poll(); gone != null; gone = GONE.poll()) {
      LOCKS.remove(gone);
    }
    LOCKS.add(new Entry(lock));
    if (lock instanceof ReentrantReadWriteLock both) {
      // It does not keep the whole alive, so the program may hold on to it alone.
      LOCKS.add(new Entry(both.writeLock()));
    }
  }

  /** Returns the registered locks that the calling thread owns, by class and identity. */
  public static List<String> heldByCurrentThread() {
    return heldByCurrentThread(lock -> false);
  }

  /**
   * As {@link #heldByCurrentThread()}.
   *
   * @param givenBack tells those apart that are not counted
   */
  public static List<String> heldByCurrentThread(Predicate<Object> givenBack) {
    List<String> held = new ArrayList<>();
    for (Entry entry : LOCKS) {
      Object lock = entry.get();
      if (lock instanceof ReentrantLock reentrant) {
        if (reentrant.isHeldByCurrentThread() && !givenBack.test(lock)) {
          held.add(nameOf(lock));
        }
      } else if (lock instanceof WriteLock write) {
        if (write.isHeldByCurrentThread() && !givenBack.test(write)) {
          held.add(nameOf(lock) + ".writeLock");
        }
      } else if (lock instanceof ReentrantReadWriteLock both) {
        if (both.getReadHoldCount() > 0) {
          held.add(nameOf(lock) + ".readLock");
        }
      }
    }
    return held;
  }

  /** Releases all registered locks that the calling thread owns; it was unwound. */
  public static void releaseHeldByCurrentThread() {
    for (Entry entry : LOCKS) {
      Object lock = entry.get();
      if (lock instanceof Lock exclusive) {
        release(exclusive);
      } else if (lock instanceof ReentrantReadWriteLock both) {
        while (both.getReadHoldCount() > 0) {
          both.readLock().unlock();
        }
      }
    }
  }

  /** Unlocks as often as the calling thread locked. */
  static void release(Lock held) {
    if (held instanceof ReentrantLock lock) {
      while (lock.isHeldByCurrentThread()) {
        lock.unlock();
      }
    } else if (held instanceof WriteLock lock) {
      while (lock.isHeldByCurrentThread()) {
        lock.unlock();
      }
    }
  }

  /** Returns the registered lock of a condition if the calling thread holds it, else null. */
  static @Nullable Lock heldWith(Condition condition) {
    for (Entry entry : LOCKS) {
      Object each = entry.get();
      try {
        // The question tells whose condition it is: it throws for another lock's.
        if (each instanceof ReentrantLock lock && lock.isHeldByCurrentThread()) {
          lock.hasWaiters(condition);
          return lock;
        }
        if (each instanceof ReentrantReadWriteLock both && both.isWriteLockedByCurrentThread()) {
          both.hasWaiters(condition);
          return both.writeLock();
        }
      } catch (IllegalArgumentException e) {
        continue;
      }
    }
    return null;
  }

  /** Not the lock's own text, which may be the program's code. */
  private static String nameOf(Object lock) {
    return lock.getClass().getName() + '@' + Integer.toHexString(System.identityHashCode(lock));
  }

  /** Returns how many locks are registered, for tests. */
  static int size() {
    return LOCKS.size();
  }
}
