package dev.kitsune.transform;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Method;

/**
 * Has new objects finalized from commit on. The JVM registers an object for that in its
 * constructor, which copies never saw; what it registered before, the old object, is woven to do
 * nothing.
 */
final class Finalizers {

  private static final ClassValue<Boolean> HAS =
      new ClassValue<>() {
        @Override
        protected Boolean computeValue(Class<?> type) {
          return isDeclared(type);
        }
      };

  private Finalizers() {}

  /** Whether objects of the class run code before they are collected. */
  static boolean has(Class<?> type) {
    return HAS.get(type);
  }

  private static boolean isDeclared(Class<?> type) {
    for (Class<?> c = type; c != null && c != Object.class; c = c.getSuperclass()) {
      for (Method method : c.getDeclaredMethods()) {
        if (method.getName().equals("finalize") && method.getParameterCount() == 0) {
          return true;
        }
      }
    }
    return false;
  }

  /** Registers an object that no constructor has seen. */
  static void register(Object fresh) {
    try {
      Register.HANDLE.invoke(fresh);
    } catch (Throwable e) {
      throw new IllegalStateException(
          "an object cannot be registered for finalization: class=" + fresh.getClass().getName(),
          e);
    }
  }

  /** Looked up only where a program has finalizers. */
  private static final class Register {
    static final MethodHandle HANDLE = find();

    private static MethodHandle find() {
      try {
        Class<?> finalizer = Class.forName("java.lang.ref.Finalizer");
        return MethodHandles.privateLookupIn(finalizer, MethodHandles.lookup())
            .findStatic(finalizer, "register", MethodType.methodType(void.class, Object.class));
      } catch (ReflectiveOperationException e) {
        throw new IllegalStateException(
            "this JVM has no finalization that can be moved to a new version: expected"
                + " java.lang.ref.Finalizer.register; free resources with a Cleaner",
            e);
      }
    }
  }
}
