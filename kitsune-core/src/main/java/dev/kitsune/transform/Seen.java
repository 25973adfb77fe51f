package dev.kitsune.transform;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Objects that were met and have no field to say so, by identity, each with what takes its place.
 * Locked in stripes, so that several workers rarely wait for one another.
 */
final class Seen {

  private static final int STRIPES = 64;

  private final List<IdentityHashMap<Object, Object>> stripes = new ArrayList<>(STRIPES);

  Seen() {
    clear();
  }

  @Nullable Object get(Object object) {
    IdentityHashMap<Object, Object> stripe = stripe(object);
    synchronized (stripe) {
      return stripe.get(object);
    }
  }

  boolean contains(Object object) {
    return get(object) != null;
  }

  /** Returns what was known of the object, or null and keeps this. */
  @Nullable Object putIfAbsent(Object object, Object counterpart) {
    IdentityHashMap<Object, Object> stripe = stripe(object);
    synchronized (stripe) {
      return stripe.putIfAbsent(object, counterpart);
    }
  }

  /** Returns how many objects are in the other one as well. */
  long shared(Seen other) {
    long count = 0;
    for (IdentityHashMap<Object, Object> stripe : stripes) {
      for (Object object : stripe.keySet()) {
        count += other.contains(object) ? 1 : 0;
      }
    }
    return count;
  }

  /** Lets go of everything. */
  void clear() {
    stripes.clear();
    for (int i = 0; i < STRIPES; i++) {
      stripes.add(new IdentityHashMap<>());
    }
  }

  private IdentityHashMap<Object, Object> stripe(Object object) {
    // Other bits than those that the maps themselves look at first.
    return stripes.get((System.identityHashCode(object) >>> 20) & (STRIPES - 1));
  }
}
