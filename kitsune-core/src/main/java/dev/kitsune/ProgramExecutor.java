package dev.kitsune;

import dev.kitsune.internal.PointWait;
import dev.kitsune.internal.TaskQueue;
import dev.kitsune.internal.UpdateUnwind;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/*
 * Why the JDK's pools do not do
 *
 * Their workers stand in the JDK's code, where an update can neither unwind them nor see what they
 * run next. Here a worker is a program thread that passes an update point before each task. The
 * executor itself belongs to the platform and outlives versions; the tasks that wait are roots.
 */
/** An executor whose workers take part in updates; see {@link Kitsune#executor}. */
final class ProgramExecutor extends AbstractExecutorService implements TaskQueue {

  private static final Map<String, WeakReference<ProgramExecutor>> BY_NAME =
      new ConcurrentHashMap<>();

  private final String name;
  private final Queue<Runnable> queue = new ConcurrentLinkedQueue<>();
  private final Set<Thread> idle = ConcurrentHashMap.newKeySet();
  private final CountDownLatch ended;
  private volatile boolean shutDown;

  private ProgramExecutor(String name, int threads) {
    this.name = name;
    this.ended = new CountDownLatch(threads);
  }

  /** Makes an executor, or returns the old version's of this name to a version that restarts. */
  static ProgramExecutor named(String name, int threads) {
    if (threads < 1) {
      throw new IllegalArgumentException("an executor needs a thread: threads=" + threads);
    }
    ProgramExecutor made = new ProgramExecutor(name, threads);
    synchronized (BY_NAME) {
      WeakReference<ProgramExecutor> known = BY_NAME.get(name);
      ProgramExecutor existing = known == null ? null : known.get();
      if (existing != null && !existing.shutDown) {
        if (Kitsune.isUpdating()) {
          return existing;
        }
        throw new IllegalArgumentException(
            "an executor has this name already: name=" + name + "; names are unique");
      }
      BY_NAME.put(name, new WeakReference<>(made));
    }
    for (int i = 1; i <= threads; i++) {
      Thread unused = Kitsune.thread(name + "-" + i, ProgramExecutor::work, made);
      assert unused != null;
    }
    return made;
  }

  /** The entry of each worker, in every version. */
  static void work(ProgramExecutor executor) {
    executor.serve();
    executor.ended.countDown();
  }

  private void serve() {
    String label = "executor " + name;
    while (true) {
      Kitsune.update(label);
      Runnable task = queue.poll();
      if (task != null) {
        run(task);
      } else if (shutDown) {
        return;
      } else {
        await(label);
      }
    }
  }

  private void await(String label) {
    Thread self = Thread.currentThread();
    idle.add(self);
    try {
      new PointWait(label, PointWait.FOREVER)
          .run(left -> {
            // Looked at after this thread is known as idle: whoever adds later wakes it.
            if (queue.isEmpty() && !shutDown) {
              LockSupport.park(this);
              if (Thread.interrupted()) {
                throw new InterruptedException("idle");
              }
            }
            return true;
          });
    } catch (InterruptedException e) {
      // It was for a task that is over.
    } finally {
      idle.remove(self);
    }
  }

  private static void run(Runnable task) {
    try {
      task.run();
    } catch (Throwable e) {
      if (e instanceof UpdateUnwind) {
        throw UpdateUnwind.unwind();
      }
      Thread self = Thread.currentThread();
      self.getUncaughtExceptionHandler().uncaughtException(self, e);
    }
  }

  @Override
  public void execute(Runnable task) {
    if (Kitsune.isUpdating()) {
      // The queue is the old version's until commit.
      Kitsune.afterCommit(() -> execute(task));
      return;
    }
    if (shutDown) {
      throw new RejectedExecutionException("executor is shut down: name=" + name);
    }
    queue.add(task);
    idle.forEach(LockSupport::unpark);
  }

  @Override
  public void shutdown() {
    shutDown = true;
    idle.forEach(LockSupport::unpark);
  }

  /** As the JDK's, but tasks under way are not interrupted. */
  @Override
  public List<Runnable> shutdownNow() {
    shutdown();
    List<Runnable> left = new ArrayList<>();
    for (Runnable task; (task = queue.poll()) != null; ) {
      left.add(task);
    }
    return left;
  }

  @Override
  public boolean isShutdown() {
    return shutDown;
  }

  @Override
  public boolean isTerminated() {
    return ended.getCount() == 0;
  }

  @Override
  public boolean awaitTermination(long timeout, TimeUnit unit) throws InterruptedException {
    return ended.await(timeout, unit);
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public void replaceTasks(UnaryOperator<@Nullable Object> operator) {
    List<Runnable> tasks = List.copyOf(queue);
    List<Runnable> fresh = new ArrayList<>();
    for (Runnable task : tasks) {
      Object next = operator.apply(task);
      if (next != null) {
        fresh.add((Runnable) next);
      }
    }
    if (!fresh.equals(tasks)) {
      queue.clear();
      queue.addAll(fresh);
    }
  }
}
