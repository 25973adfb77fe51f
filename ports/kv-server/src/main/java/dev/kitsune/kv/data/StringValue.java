package dev.kitsune.kv.data;

/**
 * A string, either as its bytes or, where these are the canonical decimal form of a 64-bit integer,
 * as that integer.
 */
public sealed interface StringValue extends Value permits Bytes, IntValue {

  /** Returns the string in its smaller form. */
  static StringValue encode(Bytes bytes) {
    return Numbers.isCanonical(bytes) ? IntValue.of(Numbers.parseCanonical(bytes)) : bytes;
  }

  /** Returns the string's bytes. */
  Bytes bytes();

  /**
   * Returns the integer that the string is.
   *
   * @throws NotAnIntegerException if it is none
   */
  long integer();

  @Override
  default String typeName() {
    return "string";
  }

  @Override
  default int typeNumber() {
    return 0;
  }
}
