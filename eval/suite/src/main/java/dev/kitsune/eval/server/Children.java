package dev.kitsune.eval.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * The processes that this run started, and their folders. They are ended, each by its own handle,
 * when the run ends, and also when it is interrupted.
 */
public final class Children implements AutoCloseable {

  private static final long PATIENCE_SECONDS = 5;

  private final Set<Process> running = ConcurrentHashMap.newKeySet();
  private final Set<Path> folders = ConcurrentHashMap.newKeySet();
  private final Thread hook = new Thread(this::endAll, "end-children");

  /** Makes an empty set that is emptied when this JVM ends. */
  public static Children create() {
    Children children = new Children();
    java.lang.Runtime.getRuntime().addShutdownHook(children.hook);
    return children;
  }

  private Children() {}

  /** Makes a folder that everybody may enter, and that is removed after the processes ended. */
  public Path temporaryFolder() throws IOException {
    Path folder = Files.createTempDirectory("kitsune-eval-").toRealPath();
    folders.add(folder);
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
    return folder;
  }

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
    folders.forEach(Children::remove);
    folders.clear();
  }

  private static void remove(Path folder) {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    } catch (IOException | UncheckedIOException leftOver) {
      // It is a temporary folder, which the system removes as well.
    }
  }
}
