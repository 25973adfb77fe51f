package dev.kitsune.kv.data;

/**
 * A value of several elements, which changes in place. Whoever keeps account of all values' size
 * asks it by how much it has grown.
 */
public abstract sealed class Container implements Value
    permits ListValue, SetValue, SortedSetValue, HashValue {

  private static final long NOT_COUNTED = -1;

  private long counted = NOT_COUNTED;

  Container() {}

  /** Begins the account; returns what this takes now. */
  public final long beginCounting() {
    counted = footprint();
    return counted;
  }

  /** Returns by how much this grew since it was asked last; 0 if it is in no account. */
  public final long growth() {
    if (counted == NOT_COUNTED) {
      return 0;
    }
    long before = counted;
    counted = footprint();
    return counted - before;
  }

  /** Ends the account; returns what it still has for this. */
  public final long endCounting() {
    long last = counted;
    counted = NOT_COUNTED;
    return last == NOT_COUNTED ? 0 : last;
  }
}
