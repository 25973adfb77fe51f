package dev.kitsune.kv.data;

/** What a key holds. The set is closed, so that an update knows every class that it may meet. */
public sealed interface Value permits StringValue, Container, SwappedValue {

  /** How many bytes any value takes beside its contents; see {@link #footprint}. */
  int OVERHEAD = 48;

  /** Returns the kind's name as {@code TYPE} gives it. */
  String typeName();

  /** Returns the kind's number as {@code DEBUG DIGEST} mixes it in. */
  int typeNumber();

  /** Returns the form's name as {@code DEBUG OBJECT} gives it. */
  default String encoding() {
    return "raw";
  }

  /**
   * Returns about how many bytes this takes, at once: the payload and a fixed sum for each element.
   * It is what {@code maxmemory} limits, since the heap's own figure counts garbage too.
   */
  long footprint();
}
