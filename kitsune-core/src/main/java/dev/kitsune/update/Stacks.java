package dev.kitsune.update;

import dev.kitsune.internal.EndingSite;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Says where threads are, for people. */
final class Stacks {

  private static final int DEPTH = 64;

  private Stacks() {}

  /** Returns one line: the topmost program frame, the thread's state, and what it waits for. */
  static String whereabouts(Thread thread) {
    StackTraceElement[] stack = thread.getStackTrace();
    String at = "at=" + (stack.length == 0 ? "no Java frame" : stack[0]);
    for (StackTraceElement frame : stack) {
      String loader = frame.getClassLoaderName();
      if (loader != null && loader.contains(":") && frame != stack[0]) {
        at += " called from " + frame;
        break;
      }
    }
    ThreadInfo info = ManagementFactory.getThreadMXBean().getThreadInfo(thread.getId());
    String waits = "";
    if (info != null && info.getLockName() != null) {
      waits = ", waits for=" + info.getLockName();
      if (info.getLockOwnerName() != null) {
        waits += " held by thread " + info.getLockOwnerName();
      }
    }
    return at + ", state=" + thread.getState() + waits;
  }

  /** Returns the thread's whole stack, a frame a line. */
  static String whole(Thread thread) {
    StringBuilder text = new StringBuilder("stack of thread ").append(thread.getName()).append(':');
    StackTraceElement[] stack = thread.getStackTrace();
    for (int i = 0; i < stack.length && i < DEPTH; i++) {
      text.append("\n  at ").append(stack[i]);
    }
    return text.toString();
  }

  /**
   * Finds a thread outside the program's table that runs code of one of the loaders.
   *
   * @param loaders names of class loaders
   * @return its name and the frame, or empty
   */
  static Optional<String> foreignThread(Set<Thread> known, Set<String> loaders) {
    if (loaders.isEmpty()) {
      return Optional.empty();
    }
    for (Map.Entry<Thread, StackTraceElement[]> each : Thread.getAllStackTraces().entrySet()) {
      if (known.contains(each.getKey()) || EndingSite.isDoomed(each.getKey())) {
        continue; // what is left over of a version rolled back was named then
      }
      for (StackTraceElement frame : each.getValue()) {
        if (frame.getClassLoaderName() != null && loaders.contains(frame.getClassLoaderName())) {
          return Optional.of(
              "thread "
                  + each.getKey().getName()
                  + " runs code of a class unit that changes, and is"
                  + " not known to the runtime: at="
                  + frame
                  + "; start it with Kitsune.thread, or pass its events through a gate");
        }
      }
    }
    return Optional.empty();
  }
}
