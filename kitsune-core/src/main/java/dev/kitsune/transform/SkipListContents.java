package dev.kitsune.transform;

import java.lang.invoke.VarHandle;
import java.util.Comparator;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListMap;
import org.jspecify.annotations.Nullable;

/** {@link ConcurrentSkipListMap}, at rest; through it the set. */
final class SkipListContents extends MapContents {

  private static final String NAME = "java.util.concurrent.ConcurrentSkipListMap";
  private static final VarHandle KEY = Access.handle(Access.jdkClass(NAME + "$Node"), "key");
  private static final VarHandle NEXT = Access.handle(Access.jdkClass(NAME + "$Node"), "next");
  private static final VarHandle NODE = Access.handle(Access.jdkClass(NAME + "$Index"), "node");
  private static final Slot VALUE = Access.slot(Access.jdkClass(NAME + "$Node"), "val");
  private static final Slot COMPARATOR = Access.slot(ConcurrentSkipListMap.class, "comparator");
  private static final Slot[] INSIDES = {
    Access.slot(ConcurrentSkipListMap.class, "head"),
    Access.slot(ConcurrentSkipListMap.class, "adder")
  };

  @Override
  Set<String> owned() {
    return Set.of(
        "ConcurrentSkipListMap.head",
        "ConcurrentSkipListMap.adder",
        "ConcurrentSkipListMap.comparator");
  }

  @Override
  void each(Object map, Entries entries) {
    Object head = INSIDES[0].get(map, -1);
    if (head == null) {
      return;
    }
    Object node = (Object) NEXT.get((Object) NODE.get(head));
    while (node != null) {
      Object key = (Object) KEY.get(node);
      Object value = VALUE.get(node, -1);
      if (key != null && value != null) { // else a marker, or a node that is being unlinked
        entries.entry(node, -1, key, value);
      }
      node = (Object) NEXT.get(node);
    }
  }

  @Override
  Slot value() {
    return VALUE;
  }

  @SuppressWarnings("unchecked")
  @Override
  Map<Object, Object> scratch(Object map) {
    @Nullable Object comparator = COMPARATOR.get(map, -1);
    return new ConcurrentSkipListMap<>((Comparator<Object>) comparator);
  }

  @Override
  Slot[] insides() {
    return INSIDES;
  }

  @Override
  boolean isSorted() {
    return true;
  }

  @Override
  Slot comparator() {
    return COMPARATOR;
  }
}
