package dev.kitsune.kv.model;

import java.util.ArrayList;
import java.util.List;

/** Strings. */
final class StringRows {

  private final Space space;

  StringRows(Space space) {
    this.space = space;
  }

  void addTo(Model model) {
    model.add("get", 2, a -> Reply.bulk(space.read(a[1], String.class)));
    model.add(
        "set",
        3,
        a -> {
          space.set(a[1], a[2]);
          return Reply.ok();
        });
    model.add(
        "setnx",
        3,
        a -> {
          boolean free = space.write(a[1]) == null;
          if (free) {
            space.set(a[1], a[2]);
          }
          return Reply.flag(free);
        });
    model.add(
        "setex",
        4,
        a -> {
          long seconds = Numeric.strict(a[2]);
          if (seconds <= 0) {
            throw new ModelError("invalid expire time in SETEX");
          }
          space.set(a[1], a[3]);
          space.deadlines().put(a[1], KeyRows.now() + seconds);
          return Reply.ok();
        });
    model.add(
        "getset",
        3,
        a -> {
          String old = space.read(a[1], String.class);
          space.set(a[1], a[2]);
          return Reply.bulk(old);
        });
    model.add(
        "mget",
        -2,
        a -> {
          List<String> found = new ArrayList<>();
          for (int i = 1; i < a.length; i++) {
            found.add(space.read(a[i]) instanceof String text ? text : null);
          }
          return Reply.list(found);
        });
    model.add(
        "mset",
        -3,
        a -> {
          checkPairs(a);
          setAll(a);
          return Reply.ok();
        });
    model.add(
        "msetnx",
        -3,
        a -> {
          checkPairs(a);
          boolean free = true;
          for (int i = 1; i < a.length; i += 2) {
            free &= space.write(a[i]) == null;
          }
          if (free) {
            setAll(a);
          }
          return Reply.flag(free);
        });
    model.add("incr", 2, a -> add(a[1], 1));
    model.add("decr", 2, a -> add(a[1], -1));
    model.add("incrby", 3, a -> add(a[1], Numeric.strict(a[2])));
    model.add("decrby", 3, a -> add(a[1], -Numeric.strict(a[2])));
    model.add(
        "append",
        3,
        a -> {
          String old = space.write(a[1], String.class);
          String joined = old == null ? a[2] : old + a[2];
          space.set(a[1], joined);
          return Reply.number(joined.length());
        });
    model.add(
        "substr",
        4,
        a -> {
          String text = space.read(a[1], String.class);
          if (text == null) {
            return Reply.bulk(null);
          }
          int from = Numeric.loose(a[2]);
          int to = Numeric.loose(a[3]);
          from = Math.max(from < 0 ? from + text.length() : from, 0);
          to = Math.min(to < 0 ? to + text.length() : to, text.length() - 1);
          return Reply.bulk(from > to ? null : text.substring(from, to + 1));
        });
  }

  private static void checkPairs(String[] a) {
    if (a.length % 2 == 0) {
      throw new ModelError("wrong number of arguments for MSET");
    }
  }

  private void setAll(String[] a) {
    for (int i = 1; i < a.length; i += 2) {
      space.set(a[i], a[i + 1]);
    }
  }

  private Reply add(String key, long increment) {
    String old = space.write(key, String.class);
    long sum = (old == null ? 0 : Numeric.strict(old)) + increment;
    space.set(key, Long.toString(sum));
    return Reply.number(sum);
  }
}
