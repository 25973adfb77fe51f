package dev.kitsune.verify;

/** Primitives as their bits, and back. */
final class Bits {

  private Bits() {}

  /** Returns the primitive of this type that has these bits, boxed. */
  static Object box(Class<?> type, long bits) {
    if (type == int.class) {
      return (int) bits;
    } else if (type == long.class) {
      return bits;
    } else if (type == boolean.class) {
      return bits != 0;
    } else if (type == byte.class) {
      return (byte) bits;
    } else if (type == char.class) {
      return (char) bits;
    } else if (type == short.class) {
      return (short) bits;
    } else if (type == float.class) {
      return Float.intBitsToFloat((int) bits);
    }
    return Double.longBitsToDouble(bits);
  }

  /** Whether the object is the JDK's box of a primitive. */
  static boolean isBox(Object value) {
    return value instanceof Boolean
        || value instanceof Character
        || value instanceof Number && value.getClass().getPackageName().equals("java.lang");
  }
}
