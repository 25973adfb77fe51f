package dev.kitsune;

import dev.kitsune.internal.Hooks;
import dev.kitsune.internal.Runtime;
import dev.kitsune.internal.Signals;
import java.net.SocketAddress;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * What an updatable program calls (Kitsune, OOPSLA 2012, section 2). Everything about updating is
 * explicit in the program's text: where an update may take effect ({@link #update}), how the new
 * version finds its way back there ({@link #isUpdating}), and which data it takes over ({@link
 * #automigrate}, {@link #local}).
 *
 * <p>Under plain {@code java}, without the Kitsune runtime, points return at once, threads are
 * ordinary threads, and {@link #local} gives its initial value.
 */
public final class Kitsune {

  private Kitsune() {}

  /**
   * An update point: the only place where an update may take effect in this thread. Returns at once
   * while no update is wanted. Otherwise the thread parks here with its stack whole; it returns if
   * the update is called off or rolled back, and does not return if the update commits.
   *
   * @param label names the point; the new version's thread must reach a point of the same label
   */
  public static void update(String label) {
    if (Hooks.requested()) {
      Runtime runtime = Hooks.runtime();
      if (runtime != null) {
        runtime.arrive(label);
      }
    }
  }

  /**
   * Returns whether this thread restarts in a new version: true from its entry until it reaches the
   * update point that its predecessor left.
   */
  public static boolean isUpdating() {
    if (!Hooks.requested()) {
      return false;
    }
    Runtime runtime = Hooks.runtime();
    return runtime != null && runtime.isUpdating();
  }

  /** As {@link #isUpdating}, and the predecessor of this thread left at the point of this label. */
  public static boolean isUpdatingFrom(String label) {
    if (!Hooks.requested()) {
      return false;
    }
    Runtime runtime = Hooks.runtime();
    return runtime != null && runtime.isUpdatingFrom(label);
  }

  /**
   * Puts the old version's statics, transformed, into this version. A new version's main thread
   * calls it once, before it uses them; otherwise it does nothing.
   */
  public static void automigrate() {
    if (Hooks.requested()) {
      Runtime runtime = Hooks.runtime();
      if (runtime != null) {
        runtime.automigrate();
      }
    }
  }

  /**
   * Returns the value that a local of the calling method had in the old version, transformed.
   * Frames are searched innermost first, by the calling class and method; the method must have been
   * {@link NoteLocals} in the old version.
   *
   * @param name the local's or parameter's name
   * @param initial what to return when there is no such local, or no update
   */
  @SuppressWarnings("unchecked")
  public static <T extends @Nullable Object> T local(String name, T initial) {
    if (!isUpdating()) {
      return initial;
    }
    StackWalker.StackFrame caller = CALLER.walk(s -> s.skip(1).findFirst()).orElseThrow();
    return Objects.requireNonNull(Hooks.runtime())
        .local(caller.getDeclaringClass(), caller.getMethodName(), name)
        .map(found -> (T) found.value())
        .orElse(initial);
  }

  /**
   * Starts a thread that takes part in updates: it restarts at the same entry in a new version. In
   * a new version that migrates control a thread of a new name starts at commit, and a thread of a
   * name that the old version had is the one that is restarted.
   *
   * @param name the thread's name; unique among the program's live threads
   * @param entry a non-capturing reference to a static method
   * @param state handed to the entry, and a root of the state transformation
   * @throws IllegalArgumentException if the entry is a lambda or captures something, or the name is
   *     taken
   */
  public static <S extends @Nullable Object> Thread thread(
      String name, ThreadEntry<S> entry, S state) {
    Runtime runtime = Hooks.runtime();
    if (runtime != null) {
      return runtime.thread(name, entry, state);
    }
    Thread thread =
        new Thread(
            () -> {
              try {
                entry.run(state);
              } catch (Exception e) {
                throw new IllegalStateException("thread ended by an exception: name=" + name, e);
              }
            },
            name);
    thread.start();
    return thread;
  }

  /**
   * Makes an executor whose threads take part in updates: each stands at an update point before it
   * takes a task, tasks that wait are carried over with what they hold, and the executor itself
   * stays the same object. A new version that asks for one of a name that the old version had gets
   * that one; what it submits before its commit runs after it.
   *
   * @param name of the executor, and with a number of its threads
   * @throws IllegalArgumentException if a live executor or thread has the name
   */
  public static ExecutorService executor(String name, int threads) {
    return ProgramExecutor.named(name, threads);
  }

  /**
   * Sleeps, as an update point: an update that comes meanwhile parks the thread here, and if it is
   * called off or rolled back the rest of the time is slept.
   *
   * @throws InterruptedException as {@link Thread#sleep(long)} does
   */
  public static void sleep(String label, Duration duration) throws InterruptedException {
    Runtime runtime = Hooks.runtime();
    if (runtime == null) {
      Thread.sleep(duration.toMillis(), duration.toNanosPart() % 1_000_000);
      return;
    }
    Thread self = Thread.currentThread();
    long end = System.nanoTime() + duration.toNanos();
    runtime.sleeping(self, true);
    try {
      update(label);
      for (long left; (left = end - System.nanoTime()) > 0; update(label)) {
        LockSupport.parkNanos(left);
        if (Thread.interrupted()) {
          throw new InterruptedException("sleep interrupted: label=" + label);
        }
      }
    } finally {
      runtime.sleeping(self, false);
    }
  }

  /**
   * Runs the action now, or, in a version that is not yet committed, once it is: the place for what
   * must not happen if the update is rolled back.
   */
  public static void afterCommit(Runnable action) {
    Runtime runtime = Hooks.runtime();
    if (Hooks.requested() && runtime != null) {
      runtime.afterCommit(action);
    } else {
      action.run();
    }
  }

  /**
   * Registers what a new version opened before its commit, so that a roll-back closes it.
   *
   * @return its argument
   */
  public static <C extends AutoCloseable> C opened(C closeable) {
    Runtime runtime = Hooks.runtime();
    if (Hooks.requested() && runtime != null) {
      runtime.opened(closeable);
    }
    return closeable;
  }

  /** Tells the runtime that the program serves, and where; {@code kitsune run} prints it. */
  public static void ready(SocketAddress... addresses) {
    Runtime runtime = Hooks.runtime();
    if (runtime != null) {
      runtime.ready(addresses);
    }
  }

  /**
   * Binds a signal such as {@code "TERM"}. The entry is looked up in the version that is current
   * when the signal comes.
   *
   * @throws IllegalArgumentException if the signal is unknown here, or the entry is a lambda
   */
  public static void onSignal(String signal, SignalEntry entry) {
    Runtime runtime = Hooks.runtime();
    if (runtime != null) {
      runtime.onSignal(signal, entry);
    } else {
      Signals.handle(signal, entry::run);
    }
  }

  private static final StackWalker CALLER =
      StackWalker.getInstance(StackWalker.Option.RETAIN_CLASS_REFERENCE);
}
