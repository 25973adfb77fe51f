package dev.kitsune.reference;

import java.lang.reflect.Array;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * What a graph of old objects is to be in the new version, and what a graph of new objects is, each
 * as lines that can be compared. Objects are numbered as they are met, so equal lines mean that the
 * graphs are isomorphic: same classes, same values, same sharing, same cycles. What must stay the
 * same object shows its identity.
 *
 * <p>The rule, once more and in the plainest way: an object of an old class becomes one of the new
 * class of that name; each of its fields, in its whole hierarchy, has the value of the old field of
 * the same declaring class and name, or zero. Constants are paired by name, and what they count is
 * carried. All else stays.
 */
public final class Reference {

  private final ClassLoader kept;
  private final ClassLoader old;
  private final ClassLoader fresh;
  private final boolean isBefore;
  private final IdentityHashMap<Object, Integer> numbers = new IdentityHashMap<>();
  private final ArrayDeque<Object> todo = new ArrayDeque<>();

  private Reference(ClassLoader kept, ClassLoader old, ClassLoader fresh, boolean isBefore) {
    this.kept = kept;
    this.old = old;
    this.fresh = fresh;
    this.isBefore = isBefore;
  }

  /** Says what the old graph is to become. */
  public static List<String> expected(
      Object root, ClassLoader kept, ClassLoader old, ClassLoader fresh) {
    return new Reference(kept, old, fresh, true).describe(root);
  }

  /** Says what a graph is, of which no object may be of the old version. */
  public static List<String> actual(
      Object root, ClassLoader kept, ClassLoader old, ClassLoader fresh) {
    return new Reference(kept, old, fresh, false).describe(root);
  }

  private List<String> describe(Object root) {
    List<String> lines = new ArrayList<>(List.of(show(root)));
    while (!todo.isEmpty()) {
      Object object = todo.removeFirst();
      Class<?> type =
          counterpart(
              object instanceof Enum<?> constant
                  ? constant.getDeclaringClass()
                  : object.getClass());
      boolean stays = !isOf(type, fresh);
      lines.add(
          show(object)
              + (stays ? " same " + System.identityHashCode(object) : "")
              + " "
              + content(object, type));
    }
    return lines;
  }

  /** Returns the class that takes a class's place. */
  private Class<?> counterpart(Class<?> type) {
    if (type.isArray()) {
      return counterpart(type.getComponentType()).arrayType();
    }
    if (type.getClassLoader() != old) {
      return type;
    }
    if (!isBefore) {
      throw new AssertionError("an object of the old version: " + type);
    }
    try {
      return Class.forName(type.getName(), true, fresh);
    } catch (ClassNotFoundException e) {
      throw new AssertionError(e);
    }
  }

  private static boolean isOf(Class<?> type, ClassLoader loader) {
    Class<?> element = type;
    while (element.isArray()) {
      element = element.getComponentType();
    }
    return element.getClassLoader() == loader;
  }

  private boolean isProgram(Class<?> type) {
    return isOf(type, kept) || isOf(type, old) || isOf(type, fresh);
  }

  private String show(@Nullable Object value) {
    if (value == null
        || value instanceof String
        || value instanceof Number
        || value instanceof Character
        || value instanceof Boolean) {
      return String.valueOf(value);
    }
    if (value instanceof Class<?> type) {
      Class<?> now = counterpart(type);
      return "class " + now.getName() + "@" + System.identityHashCode(now);
    }
    Integer number = numbers.get(value);
    if (number == null) {
      number = numbers.size();
      numbers.put(value, number);
      todo.add(value);
    }
    // Which of an enum's constants have bodies is the version's own affair.
    Class<?> type =
        value instanceof Enum<?> constant ? constant.getDeclaringClass() : value.getClass();
    return counterpart(type).getTypeName() + "#" + number;
  }

