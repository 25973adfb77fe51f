package dev.kitsune.xf.model;

import java.util.ArrayList;
import java.util.List;
import org.objectweb.asm.Type;

/**
 * Whether values of an old type may be put where a new one is declared, as their classes become.
 */
final class Assignability {

  private final BoundStep step;

  Assignability(BoundStep step) {
    this.step = step;
  }

  /** Whether the old item's values may be put into the new one without code. */
  boolean test(Item from, Item to) {
    Type old = Type.getType(String.valueOf(from.descriptor()));
    Type fresh = Type.getType(String.valueOf(to.descriptor()));
    if (old.getSort() < Type.ARRAY || fresh.getSort() < Type.ARRAY) {
      return old.equals(fresh);
    }
    String becomes = becomes(old);
    if (becomes.equals(fresh.getDescriptor())
        || fresh.getDescriptor().equals("Ljava/lang/Object;")) {
      return true;
    }
    TypeModel type =
        becomes.startsWith("L")
            ? step.types().fresh().find(Type.getType(becomes).getClassName())
            : null;
    return type == null ? isPlatformSubtype(becomes, fresh) : isSubtype(type, fresh.getClassName());
  }

  private static boolean isPlatformSubtype(String descriptor, Type above) {
    try {
      ClassLoader loader = Assignability.class.getClassLoader();
      Class<?> below = Class.forName(Type.getType(descriptor).getClassName(), false, loader);
      return Class.forName(above.getClassName(), false, loader).isAssignableFrom(below);
    } catch (ClassNotFoundException | LinkageError e) {
      return false;
    }
  }

  private boolean isSubtype(TypeModel type, String above) {
    List<String> todo = new ArrayList<>(List.of(type.name()));
    for (int i = 0; i < todo.size(); i++) {
      String name = todo.get(i);
      if (name.equals(above)) {
        return true;
      }
      TypeModel each = step.types().fresh().find(name);
      if (each != null) {
        for (String next : each.facts().interfaces()) {
          if (!todo.contains(next)) {
            todo.add(next);
          }
        }
        String superName = each.facts().superName();
        if (superName != null && !todo.contains(superName)) {
          todo.add(superName);
        }
      }
    }
    return false;
  }

  /** Returns the descriptor that values of an old type have in the new version. */
  private String becomes(Type old) {
    Type element = old.getSort() == Type.ARRAY ? old.getElementType() : old;
    if (element.getSort() != Type.OBJECT) {
      return old.getDescriptor();
    }
    TypeModel type = step.types().old().find(element.getClassName());
    TypeModel fresh = type == null ? null : step.newType(type);
    String name = fresh == null ? element.getInternalName() : fresh.name().replace('.', '/');
    String prefix = old.getSort() == Type.ARRAY ? "[".repeat(old.getDimensions()) : "";
    return prefix + "L" + name + ";";
  }
}
