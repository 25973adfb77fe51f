package dev.kitsune.transform;

import java.lang.invoke.VarHandle;
import java.util.Hashtable;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** {@link Hashtable}. */
final class HashtableContents extends MapContents {

  private static final Class<?> ENTRY = Access.jdkClass("java.util.Hashtable$Entry");
  private static final VarHandle KEY = Access.handle(ENTRY, "key");
  private static final VarHandle NEXT = Access.handle(ENTRY, "next");
  private static final Slot VALUE = Access.slot(ENTRY, "value");
  private static final Slot MOD_COUNT = Access.slot(Hashtable.class, "modCount");
  private static final Slot[] INSIDES = {
    Access.slot(Hashtable.class, "table"),
    Access.slot(Hashtable.class, "count"),
    Access.slot(Hashtable.class, "threshold")
  };

  @Override
  Set<String> owned() {
    return Set.of("Hashtable.table");
  }

  @Override
  void each(Object map, Entries entries) {
    @Nullable Object[] table = (Object[]) INSIDES[0].get(map, -1);
    if (table == null) {
      return;
    }
    for (int i = table.length - 1; i >= 0; i--) {
      for (Object node = table[i]; node != null; node = (Object) NEXT.get(node)) {
        entries.entry(node, -1, (Object) KEY.get(node), VALUE.get(node, -1));
      }
    }
  }

  @Override
  Slot value() {
    return VALUE;
  }

  @Override
  Map<Object, Object> scratch(Object map) {
    int size = (Integer) Objects.requireNonNull(INSIDES[1].get(map, -1));
    return new Hashtable<>(size * 4 / 3 + 1);
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
