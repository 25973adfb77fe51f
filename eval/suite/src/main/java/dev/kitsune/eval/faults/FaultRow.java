package dev.kitsune.eval.faults;

import org.jspecify.annotations.Nullable;

/**
 * What became of a server that was updated to a faulty version.
 *
 * @param outcome that of the update; {@code DEAD} if the server is gone
 * @param phase the one that failed; null if nothing was tried
 * @param cause what the report says
 * @param connection {@code alive} if the client that was there before goes on
 * @param state {@code equal} if all that is reachable is as at quiescence, {@code -} if nothing had
 *     stopped yet
 * @param millis from the request until the outcome was known
 * @param failure why the row is not as it must be; empty if it is
 */
public record FaultRow(
    String program,
    String from,
    String to,
    String fault,
    String outcome,
    @Nullable String phase,
    String cause,
    String connection,
    String state,
    double millis,
    String failure) {}
