package dev.kitsune.kv.command;

import dev.kitsune.kv.data.Bytes;
import dev.kitsune.kv.data.IntValue;
import dev.kitsune.kv.data.Numbers;
import dev.kitsune.kv.data.StringValue;
import dev.kitsune.kv.data.Value;
import dev.kitsune.kv.store.Database;

/** Strings, and the counters that strings may be. */
final class StringCommands {

  private StringCommands() {}

  static void get(Call call, Bytes[] arguments) {
    call.reply().bulk(call.database().read(arguments[1], StringValue.class));
  }

  static void set(Call call, Bytes[] arguments) {
    call.database().set(arguments[1], StringValue.encode(arguments[2]));
    call.changed();
    call.reply().status("OK");
  }

  static void setnx(Call call, Bytes[] arguments) {
    Database database = call.database();
    database.deleteIfVolatile(arguments[1]);
    boolean free = database.peek(arguments[1]) == null;
    if (free) {
      database.put(arguments[1], StringValue.encode(arguments[2]));
      call.changed();
    }
    call.reply().integer(free);
  }

  static void setex(Call call, Bytes[] arguments) {
    long seconds = Numbers.parseStrictly(arguments[2]);
    if (seconds <= 0) {
      throw new CommandException("invalid expire time in SETEX");
    }
    call.database().set(arguments[1], StringValue.encode(arguments[3]));
    call.database().expireAt(arguments[1], call.keyspace().now() + seconds);
    call.changed();
    call.reply().status("OK");
  }

  static void getset(Call call, Bytes[] arguments) {
    StringValue old = call.database().read(arguments[1], StringValue.class);
    call.reply().bulk(old);
    call.database().set(arguments[1], StringValue.encode(arguments[2]));
    call.changed();
  }

  static void mget(Call call, Bytes[] arguments) {
    call.reply().multiBulk(arguments.length - 1);
    for (int i = 1; i < arguments.length; i++) {
      Value value = call.database().read(arguments[i]);
      call.reply().bulk(value instanceof StringValue string ? string : null);
    }
  }

  static void mset(Call call, Bytes[] arguments) {
    checkPairs(arguments);
    setAll(call, arguments);
    call.reply().status("OK");
  }

  /** Sets all or none; looking at the keys already removes those with a deadline. */
  static void msetnx(Call call, Bytes[] arguments) {
    checkPairs(arguments);
    boolean free = true;
    for (int i = 1; i < arguments.length; i += 2) {
      free &= call.database().write(arguments[i]) == null;
    }
    if (free) {
      setAll(call, arguments);
    }
    call.reply().integer(free);
  }

  private static void checkPairs(Bytes[] arguments) {
    if (arguments.length % 2 == 0) {
      throw new CommandException("wrong number of arguments for MSET");
    }
  }

  private static void setAll(Call call, Bytes[] arguments) {
    for (int i = 1; i < arguments.length; i += 2) {
      call.database().set(arguments[i], StringValue.encode(arguments[i + 1]));
      call.changed();
    }
  }

  static void incr(Call call, Bytes[] arguments) {
    add(call, arguments[1], 1);
  }

  static void decr(Call call, Bytes[] arguments) {
    add(call, arguments[1], -1);
  }

  static void incrby(Call call, Bytes[] arguments) {
    add(call, arguments[1], Numbers.parseStrictly(arguments[2]));
  }

  static void decrby(Call call, Bytes[] arguments) {
    add(call, arguments[1], -Numbers.parseStrictly(arguments[2]));
  }

  /** Adds to a counter, which wraps at the ends of its 64 bits. */
  private static void add(Call call, Bytes key, long increment) {
    StringValue old = call.database().write(key, StringValue.class);
    long sum = (old == null ? 0 : old.integer()) + increment;
    call.database().set(key, IntValue.of(sum));
    call.changed();
    call.reply().integer(sum);
  }

  static void append(Call call, Bytes[] arguments) {
    StringValue old = call.database().write(arguments[1], StringValue.class);
    Bytes joined = old == null ? arguments[2] : old.bytes().concat(arguments[2]);
    call.database().put(arguments[1], old == null ? StringValue.encode(joined) : joined);
    call.changed();
    call.reply().integer(joined.length());
  }

  /** Answers a part; an empty one is nil. */
  static void substr(Call call, Bytes[] arguments) {
    StringValue value = call.database().read(arguments[1], StringValue.class);
    if (value == null) {
      call.reply().nil();
      return;
    }
    Bytes bytes = value.bytes();
    Range range = Range.parse(arguments[2], arguments[3], bytes.length());
    if (range.isEmpty()) {
      call.reply().nil();
    } else {
      call.reply().bulk(bytes.slice(range.from(), range.to()));
    }
  }
}
