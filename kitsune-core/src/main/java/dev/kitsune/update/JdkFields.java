package dev.kitsune.update;

import java.lang.reflect.Field;
import org.jspecify.annotations.Nullable;

/** Private fields of JDK classes that the runtime reads. */
final class JdkFields {

  private JdkFields() {}

  /**
   * Returns a readable field.
   *
   * @throws IllegalStateException if the JDK has none or keeps it; the message names the flag
   */
  static Field get(Class<?> type, String name) {
    Field field = find(type, name);
    if (field == null) {
      throw new IllegalStateException(
          "the runtime must read "
              + type.getName()
              + "."
              + name
              + "; start java with --add-opens java.base/"
              + type.getPackageName()
              + "=ALL-UNNAMED");
    }
    return field;
  }

  /** Returns a readable field, or null. */
  static @Nullable Field find(Class<?> type, String name) {
    try {
      Field field = type.getDeclaredField(name);
      field.setAccessible(true);
      return field;
    } catch (ReflectiveOperationException | RuntimeException e) {
      return null;
    }
  }
}
