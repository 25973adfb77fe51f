package dev.kitsune.transform;

import java.lang.reflect.Field;

/**
 * Copies one of the few final fields of JDK classes that program classes extend: a handle cannot
 * write these, reflection can.
 */
final class Move {

  private final Field from;
  private final Field to;

  private Move(Field from, Field to) {
    this.from = from;
    this.to = to;
  }

  /** Returns the move between fields of one type. */
  static Move of(Field from, Field to) {
    from.setAccessible(true);
    to.setAccessible(true);
    return new Move(from, to);
  }

  /** Copies the value. */
  void move(Object source, Object target) {
    try {
      to.set(target, from.get(source));
    } catch (IllegalAccessException e) {
      throw new IllegalStateException(e);
    }
  }
}
