package dev.kitsune.cli;

import dev.kitsune.control.ControlService;
import dev.kitsune.stream.Version;
import dev.kitsune.update.UpdateException;
import java.net.SocketAddress;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Starts a program in this JVM: all that {@code run} needs of the runtime. */
@FunctionalInterface
interface Launcher {

  /**
   * Loads the version and starts its main method on a thread of its own.
   *
   * @return what the control socket asks, at once
   * @throws UpdateException if the version cannot be loaded
   */
  ControlService launch(Version version, List<String> arguments, Events events)
      throws UpdateException;

  /** What the program does; called on any thread. */
  interface Events {

    /** The program has called {@code Kitsune.ready}; again after an update. */
    void ready(List<SocketAddress> addresses);

    /** The main method has ended other than by an update; null if it returned. */
    void ended(@Nullable Throwable failure);
  }
}
