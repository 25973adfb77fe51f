package dev.kitsune.eval.effort;

import org.jspecify.annotations.Nullable;

/**
 * What one version took, and what it changed (Kitsune, TOPLAS 2014, tables II and III).
 *
 * @param sourceLines of the whole version without blank lines and comments; null if the sources are
 *     not there
 * @param updatePoints told apart by their labels
 * @param controlLines that stand at a point, restart, start threads, bind signals
 * @param dataLines that migrate data, and members with an annotation for that
 * @param gateLines that use a gate or the bridge with gates
 * @param waitLines that call a blocking wrapper
 * @param kitsuneLines all of these, each line once
 * @param rules of the step from the version before, with those in the reverse direction left out
 * @param xfLines of that step's specification without blank lines and comments
 * @param change null for the first version
 */
public record EffortRow(
    String program,
    String version,
    @Nullable String previous,
    @Nullable String released,
    int classes,
    @Nullable Integer sourceLines,
    int updatePoints,
    int controlLines,
    int dataLines,
    int gateLines,
    int waitLines,
    int kitsuneLines,
    int rules,
    int xfLines,
    @Nullable Change change) {}
