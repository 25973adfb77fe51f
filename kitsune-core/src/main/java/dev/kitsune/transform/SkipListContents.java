package dev.kitsune.transform;

import java.lang.invoke.VarHandle;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
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
  private static final VarHandle DOWN = Access.handle(Access.jdkClass(NAME + "$Index"), "down");
  private static final VarHandle RIGHT = Access.handle(Access.jdkClass(NAME + "$Index"), "right");
  private static final int PARTS = 256;
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
    each((Object) NEXT.get((Object) NODE.get(head)), null, entries);
  }

  private static void each(@Nullable Object first, @Nullable Object end, Entries entries) {
    Object node = first;
    while (node != end && node != null) {
      Object key = (Object) KEY.get(node);
      Object value = VALUE.get(node, -1);
      if (key != null && value != null) { // else a marker, or a node that is being unlinked
        entries.entry(node, -1, key, value);
      }
      node = (Object) NEXT.get(node);
    }
  }

  /** Cuts where the lowest level of the index has nodes, which is every fourth node or so. */
  @Override
  List<Entered> cut(Object map, int atLeast) {
    Object top = INSIDES[0].get(map, -1);
    if (top == null || ((ConcurrentSkipListMap<?, ?>) map).size() < atLeast) {
      return List.of();
    }
    Object level = top;
    List<Object> starts = startsOf(level);
    while (starts.size() < PARTS && DOWN.get(level) != null) {
      level = (Object) DOWN.get(level);
      starts = startsOf(level);
    }
    List<Entered> parts = new ArrayList<>();
    @Nullable Object from = (Object) NEXT.get((Object) NODE.get(top));
    int step = Math.max(1, starts.size() / PARTS);
    for (int i = step; i < starts.size(); i += step) {
      parts.add(between(from, starts.get(i)));
      from = starts.get(i);
    }
    parts.add(between(from, null));
    return parts;
  }

  private static Entered between(@Nullable Object from, @Nullable Object end) {
    return entries -> each(from, end, entries);
  }

  /** Returns the base nodes below one level of the index, in order, but those being unlinked. */
  private static List<Object> startsOf(Object level) {
    List<Object> starts = new ArrayList<>();
    for (Object index = (Object) RIGHT.get(level);
        index != null;
        index = (Object) RIGHT.get(index)) {
      Object node = (Object) NODE.get(index);
      if (VALUE.get(node, -1) != null) {
        starts.add(node);
      }
    }
    return starts;
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
