package dev.kitsune.eval.kv;

import java.util.SplittableRandom;

/**
 * The keys of one kind that one connection owns. Nobody else writes them, so after every
 * acknowledged write their exact contents are known. Used by that connection's thread only.
 */
interface OwnedKeys {

  /** Creates the keys. The server is empty before. */
  void populate(Link link);

  /**
   * Sends one request (or one pipeline) on a random key and judges the reply.
   *
   * @return whether it was answered, rightly or not
   */
  boolean exercise(Link link, SplittableRandom random);

  /** Reads every key and judges its contents. */
  void verify(Link link);

  /** Returns how many keys of the kind exist on the server; constant under load. */
  int count();
}
