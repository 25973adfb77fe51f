package dev.kitsune.kv.data;

/** What a key holds. The set is closed, so that an update knows every class that it may meet. */
public sealed interface Value permits StringValue, ListValue, SetValue {

  /** Returns the kind's name as {@code TYPE} gives it. */
  String typeName();

  /** Returns the kind's number as {@code DEBUG DIGEST} mixes it in. */
  int typeNumber();
}
