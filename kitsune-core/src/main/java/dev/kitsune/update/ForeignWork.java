package dev.kitsune.update;

import dev.kitsune.internal.EndingSite;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ForkJoinPool;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/*
 * What is looked for, without a walk over the heap
 *
 * Threads that the program did not start through Kitsune: those that run code of a changed unit,
 * those that are of a changed class or were given a task of one, and, from the threads of pools and
 * timers, the tasks that wait in their queues. A pool without a thread has no task that waits, but
 * for the common pool, which is asked by name.
 */
/** Finds threads and tasks that the runtime does not know and an update would leave behind. */
final class ForeignWork {

  private final Set<Thread> known;
  private final Set<String> loaders;
  private final Predicate<Class<?>> goes;
  private final Set<Object> pools = Collections.newSetFromMap(new IdentityHashMap<>());

  private ForeignWork(Set<Thread> known, Set<String> loaders, Predicate<Class<?>> goes) {
    this.known = known;
    this.loaders = loaders;
    this.goes = goes;
  }

  /**
   * Looks at all threads.
   *
   * @param known the program's own threads
   * @param loaders names of the class loaders that go
   * @param goes whether a class is left behind with the old version
   * @return what was found, by name, and what to do; or empty
   */
  static Optional<String> find(Set<Thread> known, Set<String> loaders, Predicate<Class<?>> goes) {
    return loaders.isEmpty() ? Optional.empty() : new ForeignWork(known, loaders, goes).find();
  }

  private Optional<String> find() {
    for (Map.Entry<Thread, StackTraceElement[]> each : Thread.getAllStackTraces().entrySet()) {
      Thread thread = each.getKey();
      // What is left over of a version rolled back was named then.
      if (!known.contains(thread) && !EndingSite.isDoomed(thread)) {
        Optional<String> found = look(thread, each.getValue());
        if (found.isPresent()) {
          return found;
        }
      }
    }
    return queued("the common pool", ForkJoinPool.commonPool());
  }

  private Optional<String> look(Thread thread, StackTraceElement[] stack) {
    for (StackTraceElement frame : stack) {
      if (frame.getClassLoaderName() != null && loaders.contains(frame.getClassLoaderName())) {
        return Optional.of(
            "thread "
                + thread.getName()
                + " runs code of a class unit that changes, and is"
                + " not known to the runtime: at="
                + frame
                + "; start it with Kitsune.thread, or pass its events through a gate");
      }
    }
    if (ThreadCode.isOf(thread, goes)) {
      Object task = ThreadCode.task(thread);
      Class<?> type =
          goes.test(thread.getClass()) || task == null ? thread.getClass() : task.getClass();
      return Optional.of(
          "thread "
              + thread.getName()
              + " is to run code of a class unit that changes, and is not known to the runtime:"
              + " class="
              + type.getName()
              + "; start it with Kitsune.thread");
    }
    return queued("thread " + thread.getName(), PoolTasks.poolOf(thread));
  }

  private Optional<String> queued(String whose, @Nullable Object pool) {
    if (pool != null && pools.add(pool)) {
      for (Object task : PoolTasks.waiting(pool)) {
        Class<?> type = TaskCode.find(task, goes);
        if (type != null) {
          return Optional.of(
              "a task of a class unit that changes waits in the queue of "
                  + whose
                  + ": class="
                  + type.getName()
                  + ", pool="
                  + pool.getClass().getName()
                  + "; use Kitsune.executor, or wait for such tasks before the point");
        }
      }
    }
    return Optional.empty();
  }
}
