package dev.kitsune.update;

import dev.kitsune.internal.Offspring;
import java.lang.ref.Reference;
import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads the thread-locals of a parked thread, so that the thread that goes on for it can set them
 * again; the parked thread's own stay as they are, for a roll-back.
 *
 * <p>Left out is what belongs to one JVM thread and not to the program: thread-locals of classes
 * inside the JDK, and values of packages that the JDK does not export (buffers that are freed when
 * their thread ends, decoders).
 */
final class ThreadLocals {

  /** One thread-local of a thread. */
  record Binding(ThreadLocal<Object> key, @Nullable Object value) {}

  private static final Field LOCALS = JdkFields.get(Thread.class, "threadLocals");
  private static final Field INHERITABLE = JdkFields.get(Thread.class, "inheritableThreadLocals");
  private static final Field TABLE = JdkFields.get(LOCALS.getType(), "table");
  private static final Field VALUE = JdkFields.get(TABLE.getType().getComponentType(), "value");

  private ThreadLocals() {}

  /** Returns what the program bound in the thread, which must be parked. */
  static List<Binding> of(Thread parked) {
    List<Binding> found = new ArrayList<>();
    try {
      addAll(found, LOCALS.get(parked));
      addAll(found, INHERITABLE.get(parked));
    } catch (IllegalAccessException e) {
      throw new IllegalStateException("thread-locals cannot be read: thread=" + parked, e);
    }
    return found;
  }

  /** Returns what a thread that may run inherited for the key, or null. */
  static @Nullable Object inherited(Thread thread, InheritableThreadLocal<?> key) {
    try {
      Object locals = INHERITABLE.get(thread);
      Object table = locals == null ? null : TABLE.get(locals);
      if (table == null) {
        return null;
      }
      for (Object entry : (Object[]) table) {
        if (entry != null && ((Reference<?>) entry).get() == key) {
          return VALUE.get(entry);
        }
      }
      return null;
    } catch (IllegalAccessException e) {
      throw new IllegalStateException("thread-locals cannot be read: thread=" + thread, e);
    }
  }

  private static void addAll(List<Binding> found, @Nullable Object locals)
      throws IllegalAccessException {
    if (locals == null) {
      return;
    }
    for (Object entry : (Object[]) TABLE.get(locals)) {
      if (entry == null) {
        continue;
      }
      @SuppressWarnings("unchecked") // An entry of the JDK's map refers to its thread-local.
      ThreadLocal<Object> key = ((Reference<ThreadLocal<Object>>) entry).get();
      Object value = VALUE.get(entry);
      if (key != null && key != (Object) Offspring.mark() && isProgrammed(key.getClass(), value)) {
        found.add(new Binding(key, value));
      }
    }
  }

  private static boolean isProgrammed(Class<?> key, @Nullable Object value) {
    boolean plainKey =
        key == ThreadLocal.class
            || key == InheritableThreadLocal.class
            || key.getName().equals("java.lang.ThreadLocal$SuppliedThreadLocal")
            || key.getModule() != Object.class.getModule();
    return plainKey && (value == null || isOfExportedPackage(value.getClass()));
  }

  /** The class itself need not be public: lists that {@code List.of} makes are of such classes. */
  private static boolean isOfExportedPackage(Class<?> type) {
    return !type.getName().startsWith("dev.kitsune.internal.")
        && (!type.getModule().isNamed() || type.getModule().isExported(type.getPackageName()));
  }
}
