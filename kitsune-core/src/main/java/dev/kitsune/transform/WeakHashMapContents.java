package dev.kitsune.transform;

import java.lang.invoke.VarHandle;
import java.lang.ref.Reference;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.WeakHashMap;
import org.jspecify.annotations.Nullable;

/** {@link WeakHashMap}: an entry counts once its key is reached from elsewhere. */
final class WeakHashMapContents extends MapContents implements Contents.Weak {

  private static final Class<?> ENTRY = Access.jdkClass("java.util.WeakHashMap$Entry");
  private static final Object NULL_KEY = nullKey();
  private static final VarHandle NEXT = Access.handle(ENTRY, "next");
  private static final Slot VALUE = Access.slot(ENTRY, "value");
  private static final Slot MOD_COUNT = Access.slot(WeakHashMap.class, "modCount");
  private static final Slot[] INSIDES = {
    Access.slot(WeakHashMap.class, "table"),
    Access.slot(WeakHashMap.class, "size"),
    Access.slot(WeakHashMap.class, "threshold"),
    // Entries go to the queue that they were made with.
    Access.slot(WeakHashMap.class, "queue")
  };

  @Override
  Set<String> owned() {
    return Set.of("WeakHashMap.table", "WeakHashMap.queue");
  }

  @Override
  void each(Object map, Entries entries) {
    @Nullable Object[] table = (Object[]) Objects.requireNonNull(INSIDES[0].get(map, -1));
    for (int i = table.length - 1; i >= 0; i--) {
      for (Object node = table[i]; node != null; node = (Object) NEXT.get(node)) {
        Object key = ((Reference<?>) node).get();
        if (key != null) { // else collected
          entries.entry(node, -1, key == NULL_KEY ? null : key, VALUE.get(node, -1));
        }
      }
    }
  }

  @Override
  void scan(Object map, Visitor visitor) {
    visitor.weak(this, map);
  }

  @Override
  public void advance(Object map, Visitor visitor, Reached reached) {
    each(
        map,
        (node, index, key, value) -> {
          if (key == null || reached.isAlive(key)) {
            if (key != null) {
              visitor.reach(key);
            }
            if (value != null) {
              visitor.reach(value);
            }
          }
        });
  }

  @Override
  public void settle(Object map, Visitor visitor, Reached reached) {
    boolean[] moved = new boolean[1];
    each(
        map,
        (node, index, key, value) -> {
          if (key != null && !reached.isAlive(key)) {
            moved[0] = true; // rebuilding leaves it out
          } else {
            moved[0] |= key != null && visitor.unsettles(key, false);
            visitor.visit(VALUE, node, -1);
          }
        });
    if (moved[0]) {
      visitor.rebuild(new Rebuild(reached), map);
    }
  }

  /** The contents while they are rebuilt, without the entries whose keys were not reached. */
  private static final class Rebuild extends MapContents {
    private final Reached reached;

    Rebuild(Reached reached) {
      this.reached = reached;
    }

    @Override
    Set<String> owned() {
      return Set.of();
    }

    @Override
    void each(Object map, Entries entries) {
      Registry.WEAK.each(
          map,
          (node, index, key, value) -> {
            if (key == null || reached.isAlive(key)) {
              entries.entry(node, index, key, value);
            }
          });
    }

    // The size may shrink under our hands.
    @Override
    boolean put(Map<Object, Object> scratch, @Nullable Object key, @Nullable Object value) {
      boolean isNew = !scratch.containsKey(key);
      scratch.put(key, value);
      return isNew;
    }

    @Override
    Slot value() {
      return VALUE;
    }

    @Override
    Map<Object, Object> scratch(Object map) {
      return new WeakHashMap<>();
    }

    @Override
    Slot[] insides() {
      return INSIDES;
    }

    @Override
    Slot modCount() {
      return MOD_COUNT;
    }
  }

  @Override
  Slot value() {
    return VALUE;
  }

  @Override
  Map<Object, Object> scratch(Object map) {
    return new WeakHashMap<>();
  }

  @Override
  Slot[] insides() {
    return INSIDES;
  }

  private static Object nullKey() {
    try {
      return (Object) Access.handle(WeakHashMap.class.getDeclaredField("NULL_KEY")).get();
    } catch (NoSuchFieldException e) {
      throw new IllegalStateException(e);
    }
  }
}
