package dev.kitsune.kv.model;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Keys of any kind, databases, deadlines. */
final class KeyRows {

  private final Space space;

  KeyRows(Space space) {
    this.space = space;
  }

  static long now() {
    return System.currentTimeMillis() / 1000;
  }

  void addTo(Model model) {
    model.add(
        "del",
        -2,
        a -> {
          int deleted = 0;
          for (int i = 1; i < a.length; i++) {
            deleted += space.delete(a[i]) ? 1 : 0;
          }
          return Reply.number(deleted);
        });
    model.add("exists", 2, a -> Reply.flag(space.read(a[1]) != null));
    model.add("type", 2, a -> Reply.status(Space.typeOf(space.read(a[1]))));
    model.add("dbsize", 1, a -> Reply.number(space.values().size()));
    model.add(
        "keys",
        2,
        a -> {
          List<String> found = new ArrayList<>();
          String pattern = a[1].replace("*", ".*").replace("?", ".").replace("[^", "[\u0001");
          pattern = pattern.replace("\u0001", "^");
          for (String key : space.values().keySet()) {
            if (key.matches("(?s)" + pattern)) {
              found.add(key);
            }
          }
          return Reply.unordered(found, 1);
        });
    model.add(
        "randomkey",
        1,
        a -> {
          if (space.values().isEmpty()) {
            return Reply.bulk(null);
          }
          Set<String> choices = new HashSet<>();
          space.values().keySet().forEach(key -> choices.add(Reply.raw(key)));
          return new Reply.AnyOf(choices, chosen -> {});
        });
    model.add(
        "select",
        2,
        a -> {
          int number = Numeric.loose(a[1]);
          if (number < 0 || number >= Space.COUNT) {
            throw new ModelError("invalid DB index");
          }
          space.selected = number;
          return Reply.ok();
        });
    model.add(
        "rename",
        3,
        a -> {
          rename(a, true);
          return Reply.ok();
        });
    model.add("renamenx", 3, a -> Reply.flag(rename(a, false)));
    model.add("move", 3, this::move);
    model.add(
        "flushdb",
        1,
        a -> {
          space.clear(space.selected);
          return Reply.ok();
        });
    model.add("expire", 3, a -> expire(a[1], Numeric.strict(a[2])));
    model.add("expireat", 3, a -> expire(a[1], Math.max(Numeric.strict(a[2]) - now(), 0)));
    model.add(
        "ttl",
        2,
        a -> {
          Long deadline = space.deadlines().get(a[1]);
          return deadline == null ? Reply.number(-1) : new Reply.TimeLeft(deadline - now());
        });
  }

  private boolean rename(String[] a, boolean overwrite) {
    if (a[1].equals(a[2])) {
      throw new ModelError("source and destination objects are the same");
    }
    Object value = space.write(a[1]);
    if (value == null) {
      throw new ModelError("no such key");
    }
    if (space.write(a[2]) != null && !overwrite) {
      return false;
    }
    space.delete(a[1]);
    space.set(a[2], value);
    return true;
  }

  private Reply move(String[] a) {
    int number = Numeric.loose(a[2]);
    if (number < 0 || number >= Space.COUNT) {
      throw new ModelError("index out of range");
    }
    if (number == space.selected) {
      throw new ModelError("source and destination objects are the same");
    }
    Object value = space.write(a[1]);
    if (value == null) {
      return Reply.flag(false);
    }
    space.dropIfVolatile(number, a[1]);
    if (space.values(number).containsKey(a[1])) {
      return Reply.flag(false);
    }
    space.delete(a[1]);
    space.values(number).put(a[1], value);
    return Reply.flag(true);
  }

  private Reply expire(String key, long seconds) {
    if (space.read(key) == null) {
      return Reply.flag(false);
    }
    if (seconds <= 0) {
      space.delete(key);
      return Reply.flag(true);
    }
    return Reply.flag(space.deadlines().putIfAbsent(key, now() + seconds) == null);
  }
}
