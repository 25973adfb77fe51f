package dev.kitsune.update;

import dev.kitsune.unit.VersionJar;
import java.util.List;
import java.util.function.Consumer;

/**
 * Someone asked for the next version.
 *
 * @param through the versions that the state passes through on the way, in order
 * @param deadlines how long the parts of the pause may last
 * @param dryRun prepare, quiesce and let go
 * @param progress told each phase as it begins
 */
record UpdateRequest(
    VersionJar jar,
    List<VersionJar> through,
    Deadlines deadlines,
    boolean dryRun,
    Verifying verifying,
    Consumer<String> progress) {}
