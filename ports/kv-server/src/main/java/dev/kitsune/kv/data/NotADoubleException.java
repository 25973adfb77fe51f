package dev.kitsune.kv.data;

import dev.kitsune.NoMigrate;

/** Bytes that should spell a double do not. One instance, since it is a reply and no fault. */
public final class NotADoubleException extends RuntimeException {

  /** The one instance; it carries nothing. */
  @NoMigrate public static final NotADoubleException INSTANCE = new NotADoubleException();

  private NotADoubleException() {
    super("value is not a double", null, false, false);
  }
}
