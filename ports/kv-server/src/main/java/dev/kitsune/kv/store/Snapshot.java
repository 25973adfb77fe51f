package dev.kitsune.kv.store;

import dev.kitsune.kv.data.Bytes;
import dev.kitsune.kv.data.Dict;
import dev.kitsune.kv.data.Value;
import org.jspecify.annotations.Nullable;

/**
 * All databases as they were at one moment, written out little by little while commands go on.
 *
 * <p>It begins at no cost. Slices walk the tables; a key that is about to change, and was not
 * walked over yet, is written out before the change ({@link #beforeChange}), once. What it costs in
 * memory is what changed meanwhile, in latency the longest slice or the largest value that is
 * written whole.
 *
 * <pre>
 *   Keyspace.begin --> advance, advance ... returns false --> Keyspace.end
 *                       ^ beforeChange at any time between
 * </pre>
 */
public final class Snapshot {

  private static final int RANGES_AT_A_TIME = 4096;

  /** What entries are written to. */
  public interface Sink {

    /** Writes an entry; entries of one database do not all come together. */
    void entry(int database, Bytes key, Value value, @Nullable Long deadline);

    /** Returns how many bytes were written and not taken yet. */
    int pending();
  }

  /** One database's tables at the beginning; if it is emptied it goes on with others. */
  private static final class Source {
    private final Dict<Value> values;
    private final Dict<Long> deadlines;
    private final Dict<Boolean> touched = new Dict<>(); // changed since, and so written or new

    Source(Dict<Value> values, Dict<Long> deadlines) {
      this.values = values;
      this.deadlines = deadlines;
    }
  }

  private final @Nullable Source[] sources; // null once walked over
  private final Keyspace keyspace;
  private final Sink sink;
  private final long now;
  private int number; // of the database that is walked over
  private int cursor; // in its table

  Snapshot(Keyspace keyspace, Sink sink) {
    this.keyspace = keyspace;
    this.sink = sink;
    now = keyspace.now();
    sources = new Source[keyspace.count()];
    for (int i = 0; i < sources.length; i++) {
      Database database = keyspace.database(i);
      sources[i] = new Source(database.values(), database.deadlines());
    }
  }

  /**
   * Writes the next entries, until there is enough for one slice; returns whether more are left.
   *
   * @param enough how many bytes end a slice
   */
  public boolean advance(int enough) {
    for (int ranges = 0; ranges < RANGES_AT_A_TIME && sink.pending() < enough; ranges++) {
      if (number == sources.length) {
        return false;
      }
      Source source = sources[number];
      if (source != null && source.values.size() > 0) {
        cursor =
            source.values.visitRange(
                cursor,
                (key, value) -> {
                  if (!source.touched.contains(key)) {
                    write(source, number, key, value);
                  }
                });
      }
      if (cursor == 0) {
        sources[number++] = null;
      }
    }
    return number < sources.length;
  }

  /** Writes the key's entry, if it is of the moment of the snapshot and not written yet. */
  void beforeChange(Database database, Bytes key) {
    int of = database.number();
    Source source = sources[of];
    if (source == null
        || source.values != database.values()
        || of == number && Dict.isPassed(key, cursor)
        || !source.touched.putIfAbsent(key, true)) {
      return;
    }
    Value value = source.values.get(key);
    if (value != null) {
      write(source, of, key, value);
    }
  }

  /** Entries whose time had passed at the moment of the snapshot are left out. */
  private void write(Source source, int database, Bytes key, Value value) {
    Long deadline = source.deadlines.size() == 0 ? null : source.deadlines.get(key);
    if (deadline == null || now <= deadline) {
      sink.entry(database, key, keyspace.present(value), deadline);
    }
  }
}
