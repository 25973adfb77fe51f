package dev.kitsune.transform;

import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Guava's collections with hash tables or orders of their own: filled anew by Guava itself when a
 * key changed, after which the old one takes over the insides. Guava's others are followed by
 * field.
 */
final class LibraryContents extends Contents {

  private static final String COLLECT = "com.google.common.collect.";

  /** Those made by {@code copyOf}, with the class that has it. */
  private static final Map<String, String> IMMUTABLE =
      Map.of(
          "RegularImmutableSet", "ImmutableSet",
          "RegularImmutableMap", "ImmutableMap",
          "RegularImmutableBiMap", "ImmutableBiMap",
          "RegularImmutableSortedSet", "ImmutableSortedSet",
          "ImmutableSortedMap", "ImmutableSortedMap");

  /** Those made by their own {@code create} and filled. */
  private static final Set<String> MUTABLE =
      Set.of(
          "HashBiMap",
          "CompactHashMap",
          "CompactHashSet",
          "CompactLinkedHashMap",
          "CompactLinkedHashSet");

  /** Fields that remember a view of the container. */
  private static final Set<String> VIEWS =
      Set.of(
          "keySet",
          "values",
          "entrySet",
          "asList",
          "inverse",
          "multimapView",
          "descendingMap",
          "descendingSet",
          "keySetView",
          "entrySetView",
          "valuesView",
          "elementSet");

  private final Class<?> type;
  private final @Nullable Method copyOf;
  private final boolean sorted;
  private final List<Slot> insides = new ArrayList<>();
  private final Set<String> owned = new HashSet<>();

  private LibraryContents(Class<?> type, @Nullable Method copyOf) {
    this.type = type;
    this.copyOf = copyOf;
    this.sorted = type.getName().contains("Sorted");
    for (Class<?> c = type; Platform.isLibrary(c); c = c.getSuperclass()) {
      for (Field field : c.getDeclaredFields()) {
        if (!Modifier.isStatic(field.getModifiers()) && !VIEWS.contains(field.getName())) {
          insides.add(Access.slot(field));
          owned.add(Slot.label(field));
        }
      }
    }
  }

  /** Returns the contents of a Guava class, or null if it has none but its fields. */
  static @Nullable Contents of(Class<?> type) {
    String name = type.getName();
    Contents guarded = LibraryEntries.of(name);
    if (guarded != null) {
      return guarded;
    }
    String simple = name.startsWith(COLLECT) ? name.substring(COLLECT.length()) : "";
    try {
      if (IMMUTABLE.containsKey(simple)) {
        Class<?> maker =
            Class.forName(COLLECT + IMMUTABLE.get(simple), true, type.getClassLoader());
        return new LibraryContents(type, copyOf(maker));
      }
      return MUTABLE.contains(simple) ? new LibraryContents(type, null) : null;
    } catch (ClassNotFoundException | NoSuchMethodException e) {
      throw new IllegalStateException("this Guava makes " + name + " in another way", e);
    }
  }

  private static Method copyOf(Class<?> maker) throws NoSuchMethodException {
    boolean map = Map.class.isAssignableFrom(maker);
    return switch (maker.getSimpleName()) {
      case "ImmutableSortedSet" -> maker.getMethod("copyOf", Comparator.class, Collection.class);
      case "ImmutableSortedMap" -> maker.getMethod("copyOf", Iterable.class, Comparator.class);
      default -> maker.getMethod("copyOf", map ? Iterable.class : Collection.class);
    };
  }

  @Override
  Set<String> owned() {
    return owned;
  }

  /** Takes the parts of a container. */
  private interface Parts {
    void part(@Nullable Object part, boolean key);
  }

  private void each(Object container, Parts parts) {
    if (container instanceof Map<?, ?> map) {
      boolean both = type.getName().endsWith("BiMap");
      for (Map.Entry<?, ?> entry : map.entrySet()) {
        parts.part(entry.getKey(), true);
        parts.part(entry.getValue(), both);
      }
    } else {
      for (Object element : (Collection<?>) container) {
        parts.part(element, true);
      }
    }
  }

