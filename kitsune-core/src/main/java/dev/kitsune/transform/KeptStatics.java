package dev.kitsune.transform;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The statics of units that both versions share: the one place where the new version's code can
 * write over what the old one relies on without an object of it in hand. Remembered before the new
 * code runs, put back when it is rolled back.
 */
public final class KeptStatics {

  private record Value(Field field, @Nullable Object value) {}

  private final VersionPair pair;
  private final Map<Class<?>, List<Field>> fields = new HashMap<>();
  private final List<Value> values = new ArrayList<>();

  /**
   * @param initialized the old version's classes that were initialised; later ones may be added
   */
  public KeptStatics(VersionPair pair, Collection<Class<?>> initialized) {
    this.pair = pair;
    initialized.forEach(this::fieldsOf); // looked up here, since this is before the pause
  }

  private List<Field> fieldsOf(Class<?> type) {
    return fields.computeIfAbsent(type, this::find);
  }

  private List<Field> find(Class<?> type) {
    List<Field> found = new ArrayList<>();
    if (!pair.isOld(type)) {
      for (Field field : type.getDeclaredFields()) {
        int modifiers = field.getModifiers();
        if (Modifier.isStatic(modifiers) && !Modifier.isFinal(modifiers) && !field.isSynthetic()) {
          field.setAccessible(true);
          found.add(field);
        }
      }
    }
    return found;
  }

  /** Remembers the values, while the program stands. */
  public void remember(Collection<Class<?>> initialized) {
    try {
      for (Class<?> type : initialized) {
        for (Field field : fieldsOf(type)) {
          values.add(new Value(field, field.get(null)));
        }
      }
    } catch (IllegalAccessException e) {
      throw new IllegalStateException(e);
    }
  }

  /**
   * Puts the values back.
   *
   * @return a line for each static that had another value
   */
  public List<String> restore() {
    List<String> changed = new ArrayList<>();
    try {
      for (Value known : values) {
        Object now = known.field.get(null);
        boolean same =
            known.field.getType().isPrimitive()
                ? Objects.equals(now, known.value)
                : now == known.value;
        if (!same) {
          known.field.set(null, known.value);
          changed.add(
              "put back: static "
                  + known.field.getDeclaringClass().getName()
                  + "."
                  + known.field.getName()
                  + ", which the new version had written to");
        }
      }
    } catch (IllegalAccessException e) {
      throw new IllegalStateException(e);
    }
    return changed;
  }
}
