package dev.kitsune.update;

import dev.kitsune.internal.GateControl;
import dev.kitsune.internal.NotedFrames;
import dev.kitsune.internal.Offspring;
import dev.kitsune.internal.PointWait;
import dev.kitsune.internal.UpdateUnwind;
import dev.kitsune.load.LoadedVersion;
import dev.kitsune.load.ProgramLoader;
import dev.kitsune.update.ProgramThread.Stage;
import dev.kitsune.verify.Root;
import dev.kitsune.xf.run.StepRules;
import java.lang.invoke.MethodHandle;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Control migration: the new version's entries run on fresh threads until each reaches the point
 * that its predecessor left, and is held there. The main thread goes first, since it migrates the
 * statics that the others rely on.
 */
final class Restart {

  private final ThreadTable table;
  private final LoadedVersion version;
  private final ProgramLoader context;
  private final Offspring offspring;
  private final List<ProgramThread> fresh = new ArrayList<>();
  private final List<String> removed = new ArrayList<>();
  private final List<ProgramThread> added = new ArrayList<>(); // guarded by table
  private final List<Runnable> afterCommit = new ArrayList<>(); // guarded by table
  private final Deque<AutoCloseable> opened = new ArrayDeque<>(); // guarded by table
  private final Map<GateControl, Object> bindings = new LinkedHashMap<>(); // guarded by table
  private @Nullable String calledOff; // guarded by table
  private volatile @Nullable Boolean commit; // written under table; null while undecided
  private long lastResumedNanos; // guarded by table
  private int toResume; // guarded by table

  /**
   * @param offspring marks what the new threads start before commit
   */
  Restart(ThreadTable table, LoadedVersion version, ProgramLoader context, Offspring offspring) {
    this.table = table;
    this.version = version;
    this.context = context;
    this.offspring = offspring;
  }

  /**
   * Makes an unstarted thread of the new version for each parked one whose entry it has.
   *
   * @param rules of the steps, in order
   */
  void plan(List<ProgramThread> parked, List<StepRules> rules) {
    for (ProgramThread old : parked) {
      StepRules.EntryName name =
          StateChain.entry(rules, old.entry.className(), old.entry.methodName());
      Entry entry =
          name == null
              ? null
              : new Entry(name.className(), name.methodName(), old.entry.descriptor());
      MethodHandle handle = entry == null ? null : entry.in(version);
      if (entry == null || handle == null) {
        removed.add(old.name);
        continue;
      }
      ProgramThread next = new ProgramThread(old.name, entry, handle, null, context, table);
      next.continues(old);
      next.before(offspring::enter);
      fresh.add(next);
    }
  }

  /** Returns the planned threads, in the order of the old ones' start. */
  List<ProgramThread> planned() {
    return fresh;
  }

  /** Returns the names of threads that the new version does not go on with. */
  List<String> removed() {
    return removed;
  }

  /** Returns the names of threads that are new, and start at commit. */
  List<String> addedNames() {
    synchronized (table) {
      return added.stream().map(thread -> thread.name).toList();
    }
  }

  /**
   * Starts the new threads and waits until all are held.
   *
   * @throws UpdateException.Restart if one ends, fails or is late
   */
  void run(Entry main, Duration deadline) throws UpdateException.Restart {
    long end = System.nanoTime() + deadline.toNanos();
    List<ProgramThread> first = new ArrayList<>();
    List<ProgramThread> others = new ArrayList<>();
    for (ProgramThread thread : fresh) {
      (thread.entry.equals(main) ? first : others).add(thread);
    }
    for (List<ProgramThread> group : List.of(first, others)) {
      group.forEach(thread -> table.start(thread, Stage.RESTARTING));
      awaitHeld(group, end, deadline);
    }
  }

