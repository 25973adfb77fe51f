package dev.kitsune.eval.server;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/**
 * The processes that this run started. They are ended, each by its own handle, when the run ends,
 * and also when it is interrupted.
 */
public final class Children implements AutoCloseable {

  private static final long PATIENCE_SECONDS = 5;

  private final Set<Process> running = ConcurrentHashMap.newKeySet();
  private final Thread hook = new Thread(this::endAll, "end-children");

  /** Makes an empty set that is emptied when this JVM ends. */
  public static Children create() {
    Children children = new Children();
    java.lang.Runtime.getRuntime().addShutdownHook(children.hook);
    return children;
  }

  private Children() {}

  /**
   * Takes charge of a process.
   *
   * @return its argument
   */
  public Process add(Process process) {
    running.add(process);
    return process;
  }

  /** Asks a process to end, insists after a while, and waits for it. */
  public void end(Process process) {
    boolean interrupted = false;
    process.destroy();
    try {
      if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly().waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS);
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      interrupted = true;
    }
    running.remove(process);
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    endAll();
    try {
      java.lang.Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException endingAnyway) {
      // The JVM is ending: the hook runs.
    }
  }

  private void endAll() {
    running.forEach(Process::destroy);
    running.forEach(this::end);
  }
}
