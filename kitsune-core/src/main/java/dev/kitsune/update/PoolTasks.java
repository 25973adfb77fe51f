package dev.kitsune.update;

import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Timer;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ForkJoinWorkerThread;
import java.util.concurrent.ThreadPoolExecutor;
import org.jspecify.annotations.Nullable;

/** Reads the JDK's pools and timers from their threads. */
final class PoolTasks {

  private static final String WORKER = ThreadPoolExecutor.class.getName() + "$Worker";
  private static final String TIMER_THREAD = Timer.class.getPackageName() + ".TimerThread";
  private static final @Nullable Field FORK_JOIN_QUEUES =
      JdkFields.find(ForkJoinPool.class, "queues");

  private PoolTasks() {}

  /** Returns the pool or the timer's queue that the thread works for, or null. */
  static @Nullable Object poolOf(Thread thread) {
    if (thread instanceof ForkJoinWorkerThread worker) {
      return worker.getPool();
    }
    if (thread.getClass().getName().equals(TIMER_THREAD)) {
      return read(thread, "queue");
    }
    Object task = ThreadCode.task(thread);
    return task != null && task.getClass().getName().equals(WORKER) ? read(task, "this$0") : null;
  }

  /** Returns the tasks that wait; what cannot be read counts as empty. */
  static List<Object> waiting(Object pool) {
    if (pool instanceof ThreadPoolExecutor executor) {
      return Arrays.asList(executor.getQueue().toArray());
    }
    if (pool instanceof ForkJoinPool forkJoin) {
      boolean idle = !forkJoin.hasQueuedSubmissions() && forkJoin.getQueuedTaskCount() == 0;
      return idle || FORK_JOIN_QUEUES == null ? List.of() : ofQueues(forkJoin, FORK_JOIN_QUEUES);
    }
    return present(read(pool, "queue"));
  }

  private static List<Object> ofQueues(ForkJoinPool pool, Field field) {
    List<Object> tasks = new ArrayList<>();
    try {
      for (Object queue : present(field.get(pool))) {
        tasks.addAll(present(read(queue, "array")));
      }
    } catch (IllegalAccessException e) {
      throw new IllegalStateException("a pool cannot be read: pool=" + pool, e);
    }
    return tasks;
  }

  private static List<Object> present(@Nullable Object array) {
    List<Object> found = new ArrayList<>();
    if (array instanceof Object[] elements) {
      for (Object element : elements) {
        if (element != null) {
          found.add(element);
        }
      }
    }
    return found;
  }

  private static @Nullable Object read(Object holder, String name) {
    Field field = JdkFields.find(holder.getClass(), name);
    try {
      return field == null ? null : field.get(holder);
    } catch (IllegalAccessException e) {
      throw new IllegalStateException("a field cannot be read: field=" + field, e);
    }
  }
}
