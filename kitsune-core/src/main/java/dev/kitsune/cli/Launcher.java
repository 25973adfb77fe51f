package dev.kitsune.cli;

import dev.kitsune.stream.Version;
import dev.kitsune.update.ControlService;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Starts a program in this JVM: all that {@code run} needs of the runtime. */
@FunctionalInterface
interface Launcher {

  /**
   * Loads the version and starts its main method on a thread of its own.
   *
   * @param reports where update reports go
   * @param ready told the addresses, as {@code host:port}, when the program calls {@code
   *     Kitsune.ready}; again after an update
   * @throws CommandException if the version cannot be loaded
   */
  Running launch(
      Version version, List<String> arguments, Path reports, Consumer<List<String>> ready)
      throws CommandException;

  /** A program that was started. */
  interface Running {

    /** Returns what the control socket asks. */
    ControlService service();

    /**
     * Waits until no thread of the program is left.
     *
     * @return what ended the main method, or null if it returned
     */
    @Nullable Throwable awaitEnd() throws InterruptedException;
  }
}
