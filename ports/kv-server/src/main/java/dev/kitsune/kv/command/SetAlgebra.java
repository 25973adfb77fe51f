package dev.kitsune.kv.command;

import dev.kitsune.kv.data.Bytes;
import dev.kitsune.kv.data.SetValue;
import dev.kitsune.kv.store.Database;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Intersection, union and difference of sets. Without a destination the sources are read; with one
 * they are looked up as if to be written, which removes those with a deadline.
 */
final class SetAlgebra {

  private SetAlgebra() {}

  static void sinter(Call call, Bytes[] arguments) {
    answer(call, intersection(call.database(), arguments, 1, false));
  }

  static void sinterstore(Call call, Bytes[] arguments) {
    store(call, arguments[1], intersection(call.database(), arguments, 2, true));
  }

  static void sunion(Call call, Bytes[] arguments) {
    answer(call, union(call.database(), arguments, 1, false));
  }

  static void sunionstore(Call call, Bytes[] arguments) {
    store(call, arguments[1], union(call.database(), arguments, 2, true));
  }

  static void sdiff(Call call, Bytes[] arguments) {
    answer(call, difference(call.database(), arguments, 1, false));
  }

  static void sdiffstore(Call call, Bytes[] arguments) {
    store(call, arguments[1], difference(call.database(), arguments, 2, true));
  }

  /** A missing source ends the look-up: of those behind it not even the kind is seen. */
  private static SetValue intersection(
      Database database, Bytes[] arguments, int first, boolean writing) {
    List<SetValue> sources = new ArrayList<>();
    for (int i = first; i < arguments.length; i++) {
      SetValue source = source(database, arguments[i], writing);
      if (source == null) {
        return new SetValue();
      }
      sources.add(source);
    }
    sources.sort(Comparator.comparingInt(SetValue::size));
    SetValue result = new SetValue();
    sources
        .get(0)
        .forEach(member -> {
          if (sources.stream().skip(1).allMatch(other -> other.contains(member))) {
            result.add(member);
          }
        });
    return result;
  }

  private static SetValue union(Database database, Bytes[] arguments, int first, boolean writing) {
    SetValue result = new SetValue();
    for (SetValue source : sources(database, arguments, first, writing)) {
      if (source != null) {
        source.forEach(result::add);
      }
    }
    return result;
  }

  private static SetValue difference(
      Database database, Bytes[] arguments, int first, boolean writing) {
    List<@Nullable SetValue> sources = sources(database, arguments, first, writing);
    SetValue result = new SetValue();
    SetValue minuend = sources.get(0);
    if (minuend == null) {
      return result;
    }
    minuend.forEach(result::add);
    for (SetValue source : sources.subList(1, sources.size())) {
      if (source != null && result.size() > 0) {
        source.forEach(result::remove);
      }
    }
    return result;
  }

  /** Looks all sources up before any is used, so that one of the wrong kind changes nothing. */
  private static List<@Nullable SetValue> sources(
      Database database, Bytes[] arguments, int first, boolean writing) {
    List<@Nullable SetValue> sources = new ArrayList<>();
    for (int i = first; i < arguments.length; i++) {
      sources.add(source(database, arguments[i], writing));
    }
    return sources;
  }

  private static @Nullable SetValue source(Database database, Bytes key, boolean writing) {
    return writing ? database.write(key, SetValue.class) : database.read(key, SetValue.class);
  }

  private static void answer(Call call, SetValue result) {
    call.reply().multiBulk(result.size());
    result.forEach(call.reply()::bulk);
  }

  private static void store(Call call, Bytes key, SetValue result) {
    boolean replaced = call.database().delete(key);
    if (result.size() > 0) {
      call.database().put(key, result);
    }
    if (replaced || result.size() > 0) {
      call.changed();
    }
    call.reply().integer(result.size());
  }
}
