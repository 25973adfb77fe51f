package dev.kitsune.kv.store;

import java.util.random.RandomGenerator;

/**
 * All databases, and what is counted over all of them. The clock stands still during a turn of the
 * gate: whoever begins one sets it.
 */
public final class Keyspace {

  private final Database[] databases;
  private long now; // seconds since 1970
  private long changes; // since the last save
  private long expiredKeys;

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

  /** Returns how many keys went because of their time to live. */
  public long expiredKeys() {
    return expiredKeys;
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
