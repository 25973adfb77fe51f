package dev.kitsune.transform;

import java.lang.reflect.Array;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * All fields of all reachable objects, JDK collections' insides, hidden fields and identities
 * included: equal digests mean that nothing at all was changed.
 */
final class Digest {

  private static final Set<String> LEAVES =
      Set.of("java.lang.String", "java.lang.Class", "java.lang.ref.ReferenceQueue");

  /** Views that JDK maps keep once they were asked for them, for instance by a test. */
  private static final Set<String> VIEWS =
      Set.of("keySet", "values", "entrySet", "navigableKeySet", "descendingMap", "asList");

  private static final Map<Class<?>, List<Field>> FIELDS = new HashMap<>();

  private Digest() {}

  static List<String> of(Object... roots) {
    List<String> lines = new ArrayList<>();
    IdentityHashMap<Object, Object> seen = new IdentityHashMap<>();
    ArrayDeque<Object> todo = new ArrayDeque<>();
    for (Object root : roots) {
      lines.add(show(root, seen, todo));
    }
    while (!todo.isEmpty()) {
      Object object = todo.removeFirst();
      StringBuilder line = new StringBuilder(name(object)).append(" {");
      if (object.getClass().isArray()) {
        for (int i = 0; i < Array.getLength(object); i++) {
          line.append(' ').append(show(Array.get(object, i), seen, todo));
        }
      } else {
        for (Field field : fields(object.getClass())) {
          try {
            line.append(' ')
                .append(field.getName())
                .append('=')
                .append(show(field.get(object), seen, todo));
          } catch (IllegalAccessException e) {
            throw new AssertionError(e);
          }
        }
      }
      lines.add(line.append(" }").toString());
    }
    return lines;
  }

  private static List<Field> fields(Class<?> type) {
    return FIELDS.computeIfAbsent(
        type,
        t -> {
          List<Field> fields = new ArrayList<>();
          for (Class<?> c = t; c != null; c = c.getSuperclass()) {
            for (Field field : c.getDeclaredFields()) {
              if (!Modifier.isStatic(field.getModifiers())
                  && !(VIEWS.contains(field.getName()) && isCollection(c))
                  && field.trySetAccessible()) {
                fields.add(field);
              }
            }
          }
          return fields;
        });
  }

  private static boolean isCollection(Class<?> type) {
    return type.getName().startsWith("java.util.")
        || type.getName().startsWith("com.google.common.collect.");
  }

  private static String show(
      @Nullable Object value, IdentityHashMap<Object, Object> seen, ArrayDeque<Object> todo) {
    if (value == null
        || value instanceof Number
        || value instanceof Boolean
        || value instanceof Character) {
      return String.valueOf(value);
    }
    if (!LEAVES.contains(value.getClass().getName())
        && !(value instanceof ClassLoader)
        && !(value instanceof Thread)
        && seen.put(value, value) == null) {
      todo.add(value);
    }
    return value instanceof String ? value + name(value) : name(value);
  }

  private static String name(Object object) {
    return object.getClass().getName() + "@" + System.identityHashCode(object);
  }
}
