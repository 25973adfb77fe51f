package dev.kitsune.verify;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Names the way from a root to an object that was met. */
final class Paths {

  private static final int LONGEST = 40;

  private Paths() {}

  /**
   * Returns the path to an object.
   *
   * @param shown shows what the walk looked at
   */
  static String of(ObjectTable table, int number, List<Root> roots, Scan shown) {
    List<String> steps = new ArrayList<>();
    int at = number;
    int parent;
    while ((parent = table.parentOf(at)) >= 0) {
      steps.add(slot(table.get(parent), table.get(at), shown));
      at = parent;
    }
    String root = roots.get(-1 - parent).path();
    if (!root.isEmpty()) { // a class, whose statics name themselves
      steps.add(root);
    }
    Collections.reverse(steps);
    if (steps.size() > LONGEST) {
      int left = steps.size() - LONGEST;
      steps.subList(LONGEST / 2, LONGEST / 2 + left).clear();
      steps.add(LONGEST / 2, "(" + left + " steps)");
    }
    return String.join(" -> ", steps);
  }

  /** Shows the slots of an object as a walk sees them. */
  interface Scan {
    void show(Object holder, Contents.Visitor to);
  }

  private static String slot(Object holder, Object held, Scan shown) {
    String[] found = {name(holder.getClass()) + ".?"};
    shown.show(
        holder,
        new Contents.Visitor() {
          @Override
          public void reference(@Nullable Field field, int index, @Nullable Object value) {
            if (value == held) {
              found[0] = slot(holder, field, index);
            }
          }

          @Override
          public void bits(@Nullable Field field, int index, long bits, int bytes) {}
        });
    return found[0];
  }

  /** Returns how messages name a slot. */
  static String slot(Object holder, @Nullable Field field, int index) {
    if (field == null) {
      String type = name(holder.getClass());
      return type.substring(0, type.length() - 1) + index + "]";
    }
    return Modifier.isStatic(field.getModifiers())
        ? "static " + field.getDeclaringClass().getName() + "." + field.getName()
        : name(field.getDeclaringClass()) + "." + field.getName();
  }

  /** Returns the class's name without its package. */
  static String name(Class<?> type) {
    if (type.isArray()) {
      return name(type.getComponentType()) + "[]";
    }
    String name = type.getName();
    int slash = name.indexOf('/'); // hidden classes are called a.b.C$$Lambda/0x…
    return name.substring(name.lastIndexOf('.', slash < 0 ? name.length() : slash) + 1);
  }
}
