package dev.kitsune.kv.command;

import dev.kitsune.kv.data.Bytes;
import dev.kitsune.kv.data.SetValue;
import dev.kitsune.kv.data.Value;
import dev.kitsune.kv.store.Database;
import dev.kitsune.kv.store.WrongTypeException;

/** Single sets. A set that becomes empty takes its key with it. */
final class SetCommands {

  private SetCommands() {}

  static void sadd(Call call, Bytes[] arguments) {
    boolean added = add(call.database(), arguments[1], arguments[2]);
    if (added) {
      call.changed();
    }
    call.reply().integer(added);
  }

  private static boolean add(Database database, Bytes key, Bytes member) {
    SetValue set = database.write(key, SetValue.class);
    if (set == null) {
      set = new SetValue();
      database.put(key, set);
    }
    return set.add(member);
  }

  static void srem(Call call, Bytes[] arguments) {
    SetValue set = call.database().write(arguments[1], SetValue.class);
    boolean removed = set != null && remove(call.database(), arguments[1], set, arguments[2]);
    if (removed) {
      call.changed();
    }
    call.reply().integer(removed);
  }

  private static boolean remove(Database database, Bytes key, SetValue set, Bytes member) {
    boolean removed = set.remove(member);
    if (set.size() == 0) {
      database.delete(key);
    } else {
      set.shrinkIfSparse();
    }
    return removed;
  }

  static void smove(Call call, Bytes[] arguments) {
    Database database = call.database();
    Value target = database.write(arguments[2]);
    SetValue source = database.write(arguments[1], SetValue.class);
    if (source != null && target != null && !(target instanceof SetValue)) {
      throw WrongTypeException.INSTANCE;
    }
    boolean moved = source != null && remove(database, arguments[1], source, arguments[3]);
    if (moved) {
      add(database, arguments[2], arguments[3]);
      call.changed();
    }
    call.reply().integer(moved);
  }

  static void sismember(Call call, Bytes[] arguments) {
    SetValue set = call.database().read(arguments[1], SetValue.class);
    call.reply().integer(set != null && set.contains(arguments[2]));
  }

  static void scard(Call call, Bytes[] arguments) {
    SetValue set = call.database().read(arguments[1], SetValue.class);
    call.reply().integer(set == null ? 0 : set.size());
  }

  static void spop(Call call, Bytes[] arguments) {
    SetValue set = call.database().write(arguments[1], SetValue.class);
    Bytes member = set == null ? null : set.randomMember(call.random());
    if (set != null && member != null) {
      remove(call.database(), arguments[1], set, member);
      call.changed();
      call.rewrite(Bytes.of("SREM"), arguments[1], member); // who repeats it must not choose
    }
    call.reply().bulk(member);
  }

  static void srandmember(Call call, Bytes[] arguments) {
    SetValue set = call.database().read(arguments[1], SetValue.class);
    call.reply().bulk(set == null ? null : set.randomMember(call.random()));
  }
}
