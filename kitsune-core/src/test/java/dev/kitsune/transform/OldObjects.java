package dev.kitsune.transform;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/** Looks through all fields of all reachable objects for what still is of the old version. */
final class OldObjects {

  private OldObjects() {}

  /** Returns paths to objects and classes of the old version, and to lambdas of its classes. */
  static List<String> reachableFrom(Object root, VersionPair pair) {
    List<String> found = new ArrayList<>();
    Map<Object, String> paths = new IdentityHashMap<>();
    ArrayDeque<Object> todo = new ArrayDeque<>(List.of(root));
    paths.put(root, "root");
    while (!todo.isEmpty()) {
      Object object = todo.remove();
      String path = paths.get(object);
      Class<?> type = object instanceof Class<?> named ? named : object.getClass();
      if (isOld(type, pair)) {
        found.add(path + ": " + type);
        continue;
      }
      if (object instanceof Class || object instanceof String || object instanceof Thread) {
        continue;
      }
      if (object instanceof Object[] array) {
        for (int i = 0; i < array.length; i++) {
          add(array[i], path + "[" + i + "]", paths, todo);
        }
      }
      for (Class<?> c = object.getClass(); c != null; c = c.getSuperclass()) {
        for (Field field : c.getDeclaredFields()) {
          if (!Modifier.isStatic(field.getModifiers())
              && !field.getType().isPrimitive()
              && !field.getName().equals("referent")
              && field.trySetAccessible()) {
            try {
              add(field.get(object), path + "." + field.getName(), paths, todo);
            } catch (IllegalAccessException e) {
              throw new AssertionError(e);
            }
          }
        }
      }
    }
    return found;
  }

  private static boolean isOld(Class<?> type, VersionPair pair) {
    Class<?> element = type;
    while (element.isArray()) {
      element = element.getComponentType();
    }
    return pair.isOld(element) || element.isHidden() && pair.isOld(element.getNestHost());
  }

  private static void add(
      Object value, String path, Map<Object, String> paths, ArrayDeque<Object> todo) {
    if (value != null && paths.putIfAbsent(value, path) == null) {
      todo.add(value);
    }
  }
}