  private void awaitHeld(List<ProgramThread> group, long end, Duration deadline)
      throws UpdateException.Restart {
    synchronized (table) {
      while (true) {
        if (calledOff != null) {
          throw new UpdateException.Restart(calledOff, null);
        }
        ProgramThread missing = null;
        for (ProgramThread thread : group) {
          if (thread.stage == Stage.ENDED) {
            throw ended(thread);
          }
          if (thread.stage != Stage.HELD) {
            missing = thread;
          }
        }
        if (missing == null) {
          return;
        }
        long left = end - System.nanoTime();
        if (left <= 0) {
          throw new UpdateException.Restart(
              "the new version's thread "
                  + missing.name
                  + " did not reach point \""
                  + pointOf(missing)
                  + "\": deadline="
                  + deadline.toMillis()
                  + " ms, "
                  + Stacks.whereabouts(missing.thread)
                  + "; guard its start-up with Kitsune.isUpdating()",
              null);
        }
        try {
          table.wait(Math.max(1, left / 1_000_000));
        } catch (InterruptedException e) {
          throw new UpdateException.Restart(
              "the update's own thread was interrupted; request again", e);
        }
      }
    }
  }

  /** Fails the restart; the first reason counts. */
  void callOff(String reason) {
    synchronized (table) {
      if (calledOff == null) {
        calledOff = reason;
      }
      table.notifyAll();
    }
  }

  /**
   * Checks for the last time before commit.
   *
   * @throws UpdateException.Restart if the restart was called off
   */
  void checkNotCalledOff() throws UpdateException.Restart {
    synchronized (table) {
      if (calledOff != null) {
        throw new UpdateException.Restart(calledOff, null);
      }
    }
  }

  private static UpdateException.Restart ended(ProgramThread thread) {
    Throwable failure = thread.failure;
    return failure == null
        ? new UpdateException.Restart(
            "the new version's thread "
                + thread.name
                + " ended without reaching point \""
                + pointOf(thread)
                + "\"; a point of that label must be on its way",
            null)
        : new UpdateException.Restart(
            "the new version's thread "
                + thread.name
                + " failed before point \""
                + pointOf(thread)
                + "\": "
                + failure,
            failure);
  }

  private static @Nullable String pointOf(ProgramThread thread) {
    ProgramThread old = thread.predecessor;
    return old == null ? null : old.point;
  }

  /** A new version's thread stands at a point: it passes, or is held at its predecessor's. */
  void arrive(ProgramThread self, String label, @Nullable PointWait wait) {
    synchronized (table) {
      if (self.stage != Stage.RESTARTING || commit == null && !label.equals(pointOf(self))) {
        return;
      }
      ProgramThread old = self.predecessor;
      if (wait != null && old != null && old.wait != null) {
        wait.continues(old.wait);
      }
      self.point = label;
      self.frames = NotedFrames.capture();
      self.arrivedNanos = System.nanoTime();
      self.stage = Stage.HELD;
      table.notifyAll();
    }
    BooleanSupplier decided = () -> commit != null;
    if (wait == null) {
      self.thread.hold(decided);
    } else {
      wait.hold(self.thread, decided);
    }
    if (Boolean.FALSE.equals(commit)) {
      if (wait != null) {
        wait.unwound();
      }
      throw UpdateUnwind.unwind();
    }
    synchronized (table) {
      self.stage = Stage.RUNNING;
      self.point = null;
      self.frames = List.of();
      lastResumedNanos = System.nanoTime();
      toResume--;
      table.notifyAll();
    }
    self.thread.restoreInterrupt();
  }

  /** Whether the thread is of the new version and on its way to its point. */
  boolean isMigrating(@Nullable ProgramThread self) {
    return self != null && self.stage == Stage.RESTARTING;
  }

  /** Returns the restarted thread of this name, or registers a new one for commit. */
  Thread thread(String name, Entry entry, @Nullable Object state) {
    synchronized (table) {
      for (ProgramThread thread : fresh) {
        if (thread.name.equals(name)) {
          return thread.thread;
        }
      }
      for (ProgramThread thread : added) {
        if (thread.name.equals(name)) {
          throw new IllegalArgumentException("a thread has this name already: name=" + name);
        }
      }
      MethodHandle handle = entry.in(version);
      if (handle == null) {
        throw new IllegalArgumentException("no such entry in the new version: entry=" + entry);
      }
      ProgramThread thread = new ProgramThread(name, entry, handle, state, context, table);
      added.add(thread);
      return thread.thread;
    }
  }

