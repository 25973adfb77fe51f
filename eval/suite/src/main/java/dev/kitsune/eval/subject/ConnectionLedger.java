package dev.kitsune.eval.subject;

/**
 * The account of one connection.
 *
 * @param sent requests that were due and sent, or could not be sent
 * @param answered requests with a reply of any kind
 * @param errors requests without one
 * @param reconnects connections opened after the first; each is a failure
 */
public record ConnectionLedger(
    String connection, long sent, long answered, long errors, long reconnects) {}
