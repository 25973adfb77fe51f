package dev.kitsune.transform;

import java.lang.reflect.Array;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a graph of objects looks like to the program, whichever version's classes it is of: names of
 * classes, fields that both versions have, contents of collections through their own methods.
 * Objects are numbered as they are met, so that sharing and cycles show; those that must stay the
 * same object show their identity.
 */
final class Shape {

  private final VersionPair pair;
  private final ClassLoader wanted;
  private final IdentityHashMap<Object, Integer> numbers = new IdentityHashMap<>();
  private final ArrayDeque<Object> todo = new ArrayDeque<>();

  private Shape(VersionPair pair, ClassLoader wanted) {
    this.pair = pair;
    this.wanted = wanted;
  }

  /**
   * Describes what is reachable.
   *
   * @param wanted the loader that all classes of changed units must be of
   */
  static List<String> of(Object root, VersionPair pair, ClassLoader wanted) {
    return new Shape(pair, wanted).describe(root);
  }

  private List<String> describe(Object root) {
    List<String> lines = new ArrayList<>(List.of(ref(root)));
    while (!todo.isEmpty()) {
      Object object = todo.removeFirst();
      lines.add(ref(object) + stays(object) + " " + content(object));
    }
    return lines;
  }

  private String stays(Object object) {
    Class<?> type = object.getClass();
    while (type.isArray()) {
      type = type.getComponentType();
    }
    boolean changed = pair.isProgram(type) && type.getClassLoader() == wanted;
    if (pair.isProgram(type) && !changed && isUpper(type)) {
      throw new AssertionError("of the wrong version: " + object.getClass());
    }
    return changed ? "" : " same " + System.identityHashCode(object);
  }

  private static boolean isUpper(Class<?> type) {
    return type.getName().startsWith("p.");
  }

  private Object content(Object object) {
    if (object instanceof Class<?> type) {
      return type.getClassLoader() == wanted || !isUpper(type);
    }
    if (object.getClass().isArray()) {
      List<String> elements = new ArrayList<>();
      for (int i = 0; i < Array.getLength(object); i++) {
        elements.add(ref(Array.get(object, i)));
      }
      return elements;
    }
    if (object instanceof Map<?, ?> map) {
      return entries(map);
    }
    if (object instanceof Collection<?> all) {
      List<Object> elements = new ArrayList<>(all);
      if (all instanceof java.util.Set<?> set) {
        elements.sort(Comparator.comparing(Shape::order));
        elements.forEach(e -> check(set.contains(e), "an element is not found"));
      }
      return elements.stream().map(this::ref).toList();
    }
    return fields(object);
  }

  private List<String> entries(Map<?, ?> map) {
    List<Map.Entry<?, ?>> entries = new ArrayList<>(map.entrySet());
    if (!(map instanceof LinkedHashMap)) {
      if (map instanceof SortedMap<?, ?>) {
        checkSorted(map);
      }
      entries.sort(Comparator.comparing(e -> order(e.getKey())));
    }
    List<String> lines = new ArrayList<>();
    for (Map.Entry<?, ?> entry : entries) {
      check(map.get(entry.getKey()) == entry.getValue(), "a key is not found");
      lines.add(ref(entry.getKey()) + "=" + ref(entry.getValue()));
    }
    return lines;
  }

  @SuppressWarnings("unchecked")
  private static void checkSorted(Map<?, ?> map) {
    Comparable<Object> before = null;
    for (Object key : map.keySet()) {
      check(before == null || before.compareTo(key) < 0, "keys are out of order");
      before = (Comparable<Object>) key;
    }
  }

  private static void check(boolean holds, String otherwise) {
    if (!holds) {
      throw new AssertionError(otherwise);
    }
  }

  /** Returns what orders keys in the same way in both versions. */
  private static String order(Object key) {
    return key instanceof String text ? text : "id " + TwoVersions.get(key, "id");
  }

  private Map<String, String> fields(Object object) {
    TreeMap<String, @Nullable Object> fields = new TreeMap<>(); // the order is the same in both
    for (Class<?> c = object.getClass();
        c != Object.class && c != Enum.class;
        c = c.getSuperclass()) {
      for (Field field : pair.isProgram(c) ? c.getDeclaredFields() : new Field[0]) {
        String name = field.getName();
        if (!Modifier.isStatic(field.getModifiers())
            && !name.startsWith("added")
            && !name.startsWith("dropped")
            && !name.startsWith("$")) {
          try {
            field.setAccessible(true);
            fields.put(c.getName() + "." + name, field.get(object));
          } catch (IllegalAccessException e) {
            throw new AssertionError(e);
          }
        }
      }
    }
    Map<String, String> shown = new LinkedHashMap<>();
    fields.forEach((name, value) -> shown.put(name, ref(value)));
    return shown;
  }

  private String ref(@Nullable Object value) {
    if (value == null
        || value instanceof String
        || value instanceof Number
        || value instanceof Character
        || value instanceof Boolean) {
      return String.valueOf(value);
    }
    if (value instanceof Enum<?> constant && isUpper(constant.getDeclaringClass())) {
      check(
          constant.getDeclaringClass().getClassLoader() == wanted, "a constant of another version");
      return constant.name();
    }
    if (value instanceof Class<?> type) {
      check(!isUpper(type) || type.getClassLoader() == wanted, "a class of another version");
      return type.getName();
    }
    Integer number = numbers.get(value);
    if (number == null) {
      number = numbers.size();
      numbers.put(value, number);
      todo.add(value);
    }
    return value.getClass().getName() + "#" + number;
  }
}
