package dev.kitsune.transform;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What {@code Set.of} and {@code Map.of} make: probe tables whose order hangs on the hashes. */
abstract class ImmutableContents extends Contents {

  static final Contents SET =
      new ImmutableContents("java.util.ImmutableCollections$SetN", "elements", 1) {
        @Override
        Object scratch(List<Object> freshes) {
          return Set.of(freshes.toArray());
        }
      };

  static final Contents MAP =
      new ImmutableContents("java.util.ImmutableCollections$MapN", "table", 2) {
        @SuppressWarnings({"unchecked", "rawtypes"})
        @Override
        Object scratch(List<Object> freshes) {
          Map.Entry[] entries = new Map.Entry[freshes.size() / 2];
          for (int i = 0; i < entries.length; i++) {
            entries[i] = Map.entry(freshes.get(2 * i), freshes.get(2 * i + 1));
          }
          return Map.ofEntries(entries);
        }
      };

  private final String owned;
  private final Slot table;
  private final int stride;

  private ImmutableContents(String type, String field, int stride) {
    Class<?> jdk = Access.jdkClass(type);
    this.owned = Names.simple(jdk) + "." + field;
    this.table = Access.slot(jdk, field);
    this.stride = stride;
  }

  /** Returns the same kind of container with these keys, or keys and values in turn. */
  abstract Object scratch(List<Object> freshes);

  @Override
  Set<String> owned() {
    return Set.of(owned);
  }

  private @Nullable Object[] table(Object container) {
    return (Object[]) Objects.requireNonNull(table.get(container, -1));
  }

  @Override
  void scan(Object container, Visitor visitor) {
    @Nullable Object[] cells = table(container);
    boolean moved = false;
    for (int i = 0; i < cells.length; i++) {
      Object cell = cells[i];
      if (cell != null && i % stride == 0) {
        moved |= visitor.unsettles(cell, false);
      } else if (cell != null) {
        visitor.visit(Slot.ELEMENT, cells, i);
      }
    }
    if (moved) {
      visitor.rebuild(this, container);
    }
  }

  @Override
  void keys(Object container, Visitor visitor) {
    @Nullable Object[] cells = table(container);
    for (int i = 0; i < cells.length; i += stride) {
      Object cell = cells[i];
      if (cell != null) {
        visitor.reach(cell);
      }
    }
  }

  @Override
  void rebuild(Object container, Rebuilding how) {
    List<Object> freshes = new ArrayList<>();
    @Nullable Object[] cells = table(container);
    for (int i = 0; i < cells.length; i++) {
      if (cells[i] != null) {
        freshes.add(i % stride == 0 ? Objects.requireNonNull(how.fresh(cells[i])) : cells[i]);
      }
    }
    try {
      how.write(table, container, table.get(scratch(freshes), -1));
    } catch (IllegalArgumentException e) {
      throw how.conflict(
          container,
          "two keys of a "
              + Names.simple(container.getClass())
              + " became equal; make them differ"
              + " in the new version, or let go of one");
    }
  }

  @Override
  String label(Object container, Object child) {
    @Nullable Object[] cells = table(container);
    for (int i = 1; stride == 2 && i < cells.length; i += 2) {
      if (cells[i] == child) {
        return "Map.of[" + Names.key(cells[i - 1]) + "]";
      }
    }
    return stride == 2 ? "Map.of.key" : "Set.of.element";
  }
}
