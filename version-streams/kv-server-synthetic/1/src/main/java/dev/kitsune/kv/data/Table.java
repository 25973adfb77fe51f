package dev.kitsune.kv.data;

import org.jspecify.annotations.Nullable;

/** One of the two tables of a {@link Dict}: chains of entries, a power of two of them or none. */
final class Table<V> {

  /** One key and its value. */
  static final class Entry<V> {
    final Bytes key;
    V value;
    @Nullable Entry<V> next;
    int lookups; // how often the key was looked up

    Entry(Bytes key, V value, @Nullable Entry<V> next) {
      this.key = key;
      this.value = value;
      this.next = next;
    }
  }

  private final @Nullable Entry<V>[] chains;
  private int used;

  Table(int slots) {
    chains = newArray(slots);
  }

  @SuppressWarnings({"unchecked", "rawtypes"}) // an array of a generic type has no other beginning
  private static <V> @Nullable Entry<V>[] newArray(int slots) {
    return (Entry<V>[]) new Entry[slots];
  }

  /** Returns how many entries there are. */
  int used() {
    return used;
  }

  /** Returns how many chains there are. */
  int slots() {
    return chains.length;
  }

  /** Returns the first entry of a chain, or null if it is empty. */
  @Nullable Entry<V> chain(int index) {
    return chains[index];
  }

  /** Returns the key's entry, or null. */
  @Nullable Entry<V> find(Bytes key) {
    if (used == 0) {
      return null;
    }
    Entry<V> entry = chains[indexOf(key)];
    while (entry != null && !entry.key.equals(key)) {
      entry = entry.next;
    }
    if (entry != null) {
      entry.lookups++;
    }
    return entry;
  }

  /** Adds a key that is not here, at the head of its chain. */
  void insert(Bytes key, V value) {
    int index = indexOf(key);
    chains[index] = new Entry<>(key, value, chains[index]);
    used++;
  }

  /** Removes a key; returns whether it was here. */
  boolean remove(Bytes key) {
    if (used == 0) {
      return false;
    }
    int index = indexOf(key);
    Entry<V> before = null;
    for (Entry<V> entry = chains[index]; entry != null; before = entry, entry = entry.next) {
      if (entry.key.equals(key)) {
        if (before == null) {
          chains[index] = entry.next;
        } else {
          before.next = entry.next;
        }
        used--;
        return true;
      }
    }
    return false;
  }

  /** Moves the entries of one chain into another table. */
  void moveChain(int index, Table<V> target) {
    Entry<V> entry = chains[index];
    chains[index] = null;
    while (entry != null) {
      Entry<V> next = entry.next;
      int targetIndex = target.indexOf(entry.key);
      entry.next = target.chains[targetIndex];
      target.chains[targetIndex] = entry;
      target.used++;
      used--;
      entry = next;
    }
  }

  /** Visits all entries; the visitor may remove the one that it is given. */
  void forEach(Dict.Visitor<V> visitor) {
    for (Entry<V> chain : chains) {
      for (Entry<V> entry = chain; entry != null; ) {
        Entry<V> next = entry.next;
        visitor.visit(entry.key, entry.value);
        entry = next;
      }
    }
  }

  /**
   * Visits the entries whose hashes, their bits reversed, lie from one number up to another; 0 as
   * the end stands for all. The range is at most one chain long.
   */
  void visitRange(int from, int to, Dict.Visitor<V> visitor) {
    if (used == 0) {
      return;
    }
    for (Entry<V> entry = chains[Integer.reverse(from) & (chains.length - 1)]; entry != null; ) {
      Entry<V> next = entry.next;
      int position = Integer.reverse(entry.key.hashCode());
      if (Integer.compareUnsigned(position, from) >= 0
          && Integer.compareUnsigned(position, to - 1) <= 0) {
        visitor.visit(entry.key, entry.value);
      }
      entry = next;
    }
  }

  private int indexOf(Bytes key) {
    return key.hashCode() & (chains.length - 1);
  }
}
