package dev.kitsune.transform;

import java.lang.invoke.VarHandle;
import java.util.Comparator;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** {@link TreeMap}, re-sorted by the new comparator; through it {@link java.util.TreeSet}. */
final class TreeMapContents extends MapContents {

  private static final Class<?> ENTRY = Access.jdkClass("java.util.TreeMap$Entry");
  private static final VarHandle KEY = Access.handle(ENTRY, "key");
  private static final VarHandle LEFT = Access.handle(ENTRY, "left");
  private static final VarHandle RIGHT = Access.handle(ENTRY, "right");
  private static final VarHandle PARENT = Access.handle(ENTRY, "parent");
  private static final Slot VALUE = Access.slot(ENTRY, "value");
  private static final Slot COMPARATOR = Access.slot(TreeMap.class, "comparator");
  private static final Slot MOD_COUNT = Access.slot(TreeMap.class, "modCount");
  private static final Slot[] INSIDES = {
    Access.slot(TreeMap.class, "root"), Access.slot(TreeMap.class, "size")
  };

  @Override
  Set<String> owned() {
    return Set.of("TreeMap.root", "TreeMap.comparator");
  }

  @Override
  void each(Object map, Entries entries) {
    Object entry = leftmost(INSIDES[0].get(map, -1));
    while (entry != null) {
      entries.entry(entry, -1, (Object) KEY.get(entry), VALUE.get(entry, -1));
      entry = next(entry);
    }
  }

  private static @Nullable Object leftmost(@Nullable Object entry) {
    Object found = entry;
    while (found != null) {
      Object left = (Object) LEFT.get(found);
      if (left == null) {
        return found;
      }
      found = left;
    }
    return null;
  }

  private static @Nullable Object next(Object entry) {
    Object right = (Object) RIGHT.get(entry);
    if (right != null) {
      return leftmost(right);
    }
    Object child = entry;
    Object parent = (Object) PARENT.get(child);
    while (parent != null && (Object) RIGHT.get(parent) == child) {
      child = parent;
      parent = (Object) PARENT.get(child);
    }
    return parent;
  }

  @Override
  Slot value() {
    return VALUE;
  }

  @SuppressWarnings("unchecked")
  @Override
  Map<Object, Object> scratch(Object map) {
    return new TreeMap<>((Comparator<Object>) COMPARATOR.get(map, -1));
  }

  @Override
  Slot[] insides() {
    return INSIDES;
  }

  @Override
  Slot modCount() {
    return MOD_COUNT;
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
