package dev.kitsune.kv.data;

import dev.kitsune.NoMigrate;

/** A string value stored as the integer that its bytes spell. */
public record IntValue(long integer) implements StringValue {

  private static final int SHARED_COUNT = 10_000;

  /** The values that need no object of their own. */
  @NoMigrate private static final IntValue[] SHARED = new IntValue[SHARED_COUNT];

  static {
    for (int i = 0; i < SHARED_COUNT; i++) {
      SHARED[i] = new IntValue(i);
    }
  }

  /** Returns the value of an integer. */
  public static IntValue of(long integer) {
    return integer >= 0 && integer < SHARED_COUNT ? SHARED[(int) integer] : new IntValue(integer);
  }

  @Override
  public String encoding() {
    return "int";
  }

  @Override
  public long footprint() {
    return OVERHEAD;
  }

  @Override
  public Bytes bytes() {
    return Bytes.of(Long.toString(integer));
  }
}
