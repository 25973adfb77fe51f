package dev.kitsune.kv.command;

import dev.kitsune.kv.data.Bytes;
import dev.kitsune.kv.data.Chain;
import dev.kitsune.kv.data.Chain.Link;
import dev.kitsune.kv.data.ListValue;
import dev.kitsune.kv.data.Numbers;
import dev.kitsune.kv.store.Database;
import org.jspecify.annotations.Nullable;

/** Lists. A list that becomes empty takes its key with it. */
final class ListCommands {

  private ListCommands() {}

  static void lpush(Call call, Bytes[] arguments) {
    push(call, arguments, true);
  }

  static void rpush(Call call, Bytes[] arguments) {
    push(call, arguments, false);
  }

  private static void push(Call call, Bytes[] arguments, boolean atHead) {
    ListValue list = call.database().write(arguments[1], ListValue.class);
    if (BlockingCommands.giveToWaiting(call, arguments[1], arguments[2])) {
      call.reply().integer(1);
      return;
    }
    if (list == null) {
      list = toChange(call.database(), arguments[1]);
    }
    if (atHead) {
      list.addFirst(arguments[2]);
    } else {
      list.addLast(arguments[2]);
    }
    call.changed();
    call.reply().integer(list.elements().size());
  }

  static void lpop(Call call, Bytes[] arguments) {
    pop(call, arguments[1], true);
  }

  static void rpop(Call call, Bytes[] arguments) {
    pop(call, arguments[1], false);
  }

  private static void pop(Call call, Bytes key, boolean atHead) {
    pop(call, key, call.database().write(key, ListValue.class), atHead);
  }

  /** Takes an element from a key's list and answers it, or nil. */
  static void pop(Call call, Bytes key, @Nullable ListValue list, boolean atHead) {
    Link<Bytes> link = list == null ? null : end(list, atHead);
    if (list == null || link == null) {
      call.reply().nil();
      return;
    }
    list.remove(link);
    call.reply().bulk(link.element());
    deleteIfEmpty(call.database(), key, list);
    call.changed();
  }

  static void rpoplpush(Call call, Bytes[] arguments) {
    Database database = call.database();
    ListValue source = database.write(arguments[1], ListValue.class);
    Link<Bytes> link = source == null ? null : end(source, false);
    if (source == null || link == null) {
      call.reply().nil();
      return;
    }
    ListValue target = database.write(arguments[2], ListValue.class);
    source.remove(link);
    if (!BlockingCommands.giveToWaiting(call, arguments[2], link.element())) {
      (target == null ? toChange(database, arguments[2]) : target).addFirst(link.element());
    }
    call.reply().bulk(link.element());
    deleteIfEmpty(database, arguments[1], source);
    call.changed();
  }

  static void llen(Call call, Bytes[] arguments) {
    ListValue list = call.database().read(arguments[1], ListValue.class);
    call.reply().integer(list == null ? 0 : list.elements().size());
  }

  static void lindex(Call call, Bytes[] arguments) {
    ListValue list = call.database().read(arguments[1], ListValue.class);
    Link<Bytes> link = list == null ? null : link(list, arguments[2]);
    call.reply().bulk(link == null ? null : link.element());
  }

  static void lset(Call call, Bytes[] arguments) {
    ListValue list = call.database().write(arguments[1], ListValue.class);
    if (list == null) {
      throw new CommandException(Errors.NO_SUCH_KEY);
    }
    Link<Bytes> link = link(list, arguments[2]);
    if (link == null) {
      throw new CommandException(Errors.OUT_OF_RANGE);
    }
    list.replace(link, arguments[3]);
    call.changed();
    call.reply().status("OK");
  }

  static void lrange(Call call, Bytes[] arguments) {
    ListValue list = call.database().read(arguments[1], ListValue.class);
    if (list == null) {
      call.reply().multiBulk(0);
      return;
    }
    Range range = Range.parse(arguments[2], arguments[3], list.elements().size());
    call.reply().multiBulk(range.size());
    Link<Bytes> link = list.elements().at(range.from());
    for (int i = range.from(); i < range.to() && link != null; i++, link = link.next()) {
      call.reply().bulk(link.element());
    }
  }

  static void ltrim(Call call, Bytes[] arguments) {
    ListValue list = call.database().write(arguments[1], ListValue.class);
    if (list != null) {
      Chain<Bytes> elements = list.elements();
      Range kept = Range.parse(arguments[2], arguments[3], elements.size());
      int behind = elements.size() - kept.to();
      for (int i = 0; i < kept.from(); i++) {
        removeEnd(list, true);
      }
      for (int i = 0; i < behind; i++) {
        removeEnd(list, false);
      }
      deleteIfEmpty(call.database(), arguments[1], list);
      call.changed();
    }
    call.reply().status("OK");
  }

  /**
   * Removes equal elements: a positive count from the head, a negative one from the tail, 0 all.
   */
  static void lrem(Call call, Bytes[] arguments) {
    ListValue list = call.database().write(arguments[1], ListValue.class);
    if (list == null) {
      call.reply().integer(0);
      return;
    }
    int count = Numbers.parseLoosely(arguments[2]);
    boolean fromHead = count >= 0;
    long most = count == 0 ? Long.MAX_VALUE : Math.abs((long) count);
    int removed = 0;
    Link<Bytes> link = end(list, fromHead);
    while (link != null && removed < most) {
      Link<Bytes> following = fromHead ? link.next() : link.previous();
      if (link.element().equals(arguments[3])) {
        list.remove(link);
        call.changed();
        removed++;
      }
      link = following;
    }
    deleteIfEmpty(call.database(), arguments[1], list);
    call.reply().integer(removed);
  }

  /** Returns the key's list, a new one if it had none. */
  private static ListValue toChange(Database database, Bytes key) {
    ListValue list = database.write(key, ListValue.class);
    if (list == null) {
      list = new ListValue();
      database.put(key, list);
    }
    return list;
  }

  private static @Nullable Link<Bytes> end(ListValue list, boolean head) {
    return head ? list.elements().first() : list.elements().last();
  }

  private static void removeEnd(ListValue list, boolean head) {
    Link<Bytes> link = end(list, head);
    if (link != null) {
      list.remove(link);
    }
  }

  private static @Nullable Link<Bytes> link(ListValue list, Bytes index) {
    Chain<Bytes> elements = list.elements();
    return elements.at(Range.resolve(Numbers.parseLoosely(index), elements.size()));
  }

  private static void deleteIfEmpty(Database database, Bytes key, ListValue list) {
    if (list.elements().size() == 0) {
      database.delete(key);
    }
  }
}
