package dev.kitsune.eval.kv;

import org.jspecify.annotations.Nullable;

/**
 * What came of a request.
 *
 * @param state whether there is a value to judge
 * @param value the reply, null also for a nil reply
 */
record Answer<T>(State state, @Nullable T value) {

  /** The three ends a request can come to. */
  enum State {
    ANSWERED,
    /** A reply came, but an error or of another kind; it is already noted. */
    WRONG,
    /** No reply came: the write, if it was one, is in doubt. */
    NONE
  }

  boolean isAnswered() {
    return state == State.ANSWERED;
  }

  boolean isMissing() {
    return state == State.NONE;
  }
}
