package dev.kitsune.transform;

import java.util.Map;

/**
 * What a transformation met.
 *
 * @param visited objects that were looked into
 * @param copied old objects that got a new one
 * @param repaired kept and platform objects that held an old one
 * @param skipped references to objects that cannot reach an old one, or are not followed
 * @param bytes of copied objects, shallow; an estimate
 * @param copiedByClass copied objects by name of the class
 */
public record Counts(
    long visited,
    long copied,
    long repaired,
    long skipped,
    long bytes,
    Map<String, Long> copiedByClass) {}
