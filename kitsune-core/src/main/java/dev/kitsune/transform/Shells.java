package dev.kitsune.transform;

import java.util.Set;

/**
 * JDK containers that can be looked into without looking at their elements: those of which it is
 * known that all they hold is elements, a comparator, a lock, or another container of the same
 * elements. Views are none, since they hold more than the elements that they show.
 */
final class Shells {

  private static final String UTIL = "java.util.";

  private static final Set<String> CONTAINERS =
      Set.of(
          "HashMap",
          "LinkedHashMap",
          "Hashtable",
          "TreeMap",
          "IdentityHashMap",
          "concurrent.ConcurrentHashMap",
          "concurrent.ConcurrentSkipListMap",
          "HashSet",
          "LinkedHashSet",
          "TreeSet",
          "concurrent.ConcurrentSkipListSet",
          "concurrent.CopyOnWriteArraySet",
          "ArrayList",
          "ArrayDeque",
          "Vector",
          "LinkedList",
          "PriorityQueue",
          "concurrent.CopyOnWriteArrayList",
          "concurrent.LinkedBlockingQueue",
          "concurrent.LinkedBlockingDeque",
          "concurrent.PriorityBlockingQueue",
          "Arrays$ArrayList",
          "ImmutableCollections$ListN",
          "ImmutableCollections$List12",
          "ImmutableCollections$SetN",
          "ImmutableCollections$Set12",
          "ImmutableCollections$MapN",
          "ImmutableCollections$Map1",
          "Collections$UnmodifiableCollection",
          "Collections$UnmodifiableSet",
          "Collections$UnmodifiableList",
          "Collections$UnmodifiableRandomAccessList",
          "Collections$UnmodifiableMap",
          "Collections$UnmodifiableSortedMap",
          "Collections$UnmodifiableSortedSet",
          "Collections$SynchronizedCollection",
          "Collections$SynchronizedSet",
          "Collections$SynchronizedList",
          "Collections$SynchronizedRandomAccessList",
          "Collections$SynchronizedMap",
          "Collections$SynchronizedSortedMap",
          "Collections$SynchronizedSortedSet");

  /** Fields of maps that remember a view of the map itself. */
  private static final Set<String> VIEWS =
      Set.of("keySet", "values", "entrySet", "navigableKeySet", "descendingMap");

  private Shells() {}

  /** Whether objects of exactly this class can be looked into so. */
  static boolean contains(Class<?> type) {
    return type.getModule() == Object.class.getModule()
        && type.getName().startsWith(UTIL)
        && CONTAINERS.contains(type.getName().substring(UTIL.length()));
  }

  /** Whether the slot of such a container holds a view of it. */
  static boolean isView(Slot slot) {
    String label = slot.label(-1);
    return VIEWS.contains(label.substring(label.lastIndexOf('.') + 1));
  }
}
