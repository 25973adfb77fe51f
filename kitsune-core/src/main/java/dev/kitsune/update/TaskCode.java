package dev.kitsune.update;

import dev.kitsune.internal.ProgramClassLoader;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Tells whose code a queued task is, behind what the JDK wraps it in. */
final class TaskCode {

  /** How many objects of one task are looked at: its wrappers, itself and what it captured. */
  private static final int MOST = 64;

  private TaskCode() {}

  /** Returns the class of a task, or of what it captured, that is one of them; or null. */
  static @Nullable Class<?> find(Object task, Predicate<Class<?>> ours) {
    Set<Object> seen = Collections.newSetFromMap(new IdentityHashMap<>());
    Deque<Object> todo = new ArrayDeque<>();
    todo.add(task);
    for (Object next; (next = todo.poll()) != null && seen.size() < MOST; ) {
      if (!seen.add(next)) {
        continue;
      }
      Class<?> type = next.getClass();
      if (ours.test(type)) {
        return type;
      }
      for (Class<?> c = type; c != null && isFollowed(c); c = c.getSuperclass()) {
        addFields(todo, next, c);
      }
    }
    return null;
  }

  private static boolean isFollowed(Class<?> type) {
    return type.getClassLoader() instanceof ProgramClassLoader
        || type.getPackageName().equals("java.util.concurrent")
        || type.getName().equals("java.util.TimerTask");
  }

  private static void addFields(Deque<Object> todo, Object holder, Class<?> type) {
    for (Field field : type.getDeclaredFields()) {
      boolean isReference = !field.getType().isPrimitive();
      if (isReference && !Modifier.isStatic(field.getModifiers()) && field.trySetAccessible()) {
        try {
          Object value = field.get(holder);
          if (value != null) {
            todo.add(value);
          }
        } catch (IllegalAccessException e) {
          throw new IllegalStateException("a field cannot be read: field=" + field, e);
        }
      }
    }
  }
}
