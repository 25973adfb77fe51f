package dev.kitsune.eval.experiment;

/**
 * What the JVM's own redefinition of classes says of a step.
 *
 * @param changed classes that both versions have, with other code
 * @param refused of those, because more than bodies of methods changed
 * @param added classes that only the new version has; a class loader must find them somewhere
 * @param removed classes that only the old version has
 * @param isPossible whether all of it could be redefined
 * @param firstRefusal the JVM's words; empty if none was refused
 */
public record HotSwapRow(
    String subject,
    String from,
    String to,
    int changed,
    int refused,
    int added,
    int removed,
    boolean isPossible,
    String firstRefusal) {}
