package dev.kitsune.update;

import dev.kitsune.internal.LockWait;
import dev.kitsune.internal.Locks;
import dev.kitsune.internal.PointWait;
import dev.kitsune.internal.ProgramClassLoader;
import dev.kitsune.unit.Lookup;
import java.lang.management.ManagementFactory;
import java.lang.management.MonitorInfo;
import java.lang.management.ThreadInfo;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Whether a thread that stands at an update point could be unwound there (DESIGN 4). */
final class StackCheck {

  private static final StackWalker WALKER =
      StackWalker.getInstance(
          Set.of(
              StackWalker.Option.RETAIN_CLASS_REFERENCE, StackWalker.Option.SHOW_REFLECT_FRAMES));
  private static final String BODY = ProgramThread.class.getName();

  private StackCheck() {}

  /**
   * Checks the calling thread's frames and locks.
   *
   * @param wait what it waits for at the point, or null
   * @return why an update may not unwind it, or empty
   */
  static Optional<String> current(ProgramThread self, String label, @Nullable PointWait wait) {
    String refusal = wait == null ? null : wait.refusal();
    if (refusal != null) {
      return Optional.of(at(self, label) + " and " + refusal);
    }
    List<StackWalker.StackFrame> frames = WALKER.walk(stack -> stack.toList());
    int first = 0;
    while (first < frames.size() && !isProgram(frames.get(first))) {
      first++;
    }
    for (int i = first; i < frames.size(); i++) {
      StackWalker.StackFrame frame = frames.get(i);
      if (frame.getClassName().equals(BODY)) {
        break;
      }
      if (!isProgram(frame)) {
        return Optional.of(
            at(self, label)
                + " beneath a platform frame, which an update cannot unwind: frame="
                + frame.getClassName()
                + "."
                + frame.getMethodName()
                + "; reach the point by calls of the program's own methods only");
      }
      if (frame.getMethodName().equals("<clinit>")) {
        return Optional.of(
            at(self, label)
                + " inside a static initialiser, which would stay half done: class="
                + frame.getClassName()
                + "; start the loop from main or a thread's entry");
      }
    }
    List<String> locks =
        wait == null ? Locks.heldByCurrentThread() : Locks.heldByCurrentThread(wait::givesBack);
    if (!locks.isEmpty()) {
      return Optional.of(
          at(self, label)
              + " holding a lock that its skipped finally block would never release: lock="
              + locks.get(0)
              + "; unlock before the point");
    }
    return Optional.empty();
  }

  /**
   * Checks the monitors of parked threads, all in one safepoint. What a thread took above its
   * program's frames is the runtime's own, and it gives that back before it is unwound.
   *
   * @param loaders the names of the loaders of the program's classes
   * @param goes whether instances of a class are left behind with the old version
   * @param gone classes that are left behind themselves
   * @return why one of them may not be unwound, or empty
   */
  static Optional<String> monitors(
      Collection<ProgramThread> parked,
      Set<String> loaders,
      Predicate<String> goes,
      Collection<Class<?>> gone) {
    if (parked.isEmpty()) {
      return Optional.empty();
    }
    Map<Long, ProgramThread> byId = new HashMap<>();
    parked.forEach(member -> byId.put(member.thread.getId(), member));
    long[] ids = byId.keySet().stream().mapToLong(Long::longValue).toArray();
    // Monitors only: asking for owned synchronizers too would walk the heap.
    ThreadInfo[] infos = ManagementFactory.getThreadMXBean().getThreadInfo(ids, true, false);
    Set<Integer> goneClasses = new HashSet<>();
    for (ThreadInfo info : infos) {
      if (info == null) {
        continue;
      }
      ProgramThread member = Lookup.in(byId, info.getThreadId());
      int program = programDepth(info.getStackTrace(), loaders);
      for (MonitorInfo monitor : info.getLockedMonitors()) {
        String type = monitor.getClassName();
        int depth = monitor.getLockedStackDepth(); // -1: taken by native code
        if ((depth >= 0 && depth < program) || goes.test(type)) {
          continue;
        }
        if (type.equals("java.lang.Class")) {
          if (goneClasses.isEmpty()) {
            gone.forEach(each -> goneClasses.add(System.identityHashCode(each)));
          }
          if (goneClasses.contains(monitor.getIdentityHashCode())) {
            continue;
          }
        }
        if (isGivenBack(member, monitor)) {
          continue;
        }
        return Optional.of(
            at(member, String.valueOf(member.point))
                + " holding a monitor of an object that outlives the version: class="
                + type
                + ", taken at="
                + monitor.getLockedStackFrame()
                + "; leave the synchronized block before the point");
      }
    }
    return Optional.empty();
  }

  /** Returns where the program's frames begin. */
  private static int programDepth(StackTraceElement[] frames, Set<String> loaders) {
    int depth = 0;
    while (depth < frames.length
        && (frames[depth].getClassLoaderName() == null
            || !loaders.contains(frames[depth].getClassLoaderName()))) {
      depth++;
    }
    return depth;
  }

  /** Whether the thread is just about to wait on this monitor, and so to give it back. */
  private static boolean isGivenBack(ProgramThread member, MonitorInfo monitor) {
    return member.wait instanceof LockWait wait
        && wait.isOnMonitor(monitor.getClassName(), monitor.getIdentityHashCode());
  }

  private static boolean isProgram(StackWalker.StackFrame frame) {
    return frame.getDeclaringClass().getClassLoader() instanceof ProgramClassLoader;
  }

  private static String at(ProgramThread thread, String label) {
    return "thread " + thread.name + " stands at update point \"" + label + "\"";
  }
}
