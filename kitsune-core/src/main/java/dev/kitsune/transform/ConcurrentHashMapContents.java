package dev.kitsune.transform;

import java.lang.invoke.VarHandle;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** {@link ConcurrentHashMap}, at rest: no thread is inside it. */
final class ConcurrentHashMapContents extends MapContents {

  private static final Class<?> NODE =
      Access.jdkClass("java.util.concurrent.ConcurrentHashMap$Node");
  private static final Class<?> TREE_BIN =
      Access.jdkClass("java.util.concurrent.ConcurrentHashMap$TreeBin");
  private static final VarHandle KEY = Access.handle(NODE, "key");
  private static final VarHandle NODE_VALUE = Access.handle(NODE, "val");
  private static final VarHandle NEXT = Access.handle(NODE, "next");
  private static final VarHandle FIRST = Access.handle(TREE_BIN, "first");
  private static final Slot VALUE = Access.slot(NODE, "val");
  private static final Slot[] INSIDES = {
    Access.slot(ConcurrentHashMap.class, "table"),
    Access.slot(ConcurrentHashMap.class, "baseCount"),
    Access.slot(ConcurrentHashMap.class, "sizeCtl"),
    Access.slot(ConcurrentHashMap.class, "counterCells")
  };

  @Override
  Set<String> owned() {
    return Set.of(
        "ConcurrentHashMap.table", "ConcurrentHashMap.nextTable", "ConcurrentHashMap.counterCells");
  }

  @Override
  void each(Object map, Entries entries) {
    @Nullable Object[] table = (Object[]) INSIDES[0].get(map, -1);
    if (table != null) {
      each(table, 0, table.length, entries);
    }
  }

  private static void each(@Nullable Object[] table, int from, int to, Entries entries) {
    for (int i = from; i < to; i++) {
      Object bin = table[i];
      Object first = bin != null && bin.getClass() == TREE_BIN ? (Object) FIRST.get(bin) : bin;
      for (Object node = first; node != null; node = (Object) NEXT.get(node)) {
        entries.entry(node, -1, (Object) KEY.get(node), (Object) NODE_VALUE.get(node));
      }
    }
  }

  @Override
  List<Entered> cut(Object map, int atLeast) {
    @Nullable Object[] table = (Object[]) INSIDES[0].get(map, -1);
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
    return new ConcurrentHashMap<>();
  }

  @Override
  Slot[] insides() {
    return INSIDES;
  }
}
