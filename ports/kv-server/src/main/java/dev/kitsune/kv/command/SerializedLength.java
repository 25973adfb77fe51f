package dev.kitsune.kv.command;

import dev.kitsune.kv.data.Value;
import dev.kitsune.kv.persistence.RdbWriter;

/** How many bytes a value takes in a dump, as DEBUG OBJECT tells it. */
final class SerializedLength {

  private SerializedLength() {}

  static long of(Value value, boolean compresses) {
    return RdbWriter.length(value, compresses);
  }
}
