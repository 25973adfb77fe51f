package dev.kitsune.xf.run;

import dev.kitsune.load.LoadedVersion;
import dev.kitsune.xf.step.StepNames;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Type;

/** The loaded classes of both versions by the names that a transformer has for them. */
record VersionClasses(LoadedVersion old, LoadedVersion fresh, ClassLoader platform) {

  /** Returns the class of a descriptor; old ones have a prefix. */
  Class<?> of(Type type) throws ClassNotFoundException {
    return switch (type.getSort()) {
      case Type.VOID -> void.class;
      case Type.BOOLEAN -> boolean.class;
      case Type.CHAR -> char.class;
      case Type.BYTE -> byte.class;
      case Type.SHORT -> short.class;
      case Type.INT -> int.class;
      case Type.FLOAT -> float.class;
      case Type.LONG -> long.class;
      case Type.DOUBLE -> double.class;
      case Type.ARRAY -> {
        Class<?> array = of(type.getElementType());
        for (int i = 0; i < type.getDimensions(); i++) {
          array = array.arrayType();
        }
        yield array;
      }
      default -> named(type.getInternalName());
    };
  }

  private Class<?> named(String internalName) throws ClassNotFoundException {
    boolean isOld = internalName.startsWith(StepNames.OLD_PREFIX);
    String name =
        (isOld ? internalName.substring(StepNames.OLD_PREFIX.length()) : internalName)
            .replace('/', '.');
    Class<?> found = isOld ? old.find(name) : fresh.find(name);
    return found != null ? found : Class.forName(name, false, platform);
  }

  /** Returns the old version's class, or null. */
  @Nullable Class<?> oldClass(String name) {
    return old.find(name);
  }

  /** Returns the new version's class, or null. */
  @Nullable Class<?> newClass(String name) {
    return fresh.find(name);
  }
}
