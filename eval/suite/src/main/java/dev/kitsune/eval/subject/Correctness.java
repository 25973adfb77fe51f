package dev.kitsune.eval.subject;

import java.util.List;

/**
 * The correctness counters of one row: a row in which one is not zero is a failure, whatever its
 * speed.
 *
 * @param keysLost distinct things (keys, files) that should have been there and were not
 * @param keysAltered distinct things with other contents than the last acknowledged ones
 * @param bytesLost of streams and transfers, that were sent and did not arrive
 * @param bytesDoubled likewise, that arrived more than once
 * @param bytesAltered likewise, that arrived as others
 * @param wrongReplies errors, replies of another kind, replies that belong to another request
 * @param connectionsDropped connections that ended other than by the client's wish
 * @param unanswered requests sent, or due while there was no connection, without an answer
 * @param keysInDoubt keys whose last write had no answer, so that both values are accepted
 * @param firstFaults the first few, in words
 */
public record Correctness(
    long keysLost,
    long keysAltered,
    long bytesLost,
    long bytesDoubled,
    long bytesAltered,
    long wrongReplies,
    long connectionsDropped,
    long unanswered,
    long keysInDoubt,
    List<String> firstFaults) {

  /** Returns whether nothing at all went wrong. */
  public boolean isClean() {
    return faults() == 0;
  }

  /** Returns the sum of the counters. */
  public long faults() {
    return keysLost
        + keysAltered
        + bytesLost
        + bytesDoubled
        + bytesAltered
        + wrongReplies
        + connectionsDropped
        + unanswered;
  }
}
