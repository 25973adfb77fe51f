package dev.kitsune.update;

import dev.kitsune.internal.GateControl;
import dev.kitsune.internal.Gates;
import dev.kitsune.internal.NotedFrames;
import dev.kitsune.internal.UpdateUnwind;
import dev.kitsune.update.ProgramThread.Stage;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Brings every program thread to an update point and then closes every gate; holds them; lets them
 * go. Until it is {@linkplain #release released} nothing of the old version runs.
 */
final class Quiescence {

  /** How long one gate may resist before the others are opened again, so that turns may nest. */
  private static final long GATE_SLICE_NANOS = 50_000_000;

  private final ThreadTable table;
  private final Deque<GateControl> closed = new ArrayDeque<>();
  private @Nullable String calledOff; // guarded by table
  private @Nullable Boolean unwind; // guarded by table; null while nothing is decided
  private long firstStopNanos = Long.MAX_VALUE; // guarded by table

  Quiescence(ThreadTable table) {
    this.table = table;
  }

  /** An old version's thread stands at a point, and parks unless an update cannot unwind it. */
  void arrive(ProgramThread self, String label) {
    synchronized (table) {
      self.point = label;
      if (calledOff != null || unwind != null) {
        return;
      }
    }
    Optional<String> refusal = StackCheck.current(self, label);
    if (refusal.isPresent()) {
      callOff(refusal.get());
      return;
    }
    boolean interrupted = false;
    boolean end;
    synchronized (table) {
      if (unwind != null) {
        return;
      }
      self.frames = NotedFrames.capture();
      self.arrivedNanos = System.nanoTime();
      firstStopNanos = Math.min(firstStopNanos, self.arrivedNanos);
      self.stage = Stage.PARKED;
      table.notifyAll();
      while (unwind == null) {
        try {
          table.wait();
        } catch (InterruptedException e) {
          interrupted = true;
        }
      }
      end = unwind;
      if (!end) {
        self.stage = Stage.RUNNING;
        self.frames = List.of();
        table.notifyAll();
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    if (end) {
      throw UpdateUnwind.unwind();
    }
  }

  /** Calls the update off; the first reason counts. */
  void callOff(String reason) {
    synchronized (table) {
      if (calledOff == null) {
        calledOff = reason;
      }
      table.notifyAll();
    }
  }

  /**
   * Waits until all threads are parked and closes all gates, for the calling thread.
   *
   * @throws UpdateException.Quiesce if a thread or a gate's turn is late, or the update is called
   *     off
   */
  void reach(Duration deadline) throws UpdateException.Quiesce {
    long end = System.nanoTime() + deadline.toNanos();
    table.wakeSleeping();
    awaitThreads(end, deadline);
    closeGates(end, deadline);
    // A turn that was under way may have started a thread meanwhile.
    awaitThreads(end, deadline);
  }

  private void awaitThreads(long end, Duration deadline) throws UpdateException.Quiesce {
    synchronized (table) {
      while (true) {
        String reason = calledOff;
        if (reason != null) {
          throw new UpdateException.Quiesce(reason);
        }
        List<ProgramThread> late = table.in(Stage.RUNNING);
        if (late.isEmpty()) {
          return;
        }
        long left = end - System.nanoTime();
        if (left <= 0) {
          throw new UpdateException.Quiesce(describeLate(late.get(0), deadline));
        }
        try {
          table.wait(Math.max(1, left / 1_000_000));
        } catch (InterruptedException e) {
          throw new UpdateException.Quiesce(
              "the update's own thread was interrupted; request again");
        }
      }
    }
  }

  private static String describeLate(ProgramThread late, Duration deadline) {
    return "thread "
        + late.name
        + " did not reach an update point: deadline="
        + deadline.toMillis()
        + " ms, last point="
        + (late.point == null ? "none since the request" : '"' + late.point + '"')
        + ", "
        + Stacks.whereabouts(late.thread)
        + "; add Kitsune.update to its loop, wait through Kitsune's wrappers, or raise --deadline";
  }

  private void closeGates(long end, Duration deadline) throws UpdateException.Quiesce {
    List<GateControl> gates = Gates.all();
    while (true) {
      GateControl resisting = null;
      for (GateControl gate : gates) {
        long slice = gates.size() == 1 ? end : Math.min(end, System.nanoTime() + GATE_SLICE_NANOS);
        if (!gate.close(slice)) {
          resisting = gate;
          break;
        }
        closed.push(gate);
        synchronized (table) {
          firstStopNanos = Math.min(firstStopNanos, System.nanoTime());
        }
      }
      if (resisting == null) {
        return;
      }
      Thread owner = resisting.owner();
      openGates();
      if (System.nanoTime() >= end) {
        throw new UpdateException.Quiesce(
            "a turn of gate "
                + resisting.name()
                + " did not end: deadline="
                + deadline.toMillis()
                + " ms, "
                + (owner == null
                    ? "by no thread now"
                    : "thread " + owner.getName() + " " + Stacks.whereabouts(owner))
                + "; shorten the turn or raise --deadline");
      }
    }
  }

  /**
   * Opens the gates, all of them; must be called by the thread that closed them.
   *
   * @throws RuntimeException what the opening of one of them threw
   */
  void openGates() {
    try {
      if (!closed.isEmpty()) {
        closed.pop().open();
      }
    } finally {
      if (!closed.isEmpty()) {
        openGates();
      }
    }
  }

  /** Lets the parked threads go: unwound after a commit, returning from their points otherwise. */
  void release(boolean unwindThem) {
    synchronized (table) {
      if (unwind == null) {
        unwind = unwindThem;
      }
      table.notifyAll();
    }
  }

  /** Returns the gates that are closed now. */
  List<GateControl> closedGates() {
    return new ArrayList<>(closed);
  }

  /** Returns when the first thread or gate stopped; {@link Long#MAX_VALUE} if none did. */
  long firstStopNanos() {
    synchronized (table) {
      return firstStopNanos;
    }
  }
}
