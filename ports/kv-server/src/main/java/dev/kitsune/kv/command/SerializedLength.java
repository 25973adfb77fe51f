package dev.kitsune.kv.command;

import dev.kitsune.kv.data.Value;

/** Placeholder replaced below. */
final class SerializedLength {

  private SerializedLength() {}

  static long of(Value value) {
    return value.footprint();
  }
}
