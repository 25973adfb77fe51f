package dev.kitsune.transform;

import java.lang.invoke.VarHandle;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** {@link IdentityHashMap}: a new key has another identity, a kept one the same. */
final class IdentityHashMapContents extends MapContents {

  private static final Slot MOD_COUNT = Access.slot(IdentityHashMap.class, "modCount");
  private static final Slot[] INSIDES = {
    Access.slot(IdentityHashMap.class, "table"), Access.slot(IdentityHashMap.class, "size")
  };
  private static final Object NULL_KEY = nullKey();

  @Override
  Set<String> owned() {
    return Set.of("IdentityHashMap.table");
  }

  @Override
  void each(Object map, Entries entries) {
    @Nullable Object[] table = (Object[]) Objects.requireNonNull(INSIDES[0].get(map, -1));
    for (int i = 0; i < table.length; i += 2) {
      if (table[i] != null) {
        entries.entry(table, i + 1, table[i] == NULL_KEY ? null : table[i], table[i + 1]);
      }
    }
  }

  @Override
  void scan(Object map, Visitor visitor) {
    boolean[] moved = new boolean[1];
    each(
        map,
        (table, index, key, value) -> {
          if (key != null && visitor.reach(key) != key) {
            moved[0] = true;
          }
          if (value != null) {
            visitor.visit(Slot.ELEMENT, table, index);
          }
        });
    if (moved[0]) {
      visitor.rebuild(this, map);
    }
  }

  @Override
  Slot value() {
    return Slot.ELEMENT;
  }

  @Override
  Map<Object, Object> scratch(Object map) {
    return new IdentityHashMap<>((Integer) Objects.requireNonNull(INSIDES[1].get(map, -1)));
  }

  @Override
  Slot[] insides() {
    return INSIDES;
  }

  @Override
  Slot modCount() {
    return MOD_COUNT;
  }

  private static Object nullKey() {
    VarHandle key;
    try {
      key = Access.handle(IdentityHashMap.class.getDeclaredField("NULL_KEY"));
    } catch (NoSuchFieldException e) {
      throw new IllegalStateException(e);
    }
    return (Object) key.get();
  }
}
