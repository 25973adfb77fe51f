package dev.kitsune.transform;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Entries of keys and values. Values are written where they are. If a key's place may change, a
 * plain map of the same kind is filled with the new keys, and the container takes over its insides:
 * nothing of the old insides is touched, so that putting them back restores contents and order.
 */
abstract class MapContents extends Contents {

  /** Takes the entries of a map. */
  interface Entries {

    /**
     * Takes one entry.
     *
     * @param node what holds the value, in {@link #value()} or at the index
     */
    void entry(Object node, int index, @Nullable Object key, @Nullable Object value);
  }

  /** Shows the entries in iteration order. */
  abstract void each(Object map, Entries entries);

  /** Returns the slot of an entry's value. */
  abstract Slot value();

  /** Returns an empty map of the same kind, for about as many entries. */
  abstract Map<Object, Object> scratch(Object map);

  /** Returns the fields that hold the insides. */
  abstract Slot[] insides();

  /** Returns the field that makes iterators fail, or null. */
  @Nullable Slot modCount() {
    return null;
  }

  /** Whether the keys' order counts, else their hash. */
  boolean isSorted() {
    return false;
  }

  /** Returns the field of the comparator, or null. */
  @Nullable Slot comparator() {
    return null;
  }

  @Override
  void scan(Object map, Visitor visitor) {
    Scan scan = new Scan(value(), visitor, isSorted());
    scan.moved = scanComparator(map, visitor);
    each(map, scan);
    if (scan.moved) {
      visitor.rebuild(this, map);
    }
  }

  /** Takes some entries of a map in any order. */
  interface Entered {

    /** Shows them. */
    void each(Entries entries);
  }

  /** Cuts a large map as {@link #parts} does. */
  List<Entered> cut(Object map, int atLeast) {
    return List.of();
  }

  @Override
  final List<Part> parts(Object map, int atLeast) {
    List<Part> parts = new ArrayList<>();
    for (Entered some : cut(map, atLeast)) {
      parts.add(visitor -> scan(map, some, visitor));
    }
    if (!parts.isEmpty()) {
      parts.add(visitor -> scanShell(map, visitor));
    }
    return parts;
  }

  private void scan(Object map, Entered some, Visitor visitor) {
    Scan scan = new Scan(value(), visitor, isSorted());
    some.each(scan);
    if (scan.moved) {
      visitor.rebuild(this, map);
    }
  }

  @Override
  void scanShell(Object map, Visitor visitor) {
    if (scanComparator(map, visitor)) {
      visitor.rebuild(this, map);
    }
  }

  private boolean scanComparator(Object map, Visitor visitor) {
    Slot comparator = comparator();
    Object old = comparator == null ? null : comparator.get(map, -1);
    if (comparator == null || old == null) {
      return false;
    }
    boolean moved = visitor.unsettles(old, true);
    visitor.visit(comparator, map, -1);
    return moved;
  }

  /** One pass over the entries. */
  private static final class Scan implements Entries {
    private final Slot value;
    private final Visitor visitor;
    private final boolean sorted;
    private boolean moved;

    Scan(Slot value, Visitor visitor, boolean sorted) {
      this.value = value;
      this.visitor = visitor;
      this.sorted = sorted;
    }

    @Override
    public void entry(Object node, int index, @Nullable Object key, @Nullable Object held) {
      if (key != null && visitor.unsettles(key, sorted)) {
        moved = true;
      }
      if (held != null) {
        Object fresh = visitor.reach(held);
        if (fresh != held) {
          visitor.write(value, node, index, held, fresh);
        }
      }
    }
  }

  @Override
  void keys(Object map, Visitor visitor) {
    Slot comparator = comparator();
    Object order = comparator == null ? null : comparator.get(map, -1);
    if (order != null) {
      visitor.reach(order);
    }
    each(
        map,
        (node, index, key, value) -> {
          if (key != null) {
            visitor.reach(key);
          }
        });
  }

  @Override
  void rebuild(Object map, Rebuilding how) {
    Map<Object, Object> scratch = scratch(map);
    fill(map, scratch, how);
    adopt(map, scratch, how);
  }

  /** Puts all entries with their new keys. */
  final void fill(Object map, Map<Object, Object> scratch, Rebuilding how) {
    each(
        map,
        (node, index, key, value) -> {
          if (!put(scratch, how.fresh(key), value)) {
            throw how.conflict(
                map,
                "two keys of a "
                    + Names.simple(map.getClass())
                    + " became equal: one of them is "
                    + Names.key(key)
                    + "; make them differ in the new version, or let go of one");
          }
        });
  }

  /** Puts an entry; returns false if the key was there. */
  boolean put(Map<Object, Object> scratch, @Nullable Object key, @Nullable Object value) {
    int size = scratch.size();
    scratch.put(key, value);
    return scratch.size() != size;
  }

  private void adopt(Object map, Object scratch, Rebuilding how) {
    for (Slot slot : insides()) {
      how.write(slot, map, slot.get(scratch, -1));
    }
    Slot modCount = modCount();
    if (modCount != null) {
      // An iterator that is held across the update walks the old insides: let it fail instead.
      how.write(modCount, map, (Integer) Objects.requireNonNull(modCount.get(map, -1)) + 1);
    }
  }

  @Override
  String label(Object map, Object child) {
    String[] found = {Names.simple(map.getClass())};
    each(
        map,
        (node, index, key, value) -> {
          if (value == child) {
            found[0] = Names.simple(map.getClass()) + "[" + Names.key(key) + "]";
          } else if (key == child) {
            found[0] = Names.simple(map.getClass()) + ".key";
          }
        });
    return found[0];
  }
}
