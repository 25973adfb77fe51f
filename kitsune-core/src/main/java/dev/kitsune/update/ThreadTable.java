package dev.kitsune.update;

import dev.kitsune.update.ProgramThread.Stage;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.WeakHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The program's threads, and the monitor that guards their stages: every change of a stage is made,
 * and waited for, under {@code synchronized (table)}.
 */
final class ThreadTable {

  private final Map<Thread, ProgramThread> members = new LinkedHashMap<>();
  private final Set<Thread> abandoned = Collections.newSetFromMap(new WeakHashMap<>());
  private final Map<Entry, Throwable> failures = new HashMap<>();

  /** Gives a thread up that was to end and does not; it ends at the next point it reaches. */
  synchronized void abandon(ProgramThread member) {
    members.remove(member.thread);
    abandoned.add(member.thread);
  }

  /** Returns whether the thread was given up. */
  synchronized boolean isAbandoned(Thread thread) {
    return abandoned.contains(thread);
  }

  /** Returns the record of a thread, or null if it is not the program's. */
  synchronized @Nullable ProgramThread of(Thread thread) {
    return members.get(thread);
  }

  /** Returns the live thread of this name that belongs to the running version, or null. */
  synchronized @Nullable ProgramThread running(String name) {
    for (ProgramThread member : members.values()) {
      if (member.name.equals(name)
          && (member.stage == Stage.RUNNING || member.stage == Stage.PARKED)) {
        return member;
      }
    }
    return null;
  }

  /** Returns the threads in one of the stages, in the order of their start. */
  synchronized List<ProgramThread> in(Stage... stages) {
    List<ProgramThread> found = new ArrayList<>();
    for (ProgramThread member : members.values()) {
      for (Stage stage : stages) {
        if (member.stage == stage) {
          found.add(member);
        }
      }
    }
    return found;
  }

  /** Starts a thread in the given stage. */
  void start(ProgramThread member, Stage stage) {
    synchronized (this) {
      member.stage = stage;
      members.put(member.thread, member);
    }
    member.thread.start();
  }

  /**
   * Notes that a thread's entry is over.
   *
   * @return whether the failure is the update's to report, and not the thread's
   */
  synchronized boolean ended(ProgramThread member, @Nullable Throwable failure) {
    boolean updates = member.stage == Stage.RESTARTING || member.stage == Stage.HELD;
    member.stage = Stage.ENDED;
    member.failure = failure;
    member.state = null;
    member.frames = List.of();
    members.remove(member.thread);
    if (failure != null && !updates) {
      failures.put(member.entry, failure);
    }
    notifyAll();
    return updates;
  }

  /** Returns what ended the last thread of this entry that did not end by itself, or null. */
  synchronized @Nullable Throwable failureOf(Entry entry) {
    return failures.get(entry);
  }

  /** Returns whether a thread is in the stage. */
  synchronized boolean has(Stage stage) {
    for (ProgramThread member : members.values()) {
      if (member.stage == stage) {
        return true;
      }
    }
    return false;
  }

  /** Wakes the running threads that wait at a point. */
  void wakeWaiting() {
    in(Stage.RUNNING).forEach(member -> member.thread.wake());
  }
}
