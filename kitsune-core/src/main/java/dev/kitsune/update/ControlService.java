package dev.kitsune.update;

import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;

/** What the control socket and the JMX bean ask of the runtime. All methods are thread-safe. */
public interface ControlService {

  /**
   * Takes the program to the version in the last jar and waits for the outcome; its state passes
   * through the versions in the others on the way, in one pause.
   *
   * @param jars in the order of the steps, at least one
   * @param deadlines how long the parts of the pause may last
   * @param dryRun prepare, quiesce and let go
   * @param verifying whether all state is looked at before and after
   * @param progress told each phase as it begins, on the calling thread
   * @return the report of an update that was tried, rolled back ones included
   * @throws UpdateException.Refused if nothing was tried; nothing has changed
   */
  UpdateReport update(
      List<Path> jars,
      Deadlines deadlines,
      boolean dryRun,
      Verifying verifying,
      Consumer<String> progress)
      throws UpdateException.Refused;

  /** As the other, by one step. */
  default UpdateReport update(
      Path jar, Deadlines deadlines, boolean dryRun, Verifying verifying, Consumer<String> progress)
      throws UpdateException.Refused {
    return update(List.of(jar), deadlines, dryRun, verifying, progress);
  }

  /** As the other, without verifying. */
  default UpdateReport update(
      Path jar, Deadlines deadlines, boolean dryRun, Consumer<String> progress)
      throws UpdateException.Refused {
    return update(jar, deadlines, dryRun, Verifying.OFF, progress);
  }

  /** Returns the state of the process. */
  Status status();

  /**
   * A running program.
   *
   * @param addresses where it serves, as given to {@code Kitsune.ready}
   * @param threads the program's threads, one line each: name, last update point
   * @param updates how many were tried
   * @param updating whether one is under way
   */
  record Status(
      String program,
      String version,
      long pid,
      List<String> addresses,
      String started,
      String socket,
      List<String> threads,
      int updates,
      boolean updating) {}
}