  /** Keeps an action for commit. */
  void afterCommit(Runnable action) {
    synchronized (table) {
      afterCommit.add(action);
    }
  }

  /** Keeps what a roll-back closes. */
  void opened(AutoCloseable closeable) {
    synchronized (table) {
      opened.push(closeable);
    }
  }

  /** Keeps a gate's binding for commit. */
  void bind(GateControl gate, @Nullable Object delegate) {
    synchronized (table) {
      bindings.put(gate, delegate);
    }
  }

  /** Returns the bindings to make at commit. */
  Map<GateControl, Object> bindings() {
    synchronized (table) {
      return new LinkedHashMap<>(bindings);
    }
  }

  /** Returns what the new version has given to the runtime, and its held threads hold. */
  List<Root> roots() {
    List<Root> roots = new ArrayList<>();
    synchronized (table) {
      fresh.forEach(thread -> ThreadRoots.add(roots, thread));
      added.forEach(thread -> ThreadRoots.add(roots, thread));
      bindings.forEach(
          (gate, bound) -> roots.add(new Root("gate " + gate.name() + ": binding", bound)));
      afterCommit.forEach(action -> roots.add(new Root("action after commit", action)));
      opened.forEach(each -> roots.add(new Root("opened for the new version", each)));
    }
    return roots;
  }

  /** Lets the held threads go on, for good, and starts the added ones. */
  void commit() {
    synchronized (table) {
      commit = true;
      for (ProgramThread thread : fresh) {
        ProgramThread old = thread.predecessor;
        if (old != null && old.thread.isInterruptPending()) {
          thread.thread.interrupt();
        }
        thread.predecessor = null;
        if (thread.stage == Stage.HELD) {
          toResume++;
        }
      }
      table.notifyAll();
    }
    fresh.forEach(thread -> thread.thread.release());
    added.forEach(thread -> table.start(thread, Stage.RUNNING));
  }

  /** Waits until every held thread has returned from its point; returns when the last did. */
  long awaitResumed(Duration atMost) {
    long end = System.nanoTime() + atMost.toNanos();
    synchronized (table) {
      long left;
      while (toResume > 0 && (left = end - System.nanoTime()) > 0) {
        try {
          table.wait(Math.max(1, left / 1_000_000));
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
          break;
        }
      }
      return lastResumedNanos;
    }
  }

  /** Takes the actions that wait for commit. */
  List<Runnable> takeAfterCommit() {
    synchronized (table) {
      List<Runnable> actions = List.copyOf(afterCommit);
      afterCommit.clear();
      return actions;
    }
  }

  /**
   * Ends the new version's threads: held ones unwind, others are ended. Then closes what was
   * opened.
   *
   * @return one line for each thread that is left over, and for each failure to close
   */
  List<String> rollBack(Ending ending, Duration atMost) {
    synchronized (table) {
      commit = false;
      table.notifyAll();
    }
    fresh.forEach(thread -> thread.thread.release());
    List<ProgramThread> started =
        fresh.stream().filter(thread -> thread.thread.getState() != Thread.State.NEW).toList();
    List<String> notes =
        new ArrayList<>(
            ending.end(started.stream().<Thread>map(thread -> thread.thread).toList(), atMost));
    started.stream().filter(thread -> thread.thread.isAlive()).forEach(table::abandon);
    while (true) {
      AutoCloseable next;
      synchronized (table) {
        next = opened.poll();
      }
      if (next == null) {
        return notes;
      }
      try {
        next.close();
      } catch (Throwable e) {
        notes.add("left over: " + next.getClass().getName() + " did not close: " + e);
      }
    }
  }
}
