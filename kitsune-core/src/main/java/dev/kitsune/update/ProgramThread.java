package dev.kitsune.update;

import dev.kitsune.internal.Locks;
import dev.kitsune.internal.NotedFrames;
import dev.kitsune.internal.PointWait;
import dev.kitsune.internal.UpdateUnwind;
import dev.kitsune.internal.WakeableThread;
import java.lang.invoke.MethodHandle;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One thread of the program, in one version. Mutable fields are guarded by the {@link ThreadTable}.
 *
 * <pre>
 *   NEW -- start --> RUNNING -- point, update wanted --> PARKED -- rolled back --> RUNNING
 *                       |                                   +-- committed --> ENDED (unwound)
 *                       +-- entry returned or threw --> ENDED
 *
 *   in a new version, before commit:
 *   NEW -- restart --> RESTARTING -- its predecessor's label --> HELD -- committed --> RUNNING
 *                       |                                         +-- rolled back --> ENDED
 *                       +-- entry returned or threw --> ENDED (the update fails)
 * </pre>
 */
final class ProgramThread {

  /** See the class's diagram. */
  enum Stage {
    NEW,
    RUNNING,
    PARKED,
    RESTARTING,
    HELD,
    ENDED
  }

  final String name;
  final Entry entry;
  final WakeableThread thread;
  private final ThreadTable table;

  Stage stage = Stage.NEW;

  /** The label of the point where it stands, or stood last while an update was wanted. */
  @Nullable String point;

  /** When it arrived there, by {@link System#nanoTime}. */
  long arrivedNanos;

  /** What it waits for at the point, or null if that is no wait. */
  @Nullable PointWait wait;

  /** Its noted frames, innermost first, while it is parked. */
  List<NotedFrames.Snapshot> frames = List.of();

  /** What ended its entry, or null. */
  @Nullable Throwable failure;

  /** The old version's thread that this one goes on for, until commit; else null. */
  @Nullable ProgramThread predecessor;

  /** What its entry was given; forgotten when it ends. */
  @Nullable Object state;

  // Forgotten when used, so that a running thread keeps nothing of its update or its version alive.
  private @Nullable MethodHandle handle;
  private @Nullable Runnable before;

  /**
   * Makes a thread that is not started.
   *
   * @param handle the entry in the thread's version
   * @param context the thread's context class loader
   */
  ProgramThread(
      String name,
      Entry entry,
      MethodHandle handle,
      @Nullable Object state,
      ClassLoader context,
      ThreadTable table) {
    this.name = name;
    this.entry = entry;
    this.handle = handle;
    this.state = state;
    this.table = table;
    this.thread = new WakeableThread(new Body(this), name);
    this.thread.setContextClassLoader(context);
  }

  /** Makes the thread go on for one of the old version, as the same kind of thread. */
  void continues(ProgramThread old) {
    predecessor = old;
    thread.setDaemon(old.thread.isDaemon());
    thread.setPriority(old.thread.getPriority());
    thread.setUncaughtExceptionHandler(old.thread.getUncaughtExceptionHandler());
  }

  /** Adds what runs on the thread before its entry. */
  void before(Runnable action) {
    Runnable earlier = before;
    before =
        earlier == null
            ? action
            : () -> {
              earlier.run();
              action.run();
            };
  }

  /** The thread returns from its point. */
  void runsOn() {
    stage = Stage.RUNNING;
    frames = List.of();
    wait = null;
  }

  private void run() {
    Throwable failed = null;
    try {
      Runnable first = before;
      before = null;
      if (first != null) {
        first.run();
      }
      enter();
    } catch (UpdateUnwind end) {
      // An update ended this thread. At a commit it owns no lock; at a roll-back it may own some of
      // kept units, which its skipped finally blocks would never release.
      Locks.releaseHeldByCurrentThread();
    } catch (Throwable e) {
      failed = e;
      if (predecessor != null) { // the restart fails, and nobody else could release its locks
        Locks.releaseHeldByCurrentThread();
      }
    }
    if (!table.ended(this, failed) && failed != null) {
      ProgramThread.<RuntimeException>rethrow(failed);
    }
  }

  private void enter() throws Throwable {
    MethodHandle target = handle;
    Object argument = state;
    handle = null;
    if (target == null) {
      throw new IllegalStateException("thread is entered twice: name=" + name);
    }
    if (target.type().parameterCount() == 0) {
      target.invoke();
    } else {
      target.invoke(argument);
    }
  }

  /** Hands the exception to the thread's uncaught-exception handler, as the JDK does. */
  @SuppressWarnings("unchecked")
  private static <T extends Throwable> void rethrow(Throwable e) throws T {
    throw (T) e;
  }

  @Override
  public String toString() {
    return name;
  }

  /** The bottom frame of every program thread. */
  private record Body(ProgramThread owner) implements Runnable {
    @Override
    public void run() {
      owner.run();
    }
  }
}
