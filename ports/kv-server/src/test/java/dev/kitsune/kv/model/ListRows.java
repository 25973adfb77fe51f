package dev.kitsune.kv.model;

import dev.kitsune.kv.model.Space.Elements;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Lists. */
final class ListRows {

  private final Space space;

  ListRows(Space space) {
    this.space = space;
  }

  void addTo(Model model) {
    model.add(
        "rpush",
        3,
        a -> {
          Elements list = space.writeOrNew(a[1], Elements.class, Elements::new);
          list.add(a[2]);
          return Reply.number(list.size());
        });
    model.add(
        "lpush",
        3,
        a -> {
          Elements list = space.writeOrNew(a[1], Elements.class, Elements::new);
          list.add(0, a[2]);
          return Reply.number(list.size());
        });
    model.add("lpop", 2, a -> Reply.bulk(pop(a[1], true)));
    model.add("rpop", 2, a -> Reply.bulk(pop(a[1], false)));
    model.add("blpop", -3, a -> block(a, true));
    model.add("brpop", -3, a -> block(a, false));
    model.add("llen", 2, a -> Reply.number(read(a[1]).size()));
    model.add(
        "lindex",
        3,
        a -> {
          List<String> list = read(a[1]);
          int index = index(a[2], list.size());
          return Reply.bulk(index < 0 || index >= list.size() ? null : list.get(index));
        });
    model.add(
        "lset",
        4,
        a -> {
          Elements list = space.write(a[1], Elements.class);
          if (list == null) {
            throw new ModelError("no such key");
          }
          int index = index(a[2], list.size());
          if (index < 0 || index >= list.size()) {
            throw new ModelError("index out of range");
          }
          list.set(index, a[3]);
          return Reply.ok();
        });
    model.add("lrange", 4, a -> Reply.list(part(read(a[1]), a[2], a[3])));
    model.add(
        "ltrim",
        4,
        a -> {
          Elements list = space.write(a[1], Elements.class);
          if (list != null) {
            List<String> kept = List.copyOf(part(list, a[2], a[3]));
            list.clear();
            list.addAll(kept);
            dropIfEmpty(a[1], list);
          }
          return Reply.ok();
        });
    model.add(
        "lrem",
        4,
        a -> {
          Elements list = space.write(a[1], Elements.class);
          int removed = 0;
          if (list != null) {
            int count = Numeric.loose(a[2]);
            while (list.contains(a[3]) && (count == 0 || removed < Math.abs(count))) {
              list.remove(count < 0 ? list.lastIndexOf(a[3]) : list.indexOf(a[3]));
              removed++;
            }
            dropIfEmpty(a[1], list);
          }
          return Reply.number(removed);
        });
    model.add(
        "rpoplpush",
        3,
        a -> {
          Elements source = space.write(a[1], Elements.class);
          if (source == null || source.isEmpty()) {
            return Reply.bulk(null);
          }
          Elements target = space.writeOrNew(a[2], Elements.class, Elements::new);
          String element = source.remove(source.size() - 1);
          target.add(0, element);
          dropIfEmpty(a[1], source);
          return Reply.bulk(element);
        });
  }

  private List<String> read(String key) {
    Elements list = space.read(key, Elements.class);
    return list == null ? List.of() : list;
  }

  private @Nullable String pop(String key, boolean head) {
    Elements list = space.write(key, Elements.class);
    if (list == null || list.isEmpty()) {
      return null;
    }
    String element = list.remove(head ? 0 : list.size() - 1);
    dropIfEmpty(key, list);
    return element;
  }

  /** Only with something to pop, or inside a transaction. */
  private Reply block(String[] a, boolean head) {
    if (!a[a.length - 1].matches("-?\\d+")) {
      throw new ModelError("timeout is not an integer");
    }
    if (Numeric.strict(a[a.length - 1]) < 0) {
      throw new ModelError("timeout is negative");
    }
    for (int i = 1; i < a.length - 1; i++) {
      String element = pop(a[i], head);
      if (element != null) {
        return Reply.list(List.of(a[i], element));
      }
    }
    return new Reply.Exact("*-1\r\n");
  }

  private static int index(String text, int size) {
    int index = Numeric.loose(text);
    return index < 0 ? index + size : index;
  }

  private static List<String> part(List<String> list, String first, String last) {
    int from = Math.max(index(first, list.size()), 0);
    int to = Math.min(index(last, list.size()), list.size() - 1);
    return from > to ? List.of() : list.subList(from, to + 1);
  }

  private void dropIfEmpty(String key, List<String> list) {
    if (list.isEmpty()) {
      space.delete(key);
    }
  }
}
