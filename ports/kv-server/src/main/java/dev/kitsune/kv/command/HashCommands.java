package dev.kitsune.kv.command;

import dev.kitsune.kv.data.Bytes;
import dev.kitsune.kv.data.HashValue;
import dev.kitsune.kv.data.IntValue;
import dev.kitsune.kv.data.NotAnIntegerException;
import dev.kitsune.kv.data.Numbers;
import dev.kitsune.kv.data.StringValue;
import dev.kitsune.kv.store.Database;
import java.util.ArrayList;
import java.util.List;

/** Hashes. A hash that becomes empty takes its key with it. */
final class HashCommands {

  private HashCommands() {}

  static void hset(Call call, Bytes[] arguments) {
    HashValue hash = toChange(call.database(), arguments[1]);
    boolean added = put(call, hash, arguments[2], StringValue.encode(arguments[3]));
    call.changed();
    call.reply().integer(added);
  }

  static void hsetnx(Call call, Bytes[] arguments) {
    HashValue hash = toChange(call.database(), arguments[1]);
    boolean free = !hash.contains(arguments[2]);
    if (free) {
      put(call, hash, arguments[2], StringValue.encode(arguments[3]));
      call.changed();
    }
    call.reply().integer(free);
  }

  static void hmset(Call call, Bytes[] arguments) {
    if (arguments.length % 2 != 0) {
      throw new CommandException("wrong number of arguments for HMSET");
    }
    HashValue hash = toChange(call.database(), arguments[1]);
    for (int i = 2; i < arguments.length; i += 2) {
      put(call, hash, arguments[i], arguments[i + 1]);
    }
    call.changed();
    call.reply().status("OK");
  }

  /** Adds to a counter, which wraps at the ends of its 64 bits. */
  static void hincrby(Call call, Bytes[] arguments) {
    long increment = Numbers.parseStrictly(arguments[3]);
    HashValue hash = toChange(call.database(), arguments[1]);
    StringValue old = hash.get(arguments[2]);
    long sum;
    try {
      sum = (old == null ? 0 : old.integer()) + increment;
    } catch (NotAnIntegerException e) {
      throw new CommandException("hash value is not an integer");
    }
    put(call, hash, arguments[2], IntValue.of(sum));
    call.changed();
    call.reply().integer(sum);
  }

  static void hget(Call call, Bytes[] arguments) {
    HashValue hash = call.database().read(arguments[1], HashValue.class);
    call.reply().bulk(hash == null ? null : hash.get(arguments[2]));
  }

  static void hdel(Call call, Bytes[] arguments) {
    HashValue hash = call.database().write(arguments[1], HashValue.class);
    boolean removed = hash != null && hash.remove(arguments[2]);
    if (removed) {
      call.changed();
    }
    if (hash != null && hash.size() == 0) {
      call.database().delete(arguments[1]);
    }
    call.reply().integer(removed);
  }

  static void hlen(Call call, Bytes[] arguments) {
    HashValue hash = call.database().read(arguments[1], HashValue.class);
    call.reply().integer(hash == null ? 0 : hash.size());
  }

  static void hexists(Call call, Bytes[] arguments) {
    HashValue hash = call.database().read(arguments[1], HashValue.class);
    call.reply().integer(hash != null && hash.contains(arguments[2]));
  }

  static void hkeys(Call call, Bytes[] arguments) {
    answerAll(call, arguments[1], true, false);
  }

  static void hvals(Call call, Bytes[] arguments) {
    answerAll(call, arguments[1], false, true);
  }

  static void hgetall(Call call, Bytes[] arguments) {
    answerAll(call, arguments[1], true, true);
  }

  private static void answerAll(Call call, Bytes key, boolean fields, boolean values) {
    HashValue hash = call.database().read(key, HashValue.class);
    List<StringValue> parts = new ArrayList<>();
    if (hash != null) {
      hash.forEach((field, value) -> {
        if (fields) {
          parts.add(field);
        }
        if (values) {
          parts.add(value);
        }
      });
    }
    call.reply().multiBulk(parts.size());
    parts.forEach(call.reply()::bulk);
  }

  /** Returns the key's hash, a new one if it had none. */
  private static HashValue toChange(Database database, Bytes key) {
    HashValue hash = database.write(key, HashValue.class);
    if (hash == null) {
      hash = new HashValue();
      database.put(key, hash);
    }
    return hash;
  }

  private static boolean put(Call call, HashValue hash, Bytes field, StringValue value) {
    return hash.put(field, value, call.server().settings().zipmapLimits());
  }
}
