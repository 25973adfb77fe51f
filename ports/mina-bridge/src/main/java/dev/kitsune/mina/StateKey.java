package dev.kitsune.mina;

import org.apache.mina.core.session.IoSession;
import org.jspecify.annotations.Nullable;

/**
 * The key of a session attribute that holds an object of the program. Attributes under such keys,
 * and only those, are roots of the state transformation; filters keep theirs under keys of their
 * own.
 *
 * @param name tells the attributes of one session apart; keys of equal names are equal, in whatever
 *     version they were made
 */
public record StateKey(String name) {

  /** Returns the session's object, or null if there is none. */
  public @Nullable Object get(IoSession session) {
    return session.getAttribute(this);
  }

  /** Attaches an object to the session; null takes it away. */
  public void set(IoSession session, @Nullable Object state) {
    if (state == null) {
      session.removeAttribute(this);
    } else {
      session.setAttribute(this, state);
    }
  }
}
