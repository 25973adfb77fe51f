package dev.kitsune.kv.store;

import dev.kitsune.NoMigrate;

/** A key holds another kind of value. One instance, since it is a reply and no fault. */
public final class WrongTypeException extends RuntimeException {

  /** The one instance; it carries nothing. */
  @NoMigrate public static final WrongTypeException INSTANCE = new WrongTypeException();

  private WrongTypeException() {
    super("key holds another kind of value", null, false, false);
  }
}
