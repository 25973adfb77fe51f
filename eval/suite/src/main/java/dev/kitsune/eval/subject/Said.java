package dev.kitsune.eval.subject;

import org.jspecify.annotations.Nullable;

/**
 * What a server says of itself.
 *
 * @param version as the catalogue spells it
 * @param pid null if the protocol does not tell
 * @param entries what it holds: keys, sessions, listeners
 */
public record Said(String version, @Nullable Long pid, long entries) {

  /** No answer. */
  public static final Said NOTHING = new Said("no answer", null, -1);
}
