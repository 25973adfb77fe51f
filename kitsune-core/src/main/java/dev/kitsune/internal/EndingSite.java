package dev.kitsune.internal;

import java.lang.invoke.CallSite;
import java.lang.invoke.ConstantCallSite;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.invoke.MutableCallSite;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/*
 * How a thread that never reaches a point is ended
 *
 * All back edges and method entries of a loader's classes are invokedynamic instructions on one
 * call site, whose target does nothing: the compiler sees through it and emits nothing. When the
 * target is switched, the JVM throws away the compiled code that relied on it, at the next
 * safepoint; the loop goes on in the interpreter and calls the new target, which throws UpdateUnwind
 * in a thread that was doomed and returns in any other.
 */
/** The one call site of all back edges and method entries in the classes of one loader. */
public final class EndingSite {

  private static final MethodHandle NOTHING =
      MethodHandles.empty(MethodType.methodType(void.class));
  private static final MethodHandle CHECK = check();

  /** Ids of threads; the JVM never uses one twice. */
  private static final Set<Long> DOOMED = ConcurrentHashMap.newKeySet();

  private final MutableCallSite site = new MutableCallSite(NOTHING);

  private static MethodHandle check() {
    try {
      return MethodHandles.lookup()
          .findStatic(EndingSite.class, "endIfDoomed", MethodType.methodType(void.class));
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  /** Links a woven instruction: to its loader's site, or to nothing outside a program's loader. */
  public static CallSite bootstrap(MethodHandles.Lookup caller, String name, MethodType type) {
    return caller.lookupClass().getClassLoader() instanceof ProgramClassLoader loader
        ? loader.endingSite().site
        : new ConstantCallSite(NOTHING);
  }

  /** Makes the loader's code look at each back edge and entry whether its thread is doomed. */
  public void on() {
    switchTo(CHECK);
  }

  /** Makes the loader's code cost nothing again. */
  public void off() {
    switchTo(NOTHING);
  }

  private void switchTo(MethodHandle target) {
    site.setTarget(target);
    MutableCallSite.syncAll(new MutableCallSite[] {site});
  }

  /** Lets code of a site that is on end the thread. */
  public static void doom(Thread thread) {
    DOOMED.add(thread.getId());
  }

  /** Takes {@link #doom} back; also for threads that have ended. */
  public static void pardon(Thread thread) {
    DOOMED.remove(thread.getId());
  }

  /** Whether the thread was doomed. */
  public static boolean isDoomed(Thread thread) {
    return DOOMED.contains(thread.getId());
  }

  /** What the instructions call while a site is on. */
  static void endIfDoomed() {
    if (isDoomed(Thread.currentThread())) {
      throw UpdateUnwind.unwind();
    }
  }
}