  private @Nullable Object comparator(Object container) {
    return container instanceof java.util.SortedMap<?, ?> map
        ? map.comparator()
        : container instanceof java.util.SortedSet<?> set ? set.comparator() : null;
  }

  @Override
  void scan(Object container, Visitor visitor) {
    boolean[] changed = new boolean[1];
    Object order = comparator(container);
    if (order != null && visitor.unsettles(order, true) && visitor.reach(order) != order) {
      changed[0] = true;
    }
    each(
        container,
        (part, key) -> {
          if (part != null && key) {
            changed[0] |= visitor.unsettles(part, sorted);
          } else if (part != null) {
            changed[0] |= visitor.reach(part) != part;
          }
        });
    if (changed[0]) {
      visitor.rebuild(this, container);
    }
  }

  @Override
  void keys(Object container, Visitor visitor) {
    each(
        container,
        (part, key) -> {
          if (part != null) {
            visitor.reach(part);
          }
        });
  }

  @Override
  void rebuild(Object container, Rebuilding how) {
    List<@Nullable Object> parts = new ArrayList<>();
    each(container, (part, key) -> parts.add(how.fresh(part)));
    Object scratch;
    try {
      scratch = fill(container, parts, how);
    } catch (ReflectiveOperationException | IllegalArgumentException e) {
      Throwable cause = e.getCause() == null ? e : e.getCause();
      throw how.conflict(container, unfit(container) + ": " + cause.getMessage());
    }
    if (scratch.getClass() != type || size(scratch) != size(container)) {
      throw how.conflict(container, unfit(container));
    }
    for (Slot slot : insides) {
      how.write(slot, container, slot.get(scratch, -1));
    }
  }

  private String unfit(Object container) {
    return "two keys of a "
        + Names.simple(container.getClass())
        + " became equal or too many have one hash; make them differ in the new version, or let go"
        + " of one";
  }

  private static int size(Object container) {
    return container instanceof Map<?, ?> map ? map.size() : ((Collection<?>) container).size();
  }

  private Object fill(Object container, List<@Nullable Object> parts, Rebuilding how)
      throws ReflectiveOperationException {
    boolean map = container instanceof Map<?, ?>;
    Method maker = copyOf;
    if (maker == null) {
      return create(parts, map);
    }
    Object content = map ? entries(parts) : parts;
    Object order = how.fresh(comparator(container));
    return switch (maker.getParameterCount()) {
      case 1 -> maker.invoke(null, content);
      default -> map ? maker.invoke(null, content, order) : maker.invoke(null, order, content);
    };
  }

  private static List<Map.Entry<?, ?>> entries(List<@Nullable Object> parts) {
    List<Map.Entry<?, ?>> entries = new ArrayList<>();
    for (int i = 0; i < parts.size(); i += 2) {
      entries.add(new java.util.AbstractMap.SimpleEntry<>(parts.get(i), parts.get(i + 1)));
    }
    return entries;
  }

  @SuppressWarnings("unchecked")
  private Object create(List<@Nullable Object> parts, boolean map)
      throws ReflectiveOperationException {
    Method create = type.getDeclaredMethod("create");
    create.setAccessible(true);
    Object scratch = create.invoke(null);
    if (map) {
      entries(parts).forEach(e -> ((Map<Object, Object>) scratch).put(e.getKey(), e.getValue()));
    } else {
      ((Collection<Object>) scratch).addAll((Collection<Object>) (Collection<?>) parts);
    }
    return scratch;
  }

  @Override
  String label(Object container, Object child) {
    String[] found = {Names.simple(type)};
    if (container instanceof Map<?, ?> map) {
      map.forEach((key, value) -> {
        if (value == child) {
          found[0] = Names.simple(type) + "[" + Names.key(key) + "]";
        }
      });
    }
    return found[0];
  }
}
