package dev.kitsune.eval.experiment;

import java.util.List;

/**
 * How long a program takes until all of it stands, without and with a load. Each is a dry run:
 * prepared, stopped, let go; nothing is transformed.
 *
 * @param connections held open in both
 * @param idleMs from the wish to stop until all stood, each time
 * @param loadedMs likewise, under load
 * @param idlePauseMs how long it then stood
 * @param loadedPauseMs likewise, under load
 * @param didNotQuiesce how often the deadline passed
 * @param failures what is wrong with this row; empty if nothing is
 */
public record QuiescenceRow(
    String subject,
    String version,
    int connections,
    List<Double> idleMs,
    List<Double> loadedMs,
    List<Double> idlePauseMs,
    List<Double> loadedPauseMs,
    int didNotQuiesce,
    List<String> failures) {}
