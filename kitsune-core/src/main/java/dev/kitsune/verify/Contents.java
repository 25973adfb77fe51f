package dev.kitsune.verify;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Shows what an object holds: its fields, an array's elements, a class's statics. */
final class Contents {

  /** Told each slot of a holder, always in the same order. */
  interface Visitor {

    /**
     * @param field null for an element
     * @param index of the element, else -1
     */
    void reference(@Nullable Field field, int index, @Nullable Object value);

    /** As {@link #reference}, of a primitive of so many bytes. */
    void bits(@Nullable Field field, int index, long bits, int bytes);
  }

  private record Shape(Field[] references, Field[] primitives) {}

  private final Map<Class<?>, Shape> shapes = new HashMap<>();
  private final Map<Class<?>, Shape> statics = new HashMap<>();
  private final Set<String> unreadable = new TreeSet<>();
  private final Predicate<Field> skipped;

  /**
   * @param skipped fields that are not shown
   */
  Contents(Predicate<Field> skipped) {
    this.skipped = skipped;
  }

  /** Returns the names of classes of which a field could not be read. */
  Set<String> unreadable() {
    return unreadable;
  }

  /** Shows the statics of a class. */
  void statics(Class<?> type, Visitor to) {
    show(statics.computeIfAbsent(type, t -> shape(t, true)), null, to, true);
  }

  /** Shows the references that an object holds. */
  void references(Object holder, Visitor to) {
    visit(holder, to, false);
  }

  /** Shows all that an object holds. */
  void all(Object holder, Visitor to) {
    visit(holder, to, true);
  }

  private void visit(Object holder, Visitor to, boolean primitives) {
    Class<?> type = holder.getClass();
    if (!type.isArray()) {
      show(shapes.computeIfAbsent(type, t -> shape(t, false)), holder, to, primitives);
    } else if (holder instanceof @Nullable Object[] array) {
      for (int i = 0; i < array.length; i++) {
        to.reference(null, i, array[i]);
      }
    } else if (primitives) {
      showPrimitives(holder, to);
    }
  }

  private static void show(Shape shape, @Nullable Object holder, Visitor to, boolean primitives) {
    try {
      for (Field field : shape.references) {
        to.reference(field, -1, field.get(holder));
      }
      if (primitives) {
        for (Field field : shape.primitives) {
          showPrimitive(field, holder, to);
        }
      }
    } catch (IllegalAccessException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void showPrimitive(Field field, @Nullable Object holder, Visitor to)
      throws IllegalAccessException {
    Class<?> type = field.getType();
    if (type == int.class) {
      to.bits(field, -1, field.getInt(holder), 4);
    } else if (type == long.class) {
      to.bits(field, -1, field.getLong(holder), 8);
    } else if (type == boolean.class) {
      to.bits(field, -1, field.getBoolean(holder) ? 1 : 0, 1);
    } else if (type == byte.class) {
      to.bits(field, -1, field.getByte(holder), 1);
    } else if (type == char.class) {
      to.bits(field, -1, field.getChar(holder), 2);
    } else if (type == short.class) {
      to.bits(field, -1, field.getShort(holder), 2);
    } else if (type == float.class) {
      to.bits(field, -1, Float.floatToRawIntBits(field.getFloat(holder)), 4);
    } else {
      to.bits(field, -1, Double.doubleToRawLongBits(field.getDouble(holder)), 8);
    }
  }

  private static void showPrimitives(Object array, Visitor to) {
    if (array instanceof byte[] bytes) {
      for (int i = 0; i < bytes.length; i++) {
        to.bits(null, i, bytes[i], 1);
      }
    } else if (array instanceof int[] ints) {
      for (int i = 0; i < ints.length; i++) {
        to.bits(null, i, ints[i], 4);
      }
    } else if (array instanceof long[] longs) {
      for (int i = 0; i < longs.length; i++) {
        to.bits(null, i, longs[i], 8);
      }
    } else if (array instanceof char[] chars) {
      for (int i = 0; i < chars.length; i++) {
        to.bits(null, i, chars[i], 2);
      }
    } else if (array instanceof boolean[] booleans) {
      for (int i = 0; i < booleans.length; i++) {
        to.bits(null, i, booleans[i] ? 1 : 0, 1);
      }
    } else if (array instanceof short[] shorts) {
      for (int i = 0; i < shorts.length; i++) {
        to.bits(null, i, shorts[i], 2);
      }
    } else if (array instanceof float[] floats) {
      for (int i = 0; i < floats.length; i++) {
        to.bits(null, i, Float.floatToRawIntBits(floats[i]), 4);
      }
    } else if (array instanceof double[] doubles) {
      for (int i = 0; i < doubles.length; i++) {
        to.bits(null, i, Double.doubleToRawLongBits(doubles[i]), 8);
      }
    }
  }

  private Shape shape(Class<?> type, boolean ofStatics) {
    List<Field> references = new ArrayList<>();
    List<Field> primitives = new ArrayList<>();
    for (Class<?> c = type; c != null; c = ofStatics ? null : c.getSuperclass()) {
      for (Field field : c.getDeclaredFields()) {
        if (Modifier.isStatic(field.getModifiers()) != ofStatics || skipped.test(field)) {
          continue;
        }
        if (Opened.open(field, c)) {
          (field.getType().isPrimitive() ? primitives : references).add(field);
        } else {
          unreadable.add(c.getName());
        }
      }
    }
    return new Shape(references.toArray(Field[]::new), primitives.toArray(Field[]::new));
  }
}
