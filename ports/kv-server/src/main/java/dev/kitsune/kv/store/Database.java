package dev.kitsune.kv.store;

import dev.kitsune.kv.data.Bytes;
import dev.kitsune.kv.data.Container;
import dev.kitsune.kv.data.Dict;
import dev.kitsune.kv.data.SwappedValue;
import dev.kitsune.kv.data.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * One database: keys with their values, and the deadlines of those that expire.
 *
 * <p>As in the release a read removes its key first if the key's time has passed, and a write
 * removes its key first if it has a deadline at all, passed or not: on a volatile key almost every
 * write begins with nothing.
 */
public final class Database {

  private static final int SAMPLED_PER_ROUND = 10;
  private static final int ANOTHER_ROUND_ABOVE = SAMPLED_PER_ROUND / 4;
  private static final long REHASH_NANOS = 1_000_000;
  private static final int KEY_OVERHEAD = 64;
  private static final int SAMPLED_TO_EVICT = 3;
  private static final int MOST_UNSETTLED = 64;

  private final int number;
  private final Keyspace keyspace;
  private Dict<Value> values = new Dict<>();
  private Dict<Long> deadlines = new Dict<>(); // in seconds since 1970

  private final List<Container> unsettled = new ArrayList<>(); // may have grown, not yet counted
  private long footprint;

  Database(int number, Keyspace keyspace) {
    this.number = number;
    this.keyspace = keyspace;
  }

  /** Returns the number by which clients select this database. */
  public int number() {
    return number;
  }

  /** Returns how many keys there are, those included whose passed deadline nobody noticed yet. */
  public int size() {
    return values.size();
  }

  /** Returns how many keys have a deadline. */
  public int volatileKeys() {
    return deadlines.size();
  }

  /** Returns how many chains the table of keys has. */
  public int slots() {
    return values.slots();
  }

  /** Returns the value as it stands in the table, whatever its deadline and wherever it is. */
  public @Nullable Value peek(Bytes key) {
    return values.get(key);
  }

  /** Returns the value to be read, or null if there is none any more. */
  public @Nullable Value read(Bytes key) {
    expireIfPassed(key);
    return inMemory(key, values.get(key));
  }

  /**
   * As {@link #read(Bytes)}, of one kind.
   *
   * @throws WrongTypeException if it is of another
   */
  public <T extends Value> @Nullable T read(Bytes key, Class<T> kind) {
    return cast(read(key), kind);
  }

  /** Returns the value to be changed: null if there is none, or if it had a deadline. */
  public @Nullable Value write(Bytes key) {
    keyspace.beforeChange(this, key);
    deleteIfVolatile(key);
    Value value = inMemory(key, values.get(key));
    if (value instanceof Container container) {
      mayGrow(container);
    }
    return value;
  }

  /**
   * As {@link #write(Bytes)}, of one kind.
   *
   * @throws WrongTypeException if it is of another
   */
  public <T extends Value> @Nullable T write(Bytes key, Class<T> kind) {
    return cast(write(key), kind);
  }

  /** Returns whether there is such a key. */
  public boolean exists(Bytes key) {
    expireIfPassed(key);
    return values.contains(key);
  }

  /** Sets the key's value, without touching its deadline. */
  public void put(Bytes key, Value value) {
    keyspace.beforeChange(this, key);
    Value old = values.get(key);
    if (old == null) {
      footprint += key.footprint() + KEY_OVERHEAD;
    } else {
      discount(old);
      leave(key, old);
    }
    count(value);
    values.put(key, value);
  }

  /** Puts in the place of a value what stands for it in the swap file. */
  public void swapOut(Bytes key, SwappedValue swapped) {
    Value value = values.get(key);
    if (value != null) {
      replace(key, value, swapped);
    }
  }

  /** Puts a value in the place of what stood for it; returns whether that stood there. */
  public boolean swapIn(Bytes key, SwappedValue swapped, Value value) {
    if (values.get(key) != swapped) {
      return false;
    }
    replace(key, swapped, value);
    Pager pager = keyspace.pager();
    if (pager != null) {
      pager.loaded(this, key, swapped);
    }
    return true;
  }

  private @Nullable Value inMemory(Bytes key, @Nullable Value value) {
    if (!(value instanceof SwappedValue swapped)) {
      return value;
    }
    Value present = keyspace.present(swapped);
    swapIn(key, swapped, present);
    return present;
  }

  /** The same contents in another form: for a snapshot nothing changes. */
  private void replace(Bytes key, Value before, Value after) {
    discount(before);
    count(after);
    values.put(key, after);
  }

  private void count(Value value) {
    if (value instanceof Container container) {
      footprint += container.beginCounting();
      mayGrow(container); // commands put a new container before they fill it
    } else {
      footprint += value.footprint();
    }
  }

  private void discount(Value value) {
    footprint -= value instanceof Container container ? container.endCounting() : value.footprint();
  }

  /** A value goes. Where it is in the swap file it is nobody's any more. */
  private void leave(Bytes key, Value value) {
    Pager pager = keyspace.pager();
    if (value instanceof SwappedValue swapped && pager != null) {
      pager.removed(this, key, swapped);
    }
  }

  /** Sets the key's value and takes its deadline away. */
  public void set(Bytes key, Value value) {
    put(key, value);
    clearDeadline(key);
  }

  /** Removes the key and its deadline; returns whether it was here. */
  public boolean delete(Bytes key) {
    keyspace.beforeChange(this, key);
    clearDeadline(key);
    Value old = values.get(key);
    if (old == null) {
      return false;
    }
    footprint -= key.footprint() + KEY_OVERHEAD;
    discount(old);
    leave(key, old);
    return values.remove(key);
  }

