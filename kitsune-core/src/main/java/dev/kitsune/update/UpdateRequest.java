package dev.kitsune.update;

import dev.kitsune.unit.VersionJar;
import java.util.function.Consumer;

/**
 * Someone asked for the next version.
 *
 * @param deadlines how long the parts of the pause may last
 * @param dryRun prepare, quiesce and let go
 * @param progress told each phase as it begins
 */
record UpdateRequest(
    VersionJar jar,
    Deadlines deadlines,
    boolean dryRun,
    Verifying verifying,
    Consumer<String> progress) {}