  private String content(Object object, Class<?> type) {
    List<String> parts = new ArrayList<>();
    if (type.isArray()) {
      for (int i = 0; i < Array.getLength(object); i++) {
        parts.add(show(Array.get(object, i)));
      }
    } else if (isProgram(type)) {
      fields(object, type, parts);
    } else if (object instanceof Map<?, ?> map) {
      entries(map, parts);
    } else if (object instanceof Collection<?> all) {
      elements(all, parts);
    } else if (object instanceof Optional<?> optional) {
      parts.add(show(optional.orElse(null)));
    } else if (object instanceof AtomicReference<?> reference) {
      parts.add(show(reference.get()));
    } else {
      throw new AssertionError("the reference does not know " + type);
    }
    return parts.toString();
  }

  private void fields(Object object, Class<?> type, List<String> parts) {
    if (object instanceof Enum<?> constant) {
      parts.add(constant.name());
    }
    for (Class<?> c = type; isProgram(c); c = c.getSuperclass()) {
      Field[] fields = c.getDeclaredFields();
      java.util.Arrays.sort(fields, Comparator.comparing(Field::getName)); // order says nothing
      for (Field field : fields) {
        if (!Modifier.isStatic(field.getModifiers()) && !field.getName().startsWith("$")) {
          parts.add(c.getName() + "." + field.getName() + "=" + show(value(object, field)));
        }
      }
    }
  }

  /** Returns the value that the field of the new class is to have, or has. */
  private static @Nullable Object value(Object object, Field field) {
    for (Class<?> c = object.getClass(); c != null; c = c.getSuperclass()) {
      if (c.getName().equals(field.getDeclaringClass().getName())) {
        try {
          Field same = c.getDeclaredField(field.getName());
          same.setAccessible(true);
          return same.get(object);
        } catch (NoSuchFieldException e) {
          break; // the field is new
        } catch (IllegalAccessException e) {
          throw new AssertionError(e);
        }
      }
    }
    return Array.get(Array.newInstance(field.getType(), 1), 0); // zero of that type
  }

  private void entries(Map<?, ?> map, List<String> parts) {
    List<Object> keys = new ArrayList<>(map.keySet());
    if (map instanceof SortedMap<?, ?>) {
      checkOrder(keys);
    }
    if (!(map instanceof LinkedHashMap)) {
      keys.sort(Comparator.comparing(Reference::name));
    }
    for (Object key : keys) {
      Object value = map.get(key); // is found by its own hash or order
      check(map.containsKey(key), "a key is not found: " + name(key));
      parts.add(show(key) + "=" + show(value));
    }
  }

  private void elements(Collection<?> all, List<String> parts) {
    List<Object> elements = new ArrayList<>(all);
    if (all instanceof SortedSet<?>) {
      checkOrder(elements);
    }
    if (all instanceof Set<?> && !(all instanceof LinkedHashSet<?>)) {
      elements.sort(Comparator.comparing(Reference::name));
    }
    for (Object element : elements) {
      check(!(all instanceof Set<?>) || all.contains(element), "an element is not found");
      parts.add(show(element));
    }
  }

  @SuppressWarnings("unchecked")
  private static void checkOrder(List<Object> sorted) {
    for (int i = 1; i < sorted.size(); i++) {
      check(
          ((Comparable<Object>) sorted.get(i - 1)).compareTo(sorted.get(i)) < 0,
          "elements are out of order");
    }
  }

  private static void check(boolean holds, String otherwise) {
    if (!holds) {
      throw new AssertionError(otherwise);
    }
  }

  /** Returns what orders the keys of all versions alike. */
  private static String name(Object key) {
    if (key instanceof String || key instanceof Enum<?>) {
      return key instanceof Enum<?> constant ? constant.name() : key.toString();
    }
    try {
      Field id = key.getClass().getDeclaredField("id");
      id.setAccessible(true);
      return "id " + id.get(key);
    } catch (ReflectiveOperationException e) {
      throw new AssertionError(e);
    }
  }
}
