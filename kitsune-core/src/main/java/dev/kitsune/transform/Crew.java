package dev.kitsune.transform;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Several workers that walk side by side until nothing is left to do. Its threads live as long as
 * one call of {@link #work}, so that no pool holds anything of a version.
 *
 * <p>A worker keeps what it reaches to itself; only parts of large containers, and what a worker
 * gives away because others have nothing, pass through here. All is over when every worker waits.
 */
final class Crew {

  /** Something that any worker can do. */
  @FunctionalInterface
  interface Task {
    void run(Worker worker);
  }

  /** The workers failed, and what they did is to be taken back. */
  static final class Failed extends RuntimeException {
    Failed(Throwable cause) {
      super(cause);
    }
  }

  private final Deque<Task> tasks = new ArrayDeque<>(); // guarded by this
  private int size; // guarded by this
  private int waiting; // guarded by this
  private @Nullable Throwable failure; // guarded by this
  private volatile boolean hungry;

  /** Adds something to do, at any time. */
  synchronized void add(Task task) {
    tasks.addLast(task);
    hungry = waiting > tasks.size();
    notify();
  }

  /** Whether there is something to do that no worker has begun. */
  synchronized boolean hasTasks() {
    return !tasks.isEmpty();
  }

  /** Whether a worker waits for something to do. */
  boolean isHungry() {
    return hungry;
  }

  /**
   * Lets the workers walk until nothing is left: the first on this thread, the others on their own.
   *
   * @throws Failed if one of them did
   */
  void work(List<Worker> workers) {
    synchronized (this) {
      size = workers.size();
      waiting = 0;
    }
    List<Thread> threads = new ArrayList<>();
    workers.forEach(worker -> worker.shared = true);
    for (Worker worker : workers.subList(1, workers.size())) {
      Thread thread =
          new Thread(null, () -> run(worker), "kitsune-transform-" + threads.size(), 0, false);
      thread.setDaemon(true);
      thread.setContextClassLoader(null);
      thread.start();
      threads.add(thread);
    }
    run(workers.get(0));
    boolean interrupted = false;
    for (Thread thread : threads) {
      interrupted |= join(thread);
    }
    workers.forEach(worker -> worker.shared = false);
    hungry = false;
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    synchronized (this) {
      if (failure != null) {
        throw new Failed(failure);
      }
    }
  }

  private void run(Worker worker) {
    try {
      worker.drainOwn();
      for (Task task = next(); task != null; task = next()) {
        task.run(worker);
        worker.drainOwn();
      }
    } catch (Throwable e) {
      fail(e);
    }
  }

  private synchronized void fail(Throwable cause) {
    if (failure == null) {
      failure = cause;
    }
    tasks.clear();
    notifyAll();
  }

  private synchronized @Nullable Task next() {
    boolean interrupted = false;
    waiting++;
    while (failure == null && tasks.isEmpty() && waiting < size) {
      hungry = true;
      try {
        wait();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    Task task = failure == null ? tasks.poll() : null;
    if (task == null) {
      notifyAll(); // all wait, so it is over; or one failed. This one stays counted as waiting.
      return null;
    }
    waiting--;
    hungry = waiting > tasks.size();
    return task;
  }

  private static boolean join(Thread thread) {
    boolean interrupted = false;
    while (true) {
      try {
        thread.join();
        return interrupted;
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
  }
}
