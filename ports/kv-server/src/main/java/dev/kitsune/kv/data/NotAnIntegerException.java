package dev.kitsune.kv.data;

import dev.kitsune.NoMigrate;

/** Bytes that should spell an integer do not. One instance, since it is a reply and no fault. */
public final class NotAnIntegerException extends RuntimeException {

  /** The one instance; it carries nothing. */
  @NoMigrate public static final NotAnIntegerException INSTANCE = new NotAnIntegerException();

  private NotAnIntegerException() {
    super("value is not an integer", null, false, false);
  }
}
