package dev.kitsune.kv.data;

import dev.kitsune.kv.data.Table.Entry;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * The release's hash table: chained, always a power of two in size, and grown little by little.
 * While it grows there are two tables; every access moves one chain from the old to the new one, so
 * that no single request pays for all.
 *
 * <pre>
 *   settled --(insert, full)--> rehashing --(last chain moved)--> settled
 * </pre>
 *
 * <p>Not thread-safe. Chains do not move inside {@link #forEach}.
 *
 * @param <V> the values
 */
public final class Dict<V> {

  private static final int LEAST_SLOTS = 4;
  private static final int SPARSE_PERCENT = 10;
  private static final int CHAINS_AT_A_TIME = 100;

  /** While it is false no table begins to grow or shrink; the release saves memory so in a save. */
  private static boolean mayResize = true;

  /** How many entries there must be for each chain for a table to grow although it may not. */
  private static int forceResizeRatio = 5;

  /** What is done with each entry; see {@link Dict#forEach}. */
  @FunctionalInterface
  public interface Visitor<V> {

    /** Called once for each entry, which it may remove. */
    void visit(Bytes key, V value);
  }

  private Table<V> current = new Table<>(0);
  private @Nullable Table<V> growing; // what current is moved into
  private int nextChain; // of current, while rehashing
  private int iterators;

  /** Sets whether tables may begin to grow and shrink; all tables, as in the release. */
  public static void setMayResize(boolean allowed) {
    mayResize = allowed;
  }

  /** Returns how many keys there are. */
  public int size() {
    return growing == null ? current.used() : current.used() + growing.used();
  }

  /** Returns how many chains there is room for. */
  public int slots() {
    return growing == null ? current.slots() : current.slots() + growing.slots();
  }

  /** Returns whether chains are still to be moved. */
  public boolean isRehashing() {
    return growing != null;
  }

  /** Returns the key's value, or null if the key is missing. */
  public @Nullable V get(Bytes key) {
    Entry<V> entry = find(key);
    return entry == null ? null : entry.value;
  }

  /** Returns whether the key is here. */
  public boolean contains(Bytes key) {
    return find(key) != null;
  }

  /** Returns the key's own object that equals this one, or null. */
  public @Nullable Bytes storedKey(Bytes key) {
    Entry<V> entry = find(key);
    return entry == null ? null : entry.key;
  }

  /** Adds the key unless it is here; returns whether it was added. */
  public boolean putIfAbsent(Bytes key, V value) {
    if (find(key) != null) {
      return false;
    }
    insert(key, value);
    return true;
  }

  /** Adds the key or replaces its value; returns whether it was added. */
  public boolean put(Bytes key, V value) {
    Entry<V> entry = find(key);
    if (entry != null) {
      entry.value = value;
      return false;
    }
    insert(key, value);
    return true;
  }

  /** Removes the key; returns whether it was here. */
  public boolean remove(Bytes key) {
    rehashStep();
    return current.remove(key) || growing != null && growing.remove(key);
  }

  /** Removes all keys. */
  public void clear() {
    current = new Table<>(0);
    growing = null;
  }

  /**
   * Returns a random key: one of a random chain, so not all keys are equally likely. Null if there
   * are none.
   */
  public @Nullable Bytes randomKey(RandomGenerator random) {
    int size = size();
    if (size == 0) {
      return null;
    }
    rehashStep();
    Entry<V> chain = null;
    while (chain == null) {
      int slot = random.nextInt(slots());
      chain =
          slot < current.slots() || growing == null
              ? current.chain(slot)
              : growing.chain(slot - current.slots());
    }
    int length = 0;
    for (Entry<V> entry = chain; entry != null; entry = entry.next) {
      length++;
    }
    Entry<V> chosen = chain;
    for (int steps = random.nextInt(length); steps > 0 && chosen.next != null; steps--) {
      chosen = chosen.next;
    }
    return chosen.key;
  }

  /** Visits all entries in the tables' order. The visitor may remove the entry that it is given. */
  public void forEach(Visitor<V> visitor) {
    iterators++;
    try {
      current.forEach(visitor);
      if (growing != null) {
        growing.forEach(visitor);
      }
    } finally {
      iterators--;
    }
  }

  /*
   * A walk in slices, between which the table may change and even grow or shrink, and which still
   * meets each entry that stays exactly once. Keys are taken in the order of their hashes' bits read
   * from the lowest up: a chain of a table of any size holds one contiguous range of that order, so
   * a cursor in it means the same for every table, and whether a key has been passed follows from
   * its hash alone.
   */

  /**
   * Visits the entries of the smallest range that begins at the cursor.
   *
   * @param cursor 0, or what the last call returned
   * @return where the next range begins; 0 if this was the last
   */
  public int visitRange(int cursor, Visitor<V> visitor) {
    int slots = growing == null ? current.slots() : Math.max(current.slots(), growing.slots());
    if (slots <= 1) {
      current.visitRange(cursor, 0, visitor);
      return 0;
    }
    int length = Integer.MIN_VALUE >>> (Integer.numberOfTrailingZeros(slots) - 1);
    int end = (cursor & -length) + length;
    current.visitRange(cursor, end, visitor);
    if (growing != null) {
      growing.visitRange(cursor, end, visitor);
    }
    return end;
  }

  /** Returns whether a walk in ranges that stands at the cursor has passed the key. */
  public static boolean isPassed(Bytes key, int cursor) {
    return Integer.compareUnsigned(Integer.reverse(key.hashCode()), cursor) < 0;
  }

  /** Moves chains until all are moved or the time is over. */
  public void rehash(long nanos) {
    long start = System.nanoTime();
    while (growing != null && iterators == 0 && System.nanoTime() - start < nanos) {
      for (int i = 0; i < CHAINS_AT_A_TIME && growing != null; i++) {
        moveChain(growing);
      }
    }
  }

  /** Begins to make the table smaller if less than a tenth of it is used. */
  public void shrinkIfSparse() {
    if (mayResize
        && growing == null
        && slots() > LEAST_SLOTS
        && size() * 100L / slots() < SPARSE_PERCENT) {
      resize(Math.max(size(), LEAST_SLOTS));
    }
  }

  private @Nullable Entry<V> find(Bytes key) {
    if (growing == null) {
      return current.find(key);
    }
    rehashStep();
    Entry<V> entry = current.find(key);
    return entry == null && growing != null ? growing.find(key) : entry;
  }

  private void insert(Bytes key, V value) {
    if (growing == null && current.used() >= current.slots() && mayGrow()) {
      resize(Math.max(LEAST_SLOTS, 2 * Math.max(current.used(), current.slots())));
    }
    (growing == null ? current : growing).insert(key, value);
  }

  /** A table's first slots are not growth; a table far too small grows whatever is saved. */
  private boolean mayGrow() {
    return mayResize || current.slots() == 0 || current.used() / current.slots() > forceResizeRatio;
  }

  private void resize(int wanted) {
    Table<V> table = new Table<>(powerOfTwo(wanted));
    if (current.slots() == 0) {
      current = table;
    } else {
      growing = table;
      nextChain = 0;
    }
  }

  private void rehashStep() {
    if (growing != null && iterators == 0) {
      moveChain(growing);
    }
  }

  private void moveChain(Table<V> target) {
    if (current.used() > 0) {
      while (current.chain(nextChain) == null) {
        nextChain++;
      }
      current.moveChain(nextChain++, target);
    }
    if (current.used() == 0) {
      current = target;
      growing = null;
    }
  }

  private static int powerOfTwo(int wanted) {
    int highest = Integer.highestOneBit(wanted);
    return highest == wanted ? wanted : highest << 1;
  }
}
