package dev.kitsune.kv.command;

import dev.kitsune.kv.data.Bytes;
import dev.kitsune.kv.data.Doubles;
import dev.kitsune.kv.data.SortedSetValue;
import dev.kitsune.kv.store.Database;

/** Members of single sorted sets. A set that becomes empty takes its key with it. */
final class SortedSetCommands {

  private SortedSetCommands() {}

  static void zadd(Call call, Bytes[] arguments) {
    double score = Doubles.parseStrictly(arguments[2]);
    SortedSetValue set = toChange(call.database(), arguments[1]);
    Double old = set.score(arguments[3]);
    set.put(arguments[3], score);
    if (old == null || old != score) {
      call.changed();
    }
    call.reply().integer(old == null);
  }

  static void zincrby(Call call, Bytes[] arguments) {
    double increment = Doubles.parseStrictly(arguments[2]);
    SortedSetValue set = toChange(call.database(), arguments[1]);
    Double old = set.score(arguments[3]);
    double score = (old == null ? 0 : old) + increment;
    if (Double.isNaN(score)) {
      throw new CommandException("resulting score is not a number (NaN)");
    }
    set.put(arguments[3], score);
    if (old == null || old != score) {
      call.changed();
    }
    call.reply().bulk(score);
  }

  static void zrem(Call call, Bytes[] arguments) {
    SortedSetValue set = call.database().write(arguments[1], SortedSetValue.class);
    boolean removed = set != null && set.remove(arguments[2]);
    if (removed) {
      call.changed();
    }
    if (set != null) {
      deleteIfEmpty(call.database(), arguments[1], set);
    }
    call.reply().integer(removed);
  }

  static void zcard(Call call, Bytes[] arguments) {
    SortedSetValue set = call.database().read(arguments[1], SortedSetValue.class);
    call.reply().integer(set == null ? 0 : set.size());
  }

  static void zscore(Call call, Bytes[] arguments) {
    SortedSetValue set = call.database().read(arguments[1], SortedSetValue.class);
    Double score = set == null ? null : set.score(arguments[2]);
    if (score == null) {
      call.reply().nil();
    } else {
      call.reply().bulk(score.doubleValue());
    }
  }

  static void zrank(Call call, Bytes[] arguments) {
    rank(call, arguments, false);
  }

  static void zrevrank(Call call, Bytes[] arguments) {
    rank(call, arguments, true);
  }

  private static void rank(Call call, Bytes[] arguments, boolean fromTheEnd) {
    SortedSetValue set = call.database().read(arguments[1], SortedSetValue.class);
    Double score = set == null ? null : set.score(arguments[2]);
    if (set == null || score == null) {
      call.reply().nil();
      return;
    }
    int rank = set.rank(arguments[2], score);
    call.reply().integer(fromTheEnd ? set.size() - 1 - rank : rank);
  }

  /** Removes the key of an empty set. */
  static void deleteIfEmpty(Database database, Bytes key, SortedSetValue set) {
    if (set.size() == 0) {
      database.delete(key);
    }
  }

  /** Returns the key's set, a new one if it had none. */
  private static SortedSetValue toChange(Database database, Bytes key) {
    SortedSetValue set = database.write(key, SortedSetValue.class);
    if (set == null) {
      set = new SortedSetValue();
      database.put(key, set);
    }
    return set;
  }
}
