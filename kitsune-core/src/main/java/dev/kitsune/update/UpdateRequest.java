package dev.kitsune.update;

import dev.kitsune.unit.VersionJar;
import java.time.Duration;
import java.util.function.Consumer;

/**
 * Someone asked for the next version.
 *
 * @param dryRun prepare, quiesce and let go
 * @param progress told each phase as it begins
 */
record UpdateRequest(
    VersionJar jar,
    Deadlines deadlines,
    boolean dryRun,
    Verifying verifying,
    Consumer<String> progress) {

  /** How long the parts of the pause may last. */
  record Deadlines(Duration quiescence, Duration transformation, Duration restart) {

    /** DESIGN 4: five, thirty and two seconds. */
    static final Deadlines DEFAULT =
        new Deadlines(Duration.ofSeconds(5), Duration.ofSeconds(30), Duration.ofSeconds(2));

    /** Returns the same with another deadline for quiescence. */
    Deadlines quiescence(Duration other) {
      return new Deadlines(other, transformation, restart);
    }
  }
}
