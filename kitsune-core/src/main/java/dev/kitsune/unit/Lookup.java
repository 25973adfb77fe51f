package dev.kitsune.unit;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Look-ups in maps that are complete by construction. */
public final class Lookup {

  private Lookup() {}

  /**
   * Returns the value of a key that must be there.
   *
   * @throws IllegalStateException if it is not
   */
  public static <K, V> V in(Map<K, ? extends @Nullable V> map, K key) {
    V value = map.get(key);
    if (value == null) {
      throw new IllegalStateException("expected an entry, found none: key=" + key);
    }
    return value;
  }
}
