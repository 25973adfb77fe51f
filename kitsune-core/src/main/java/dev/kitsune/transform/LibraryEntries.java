package dev.kitsune.transform;

import java.lang.ref.Reference;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Entries of Guava's caches, of its concurrent maps and of some sets, which remember the hash or
 * the place of a key and cannot be filled anew: their keys may not change.
 */
final class LibraryEntries extends Contents implements Contents.Weak {

  /** The field that holds the key, by the entry's class; none if the entry is a reference to it. */
  private static final Map<String, String> KEYS =
      Map.of(
          "com.google.common.cache.LocalCache$StrongEntry", "key",
          "com.google.common.cache.LocalCache$WeakEntry", "",
          "com.google.common.collect.MapMakerInternalMap$AbstractStrongKeyEntry", "key",
          "com.google.common.collect.MapMakerInternalMap$AbstractWeakKeyEntry", "",
          "com.google.common.collect.LinkedHashMultimap$ValueEntry", "value",
          "com.google.common.collect.TreeMultiset$AvlNode", "elem");

  private final String type;
  private final String key;

  private LibraryEntries(String type, String key) {
    this.type = type;
    this.key = key;
  }

  /** Returns the contents of a class of entries, or null if it is none. */
  static @Nullable Contents of(String name) {
    String key = KEYS.get(name);
    return key == null ? null : new LibraryEntries(name, key);
  }

  @Override
  Set<String> owned() {
    return Set.of(); // a key that does not change is not written either
  }

  @Override
  void scan(Object entry, Visitor visitor) {
    if (key.isEmpty()) {
      visitor.weak(this, entry);
      return;
    }
    Class<?> declaring = entry.getClass();
    while (!hasKey(declaring)) {
      declaring = declaring.getSuperclass();
    }
    check(Access.slot(declaring, key).get(entry, -1), visitor);
  }

  private boolean hasKey(Class<?> declaring) {
    for (java.lang.reflect.Field field : declaring.getDeclaredFields()) {
      if (field.getName().equals(key)) {
        return true;
      }
    }
    return false;
  }

  private void check(@Nullable Object held, Visitor visitor) {
    if (held != null && visitor.unsettles(held, type.endsWith("AvlNode"))) {
      visitor.refuse(
          "keys changed in a collection that cannot be put in order again: entry="
              + type
              + "; use keys of a unit that does not change, or a collection of the JDK");
    }
  }

  @Override
  public void advance(Object entry, Visitor visitor, Reached reached) {
    // A key that is held weakly only is of no use any more.
  }

  @Override
  public void settle(Object entry, Visitor visitor, Reached reached) {
    Object held = ((Reference<?>) entry).get();
    if (held != null && reached.isAlive(held)) {
      check(held, visitor);
    }
  }

  @Override
  String label(Object entry, Object child) {
    return Names.simple(entry.getClass());
  }
}
