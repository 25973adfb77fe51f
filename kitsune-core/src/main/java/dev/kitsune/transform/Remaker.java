package dev.kitsune.transform;

import org.jspecify.annotations.Nullable;

/**
 * Makes anew what can neither be filled nor repaired: what takes its parts once, when it is made.
 */
interface Remaker {

  /**
   * Returns what takes the object's place, the object itself if nothing in it changed.
   *
   * @param visitor reaches what it holds
   * @throws Copier.Refusal if there is nothing that can take its place
   */
  @Nullable Object remake(Object old, Visitor visitor) throws Copier.Refusal;

  /** Returns how a path names it. */
  default String label(Object old) {
    return Names.stable(old.getClass())
        .substring(Names.stable(old.getClass()).lastIndexOf('.') + 1);
  }
}
