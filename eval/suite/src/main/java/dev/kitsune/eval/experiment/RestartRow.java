package dev.kitsune.eval.experiment;

import dev.kitsune.eval.kv.Correctness;

/**
 * What a user without Kitsune would do at a step, under the same load. It is expected to lose; the
 * row says how much.
 *
 * @param kind always a restart with a dump: SHUTDOWN saves all, and the new process loads it before
 *     it takes connections; what is lost are connections, and what was sent meanwhile
 * @param restartMs from the request to stop until the new process takes connections
 * @param keysAfter DBSIZE at the end, the writes since the restart included
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
    long keysAfter) {}
