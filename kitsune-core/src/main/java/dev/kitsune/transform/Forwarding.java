package dev.kitsune.transform;

import dev.kitsune.internal.Woven;
import java.lang.invoke.VarHandle;
import java.lang.reflect.Field;
import org.jspecify.annotations.Nullable;

/**
 * The hidden field that the weaver gives to the topmost program class of each hierarchy. In an old
 * object it points to the new one; in a kept object it holds the mark of the update that visited
 * it.
 */
public final class Forwarding {

  /** The name of the field: public, transient, synthetic, of type {@code Object}. */
  public static final String FIELD = "$kitsune$forward";

  /** All that is woven into program classes has a name that begins so. */
  static final String WOVEN_PREFIX = "$kitsune$";

  /** What stands for "becomes null", since null means that nothing was said. */
  static final Object NOTHING = new Object();

  /**
   * The mark of one update. It refers to nothing, so one that was forgotten holds nothing alive,
   * and it is compared by identity, so one of an earlier update is not mistaken.
   */
  static final class Mark implements Woven.Mark {}

  private Forwarding() {}

  /** Returns the handle of the field that objects of this class have, or null if they have none. */
  static @Nullable VarHandle of(Class<?> type) {
    for (Class<?> c = type; c != null && c != Object.class; c = c.getSuperclass()) {
      for (Field field : c.getDeclaredFields()) {
        if (field.getName().equals(FIELD)) {
          return Access.handle(field);
        }
      }
    }
    return null;
  }

  /** Returns what is stored for a counterpart. */
  static Object mask(@Nullable Object fresh) {
    return fresh == null ? NOTHING : fresh;
  }

  /** Returns the counterpart that was stored. */
  static @Nullable Object unmask(Object stored) {
    return stored == NOTHING ? null : stored;
  }
}