  /** Removes the key if it has a deadline, which counts as a change and an expiry. */
  public void deleteIfVolatile(Bytes key) {
    if (deadlines.size() > 0 && deadlines.contains(key)) {
      keyspace.changed(1);
      keyspace.countExpired();
      delete(key);
    }
  }

  /** Returns the key's deadline in seconds since 1970, or null. */
  public @Nullable Long deadline(Bytes key) {
    return deadlines.size() == 0 ? null : deadlines.get(key);
  }

  /** Gives a deadline to a key that is here, unless it has one; returns whether it was given. */
  public boolean expireAt(Bytes key, long deadline) {
    keyspace.beforeChange(this, key);
    Bytes stored = values.storedKey(key);
    boolean given = stored != null && deadlines.putIfAbsent(stored, deadline);
    if (given) {
      footprint += KEY_OVERHEAD;
    }
    return given;
  }

  /** Returns of a few random volatile keys the one that ends first, or null if there are none. */
  public @Nullable Bytes keyToEvict(RandomGenerator random) {
    Bytes chosen = null;
    long earliest = Long.MAX_VALUE;
    for (int i = Math.min(SAMPLED_TO_EVICT, deadlines.size()); i > 0; i--) {
      Bytes key = deadlines.randomKey(random);
      Long deadline = key == null ? null : deadlines.get(key);
      if (deadline != null && (chosen == null || deadline < earliest)) {
        chosen = key;
        earliest = deadline;
      }
    }
    return chosen;
  }

  /** Returns about how many bytes the keys and their values take. */
  public long footprint() {
    settle();
    return footprint;
  }

  private void mayGrow(Container container) {
    if (unsettled.size() >= MOST_UNSETTLED) {
      settle();
    }
    unsettled.add(container);
  }

  private void settle() {
    for (Container container : unsettled) {
      footprint += container.growth();
    }
    unsettled.clear();
  }

  /** Returns a random key whose time has not passed, or null if there are none. */
  public @Nullable Bytes randomKey(RandomGenerator random) {
    Bytes key = values.randomKey(random);
    while (key != null && expireIfPassed(key)) {
      key = values.randomKey(random);
    }
    return key;
  }

  /**
   * Visits all keys in the table's order, with values as they stand there; the visitor may remove
   * the one that it is given.
   */
  public void forEach(Dict.Visitor<Value> visitor) {
    values.forEach(visitor);
  }

  /** Removes everything. A snapshot keeps the tables that it began with. */
  public void clear() {
    leaveAll();
    values = new Dict<>();
    deadlines = new Dict<>();
    unsettled.clear();
    footprint = 0;
  }

  /** Takes over the contents of another database, which nobody uses any more. */
  void adopt(Database other) {
    leaveAll();
    values = other.values;
    deadlines = other.deadlines;
    unsettled.clear();
    unsettled.addAll(other.unsettled);
    footprint = other.footprint;
  }

  /** Frees all pages; a snapshot that still needs what is on them gets it into memory first. */
  private void leaveAll() {
    if (keyspace.pager() == null) {
      return;
    }
    boolean needed = keyspace.hasSnapshot();
    values.forEach((key, value) -> {
      if (needed && value instanceof SwappedValue) {
        values.put(key, keyspace.present(value));
      }
      leave(key, value);
    });
  }

  Dict<Value> values() {
    return values;
  }

  Dict<Long> deadlines() {
    return deadlines;
  }

  /** Removes the key if its deadline has passed; returns whether it did. */
  public boolean expireIfPassed(Bytes key) {
    if (deadlines.size() == 0) {
      return false;
    }
    Long deadline = deadlines.get(key);
    if (deadline == null || keyspace.now() <= deadline) {
      return false;
    }
    keyspace.countExpired();
    delete(key);
    return true;
  }

  /** Makes nearly empty tables smaller. */
  public void shrinkIfSparse() {
    values.shrinkIfSparse();
    deadlines.shrinkIfSparse();
  }

  /**
   * Moves chains of a growing table for a millisecond; returns whether there was anything to do.
   */
  public boolean rehash() {
    if (values.isRehashing()) {
      values.rehash(REHASH_NANOS);
      return true;
    }
    if (deadlines.isRehashing()) {
      deadlines.rehash(REHASH_NANOS);
      return true;
    }
    return false;
  }

  /** Tries random volatile keys, again as long as many of them have to go. */
  void expireSome(RandomGenerator random) {
    int gone;
    do {
      gone = 0;
      for (int i = Math.min(SAMPLED_PER_ROUND, deadlines.size()); i > 0; i--) {
        Bytes key = deadlines.randomKey(random);
        if (key != null && mayExpire(key) && expireIfPassed(key)) {
          gone++;
        }
      }
    } while (gone > ANOTHER_ROUND_ABOVE);
  }

  private boolean mayExpire(Bytes key) {
    Pager pager = keyspace.pager();
    return pager == null || pager.mayExpire(this, key);
  }

  private void clearDeadline(Bytes key) {
    if (deadlines.size() > 0 && deadlines.remove(key)) {
      footprint -= KEY_OVERHEAD;
    }
  }

  private static <T extends Value> @Nullable T cast(@Nullable Value value, Class<T> kind) {
    if (value != null && !kind.isInstance(value)) {
      throw WrongTypeException.INSTANCE;
    }
    return kind.cast(value);
  }
}
