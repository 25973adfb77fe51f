package dev.kitsune.eval.experiment;

import dev.kitsune.eval.load.Timeline;
import dev.kitsune.eval.subject.Correctness;
import dev.kitsune.eval.subject.Workload;

/**
 * What a user without Kitsune would do at a step, under the same load. It is expected to lose; the
 * row says how much.
 *
 * @param kind what was done; what is lost are connections, and what was sent meanwhile
 * @param restartMs from the request to stop until the new process takes connections
 * @param keysExpected what the server should hold at the end: keys, sessions, listeners
 * @param keysAfter what it says that it holds, writes since the restart included
 * @param timeline answers around the request to stop
 */
public record RestartRow(
    String subject,
    int fork,
    String from,
    String to,
    String kind,
    Workload workload,
    double restartMs,
    ClientView client,
    Correctness correct,
    long keysExpected,
    long keysAfter,
    Timeline.View timeline) {}
