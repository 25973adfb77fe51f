package dev.kitsune.update;

import java.lang.reflect.Field;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Tells whose code a thread will run, also while it does not. */
final class ThreadCode {

  private ThreadCode() {}

  /** Whether the thread's own class, or that of its task, is one of them. */
  static boolean isOf(Thread thread, Predicate<Class<?>> ours) {
    if (ours.test(thread.getClass())) {
      return true;
    }
    Object task = task(thread);
    return task != null && ours.test(task.getClass());
  }

  /** Returns what the thread was given to run, or null; it forgets it when it ends. */
  static @Nullable Object task(Thread thread) {
    try {
      if (HOLDER == null) {
        return TARGET.get(thread);
      }
      Object holder = HOLDER.get(thread);
      return holder == null ? null : TARGET.get(holder);
    } catch (IllegalAccessException e) {
      throw new IllegalStateException("a thread's task cannot be read: thread=" + thread, e);
    }
  }

  // Since JDK 19 a thread keeps its task in an object of its own.
  private static final @Nullable Field HOLDER = JdkFields.find(Thread.class, "holder");
  private static final Field TARGET =
      HOLDER == null
          ? JdkFields.get(Thread.class, "target")
          : JdkFields.get(HOLDER.getType(), "task");
}
