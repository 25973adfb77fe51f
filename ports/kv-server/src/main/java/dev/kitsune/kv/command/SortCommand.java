package dev.kitsune.kv.command;

import dev.kitsune.kv.data.Bytes;
import dev.kitsune.kv.data.Doubles;
import dev.kitsune.kv.data.ListValue;
import dev.kitsune.kv.data.Numbers;
import dev.kitsune.kv.data.SetValue;
import dev.kitsune.kv.data.SortedSetValue;
import dev.kitsune.kv.data.StringValue;
import dev.kitsune.kv.data.Value;
import dev.kitsune.kv.store.Database;
import dev.kitsune.kv.store.WrongTypeException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * SORT: {@code key [ASC|DESC] [ALPHA] [LIMIT start count] [BY pattern] [GET pattern]... [STORE
 * key]}, the options in any order.
 */
final class SortCommand {

  /** An element with what it is sorted by: a number, or bytes that may be missing. */
  private record Row(Bytes element, double number, @Nullable Bytes text) {}

  private boolean descending;
  private boolean alphabetical;
  private int limitStart;
  private int limitCount = -1;
  private @Nullable SortPattern by;
  private final List<SortPattern> gets = new ArrayList<>();
  private @Nullable Bytes target;

  private SortCommand() {}

  static void sort(Call call, Bytes[] arguments) {
    Value value = call.database().read(arguments[1]);
    if (value == null) {
      call.reply().multiBulk(0);
      return;
    }
    List<Bytes> elements = elements(value);
    SortCommand command = new SortCommand();
    command.parse(arguments);
    command.run(call, elements);
  }

  private static List<Bytes> elements(Value value) {
    List<Bytes> elements = new ArrayList<>();
    if (value instanceof ListValue list) {
      list.elements().forEach(elements::add);
    } else if (value instanceof SetValue set) {
      set.forEach(elements::add);
    } else if (value instanceof SortedSetValue set) {
      set.forEach((member, score) -> elements.add(member));
    } else {
      throw WrongTypeException.INSTANCE;
    }
    return elements;
  }

  private void parse(Bytes[] arguments) {
    int at = 2;
    while (at < arguments.length) {
      Bytes option = arguments[at++];
      int left = arguments.length - at;
      if (option.equalsIgnoreCase("asc")) {
        descending = false;
      } else if (option.equalsIgnoreCase("desc")) {
        descending = true;
      } else if (option.equalsIgnoreCase("alpha")) {
        alphabetical = true;
      } else if (option.equalsIgnoreCase("limit") && left >= 2) {
        limitStart = Numbers.parseLoosely(arguments[at++]);
        limitCount = Numbers.parseLoosely(arguments[at++]);
      } else if (option.equalsIgnoreCase("store") && left >= 1) {
        target = arguments[at++];
      } else if (option.equalsIgnoreCase("by") && left >= 1) {
        by = SortPattern.of(arguments[at++]);
      } else if (option.equalsIgnoreCase("get") && left >= 1) {
        gets.add(SortPattern.of(arguments[at++]));
      } else {
        throw new CommandException(Errors.SYNTAX);
      }
    }
  }

  private void run(Call call, List<Bytes> elements) {
    List<Bytes> sorted = by != null && !by.hasStar() ? elements : sorted(call, elements);
    int start = Math.max(limitStart, 0);
    long end = limitCount < 0 ? sorted.size() : Math.min((long) start + limitCount, sorted.size());
    List<@Nullable StringValue> results = new ArrayList<>();
    for (int i = start; i < end; i++) {
      Bytes element = sorted.get(i);
      if (gets.isEmpty()) {
        results.add(element);
      }
      for (SortPattern get : gets) {
        results.add(get.lookUp(call.database(), element));
      }
    }
    if (target == null) {
      call.reply().multiBulk(results.size());
      results.forEach(call.reply()::bulk);
    } else {
      store(call, target, results);
    }
  }

  private List<Bytes> sorted(Call call, List<Bytes> elements) {
    List<Row> rows = new ArrayList<>();
    for (Bytes element : elements) {
      StringValue weight = by == null ? element : by.lookUp(call.database(), element);
      Bytes text = weight == null ? null : weight.bytes();
      double number = alphabetical || text == null ? 0 : Doubles.parseLoosely(text);
      rows.add(new Row(element, number, text));
    }
    Comparator<Row> order =
        alphabetical
            ? Comparator.comparing(
                Row::text, Comparator.nullsFirst(Comparator.<Bytes>naturalOrder()))
            : Comparator.comparingDouble(Row::number);
    rows.sort(descending ? order.reversed() : order);
    List<Bytes> sorted = new ArrayList<>();
    rows.forEach(row -> sorted.add(row.element()));
    return sorted;
  }

  /** Stores the results as a list, an empty one too. A deadline of the key stays, as it was. */
  private static void store(Call call, Bytes key, List<@Nullable StringValue> results) {
    Database database = call.database();
    ListValue list = new ListValue();
    for (StringValue result : results) {
      list.addLast(result == null ? Bytes.of("") : result.bytes());
    }
    database.put(key, list);
    call.keyspace().changed(1L + results.size());
    call.reply().integer(results.size());
  }
}
