package dev.kitsune.internal;

import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
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
  }

  /** Returns the registered locks that the calling thread owns, by class and identity. */
  public static List<String> heldByCurrentThread() {
    List<String> held = new ArrayList<>();
    for (Entry entry : LOCKS) {
      Object lock = entry.get();
      if (lock instanceof ReentrantLock reentrant) {
        if (reentrant.isHeldByCurrentThread()) {
          held.add(nameOf(lock));
        }
      } else if (lock instanceof ReentrantReadWriteLock both) {
        if (both.isWriteLockedByCurrentThread()) {
          held.add(nameOf(lock) + ".writeLock");
        }
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
      if (lock instanceof ReentrantLock reentrant) {
        while (reentrant.isHeldByCurrentThread()) {
          reentrant.unlock();
        }
      } else if (lock instanceof ReentrantReadWriteLock both) {
        while (both.isWriteLockedByCurrentThread()) {
          both.writeLock().unlock();
        }
        while (both.getReadHoldCount() > 0) {
          both.readLock().unlock();
        }
      }
    }
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
