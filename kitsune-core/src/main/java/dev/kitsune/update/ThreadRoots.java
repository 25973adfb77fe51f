package dev.kitsune.update;

import dev.kitsune.internal.GateControl;
import dev.kitsune.internal.NotedFrames;
import dev.kitsune.verify.Root;
import java.util.ArrayList;
import java.util.List;

/** What threads that stand, and closed gates, hold of a program's state. */
final class ThreadRoots {

  private ThreadRoots() {}

  /** Returns what the threads and the gates' delegates hold, in an order that stays. */
  static List<Root> of(List<ProgramThread> threads, List<GateControl> gates) {
    List<Root> roots = new ArrayList<>();
    threads.forEach(thread -> add(roots, thread));
    for (GateControl gate : gates) {
      roots.add(new Root("gate " + gate.name() + ": delegate", gate.delegate()));
    }
    return roots;
  }

  /** Adds what a thread holds: the state of its entry, noted locals, thread-locals. */
  static void add(List<Root> roots, ProgramThread thread) {
    String path = "thread " + thread.name + ": ";
    roots.add(new Root(path + "state", thread.state));
    for (NotedFrames.Snapshot frame : thread.frames) {
      String local = path + "local " + frame.className() + "." + frame.methodName() + "#";
      frame.locals().forEach((name, value) -> roots.add(new Root(local + name, value)));
    }
    for (ThreadLocals.Binding binding : ThreadLocals.of(thread.thread)) {
      roots.add(new Root(path + "thread-local", binding.key()));
      roots.add(new Root(path + "thread-local", binding.value()));
    }
  }

  /** Returns what closed gates show of the platform's objects, such as sessions. */
  static List<Root> held(List<GateControl> gates) {
    List<Root> roots = new ArrayList<>();
    for (GateControl gate : gates) {
      gate.replaceRoots(value -> {
        roots.add(new Root("gate " + gate.name() + ": root", value));
        return value;
      });
    }
    return roots;
  }
}
