package dev.kitsune.transform;

import org.jspecify.annotations.Nullable;

/** How messages and paths name classes and values, without running program code. */
final class Names {

  private Names() {}

  /** Returns the binary name without its package; {@link Class#getSimpleName} may load classes. */
  static String simple(Class<?> type) {
    if (type.isArray()) {
      return simple(type.getComponentType()) + "[]";
    }
    String name = type.getName();
    int dot = name.lastIndexOf('.');
    int slash = name.indexOf('/'); // hidden classes are called a.b.C$$Lambda/0x…
    if (slash >= 0 && slash < dot) {
      dot = name.lastIndexOf('.', slash);
    }
    return name.substring(dot + 1);
  }

  /** Returns the name without what differs from run to run in those of hidden classes. */
  static String stable(Class<?> type) {
    String name = type.getName();
    return type.isHidden() ? name.substring(0, name.indexOf('/')) : name;
  }

  /** Returns a short form of a key, its class only if {@code toString} would be program code. */
  static String key(@Nullable Object key) {
    if (key instanceof String text) {
      return '"' + (text.length() > 40 ? text.substring(0, 40) + "…" : text) + '"';
    }
    if (key == null || key instanceof Number && key.getClass().getName().startsWith("java.lang.")) {
      return String.valueOf(key);
    }
    return key instanceof Enum<?> constant
        ? simple(constant.getDeclaringClass()) + "." + constant.name()
        : "a " + simple(key.getClass());
  }
}
