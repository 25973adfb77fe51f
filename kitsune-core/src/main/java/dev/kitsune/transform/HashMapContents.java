package dev.kitsune.transform;

import java.lang.invoke.VarHandle;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** {@link HashMap} and {@link LinkedHashMap}; through them the sets that are built on them. */
final class HashMapContents extends MapContents {

  static final Contents HASH = new HashMapContents(false);
  static final Contents LINKED = new HashMapContents(true);

  private static final Class<?> NODE = Access.jdkClass("java.util.HashMap$Node");
  private static final Class<?> LINK = Access.jdkClass("java.util.LinkedHashMap$Entry");
  private static final VarHandle TABLE = Access.handle(HashMap.class, "table");
  private static final VarHandle LOAD_FACTOR = Access.handle(HashMap.class, "loadFactor");
  private static final VarHandle ACCESS_ORDER = Access.handle(LinkedHashMap.class, "accessOrder");
  private static final VarHandle HEAD = Access.handle(LinkedHashMap.class, "head");
  private static final VarHandle AFTER = Access.handle(LINK, "after");
  private static final VarHandle KEY = Access.handle(NODE, "key");
  private static final VarHandle NODE_VALUE = Access.handle(NODE, "value");
  private static final VarHandle NEXT = Access.handle(NODE, "next");
  private static final Slot VALUE = Access.slot(NODE, "value");
  private static final Slot MOD_COUNT = Access.slot(HashMap.class, "modCount");

  private static final Slot[] HASH_INSIDES = {
    Access.slot(HashMap.class, "table"),
    Access.slot(HashMap.class, "size"),
    Access.slot(HashMap.class, "threshold")
  };
  private static final Slot[] LINKED_INSIDES = {
    HASH_INSIDES[0],
    HASH_INSIDES[1],
    HASH_INSIDES[2],
    Access.slot(LinkedHashMap.class, "head"),
    Access.slot(LinkedHashMap.class, "tail")
  };

  private final boolean linked;

  private HashMapContents(boolean linked) {
    this.linked = linked;
  }

  @Override
  Set<String> owned() {
    return Set.of("HashMap.table", "LinkedHashMap.head", "LinkedHashMap.tail");
  }

  @Override
  void each(Object map, Entries entries) {
    if (linked) {
      for (Object node = (Object) HEAD.get(map); node != null; node = (Object) AFTER.get(node)) {
        entries.entry(node, -1, (Object) KEY.get(node), (Object) NODE_VALUE.get(node));
      }
      return;
    }
    @Nullable Object[] table = (Object[]) TABLE.get(map);
    if (table != null) {
      each(table, 0, table.length, entries);
    }
  }

  private static void each(@Nullable Object[] table, int from, int to, Entries entries) {
    for (int i = from; i < to; i++) {
      for (Object node = table[i]; node != null; node = (Object) NEXT.get(node)) {
        entries.entry(node, -1, (Object) KEY.get(node), (Object) NODE_VALUE.get(node));
      }
    }
  }

  @Override
  List<Entered> cut(Object map, int atLeast) {
    @Nullable Object[] table = (Object[]) TABLE.get(map);
    List<Entered> parts = new ArrayList<>();
    for (int at = 0; table != null && table.length >= atLeast && at < table.length; ) {
      int from = at;
      at = Math.min(table.length, from + Walk.PART);
      int to = at;
      parts.add(entries -> each(table, from, to, entries));
    }
    return parts;
  }

  @Override
  Slot value() {
    return VALUE;
  }

  @Override
  Map<Object, Object> scratch(Object map) {
    // The size field, since a program's subclass may count in another way.
    int size = (Integer) Objects.requireNonNull(HASH_INSIDES[1].get(map, -1));
    float factor = (float) LOAD_FACTOR.get(map);
    int capacity = (int) Math.min(1 << 30, size / factor + 1);
    return linked
        ? new LinkedHashMap<>(capacity, factor, (boolean) ACCESS_ORDER.get(map))
        : new HashMap<>(capacity, factor);
  }

  @Override
  Slot[] insides() {
    return linked ? LINKED_INSIDES : HASH_INSIDES;
  }

  @Override
  Slot modCount() {
    return MOD_COUNT;
  }
}
