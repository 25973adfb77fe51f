package dev.kitsune.kv.command;

import dev.kitsune.kv.data.Bytes;
import dev.kitsune.kv.data.Glob;
import dev.kitsune.kv.data.Numbers;
import dev.kitsune.kv.data.Value;
import dev.kitsune.kv.store.Database;
import java.util.ArrayList;
import java.util.List;

/** What concerns keys of any kind: DEL, EXISTS, TYPE, KEYS, RENAME, MOVE, FLUSHDB and others. */
final class KeyCommands {

  private KeyCommands() {}

  static void dbsize(Call call, Bytes[] arguments) {
    call.reply().integer(call.database().size());
  }

  static void exists(Call call, Bytes[] arguments) {
    call.reply().integer(call.database().exists(arguments[1]));
  }

  static void del(Call call, Bytes[] arguments) {
    int deleted = 0;
    for (int i = 1; i < arguments.length; i++) {
      if (call.database().delete(arguments[i])) {
        call.changed();
        deleted++;
      }
    }
    call.reply().integer(deleted);
  }

  static void type(Call call, Bytes[] arguments) {
    Value value = call.database().read(arguments[1]);
    call.reply().status(value == null ? "none" : value.typeName());
  }

  static void keys(Call call, Bytes[] arguments) {
    Glob pattern = new Glob(arguments[1]);
    Database database = call.database();
    List<Bytes> found = new ArrayList<>();
    database.forEach((key, value) -> {
      if (pattern.matches(key) && !database.expireIfPassed(key)) {
        found.add(key);
      }
    });
    call.reply().multiBulk(found.size());
    found.forEach(call.reply()::bulk);
  }

  static void randomkey(Call call, Bytes[] arguments) {
    call.reply().bulk(call.database().randomKey(call.random()));
  }

  static void rename(Call call, Bytes[] arguments) {
    rename(call, arguments[1], arguments[2], true);
    call.reply().status("OK");
  }

  static void renamenx(Call call, Bytes[] arguments) {
    call.reply().integer(rename(call, arguments[1], arguments[2], false));
  }

  private static boolean rename(Call call, Bytes from, Bytes to, boolean overwrite) {
    if (from.equals(to)) {
      throw new CommandException(Errors.SAME_OBJECT);
    }
    Database database = call.database();
    Value value = database.write(from);
    if (value == null) {
      throw new CommandException(Errors.NO_SUCH_KEY);
    }
    database.deleteIfVolatile(to);
    if (!overwrite && database.peek(to) != null) {
      return false;
    }
    database.delete(from); // first, since a value is counted at one key only
    database.put(to, value);
    call.changed();
    return true;
  }

  static void move(Call call, Bytes[] arguments) {
    Bytes key = arguments[1];
    int number = Numbers.parseLoosely(arguments[2]);
    if (number < 0 || number >= call.keyspace().count()) {
      throw new CommandException(Errors.OUT_OF_RANGE);
    }
    Database source = call.database();
    Database target = call.keyspace().database(number);
    if (source == target) {
      throw new CommandException(Errors.SAME_OBJECT);
    }
    Value value = source.write(key);
    if (value == null) {
      call.reply().integer(false);
      return;
    }
    target.deleteIfVolatile(key);
    boolean free = target.peek(key) == null;
    if (free) {
      source.delete(key);
      target.put(key, value);
      call.changed();
    }
    call.reply().integer(free);
  }

  static void flushdb(Call call, Bytes[] arguments) {
    call.keyspace().changed(call.database().size());
    call.database().clear();
    call.reply().status("OK");
  }

  /** Empties all databases, and saves that, which makes this its one unsaved change. */
  static void flushall(Call call, Bytes[] arguments) {
    for (int i = 0; i < call.keyspace().count(); i++) {
      call.keyspace().changed(call.keyspace().database(i).size());
      call.keyspace().database(i).clear();
    }
    call.server().saves().cancel();
    call.server().saves().save();
    call.changed();
    call.reply().status("OK");
  }
}
