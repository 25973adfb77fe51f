package dev.kitsune.kv.store;

import dev.kitsune.kv.data.Bytes;
import dev.kitsune.kv.data.Dict;
import dev.kitsune.kv.data.SwappedValue;
import dev.kitsune.kv.data.Value;
import java.util.Arrays;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * All databases, and what is counted over all of them. The clock stands still during a turn of the
 * gate: whoever begins one sets it.
 */
public final class Keyspace {

  private final Database[] databases;
  private long now; // seconds since 1970
  private long changes; // since the last save
  private long expiredKeys;
  private Snapshot[] snapshots = {}; // that are being written out
  private @Nullable Pager pager; // null: all values are in memory

  /** Makes empty databases. */
  public Keyspace(int count) {
    databases = new Database[count];
    for (int i = 0; i < count; i++) {
      databases[i] = new Database(i, this);
    }
  }

  /** Returns how many databases there are. */
  public int count() {
    return databases.length;
  }

  /** Returns a database by its number, from 0. */
  public Database database(int number) {
    return databases[number];
  }

  /** Sets where values are that are not in memory. */
  public void setPager(Pager found) {
    pager = found;
  }

  /** Returns where values are that are not in memory, or null if all are. */
  @Nullable Pager pager() {
    return pager;
  }

  /** Returns a value that perhaps is not in memory, and leaves it where it is. */
  Value present(Value value) {
    return value instanceof SwappedValue swapped && pager != null ? pager.read(swapped) : value;
  }

  /** Returns the time of this turn, in seconds since 1970. */
  public long now() {
    return now;
  }

  /** Sets the time of this turn, in seconds since 1970. */
  public void setNow(long seconds) {
    now = seconds;
  }

  /** Returns about how many bytes all keys and their values take. */
  public long footprint() {
    long sum = 0;
    for (Database database : databases) {
      sum += database.footprint();
    }
    return sum;
  }

  /** Returns how many changes were made, as {@code INFO} tells it. */
  public long changes() {
    return changes;
  }

  /** Counts changes. */
  public void changed(long count) {
    changes += count;
  }

  /** Sets how many changes are not saved. */
  public void setChanges(long count) {
    changes = count;
  }

  /**
   * Begins a snapshot of this moment. Tables do not begin to grow or shrink until it ends.
   *
   * @param sink what it is written to
   */
  public Snapshot begin(Snapshot.Sink sink) {
    Snapshot snapshot = new Snapshot(this, sink);
    snapshots = Arrays.copyOf(snapshots, snapshots.length + 1);
    snapshots[snapshots.length - 1] = snapshot;
    Dict.setMayResize(false);
    return snapshot;
  }

  /** Ends a snapshot, whether or not all of it was written. */
  public void end(Snapshot snapshot) {
    snapshots = Arrays.stream(snapshots).filter(s -> s != snapshot).toArray(Snapshot[]::new);
    Dict.setMayResize(snapshots.length == 0);
  }

  /** Returns whether a snapshot is being written out. */
  public boolean hasSnapshot() {
    return snapshots.length > 0;
  }

  /** Takes over the contents of another, which nobody uses any more; the counts stay. */
  public void adopt(Keyspace other) {
    for (int i = 0; i < databases.length; i++) {
      databases[i].adopt(other.databases[i]);
    }
  }

  /** Writes all entries at once, database by database in the order of its table. */
  public void writeTo(Snapshot.Sink sink) {
    for (Database database : databases) {
      database.forEach((key, value) -> {
        Long deadline = database.deadline(key);
        if (deadline == null || now <= deadline) {
          sink.entry(database.number(), key, present(value), deadline);
        }
      });
    }
  }

  /** Called by a database before one of its keys changes in any way. */
  void beforeChange(Database database, Bytes key) {
    for (Snapshot snapshot : snapshots) {
      snapshot.beforeChange(database, key);
    }
  }

  /** Returns how many keys went because of their time to live. */
  public long expiredKeys() {
    return expiredKeys;
  }

  /** Counts a key that was removed for its memory: among the expired ones. */
  public void countEvicted() {
    expiredKeys++;
  }

  /** Begins to count the expired keys anew. */
  public void resetExpiredKeys() {
    expiredKeys = 0;
  }

  /** Looks for keys whose time has passed, in every database; one tick's worth. */
  public void expireSome(RandomGenerator random) {
    for (Database database : databases) {
      database.expireSome(random);
    }
  }

  void countExpired() {
    expiredKeys++;
  }
}
