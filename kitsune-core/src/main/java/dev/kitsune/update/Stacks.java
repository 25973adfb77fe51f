package dev.kitsune.update;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;

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
}
