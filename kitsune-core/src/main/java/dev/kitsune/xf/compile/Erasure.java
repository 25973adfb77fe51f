package dev.kitsune.xf.compile;

import dev.kitsune.xf.model.StepTypes;
import dev.kitsune.xf.model.TypeModel;
import dev.kitsune.xf.model.VersionTypes;
import dev.kitsune.xf.step.StepNames;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.commons.Remapper;

/**
 * Maps the program's classes to the platform class that they extend, mostly {@code Object}: the
 * transformer may not name a class of either version, since both have the same names, and most are
 * not public.
 */
final class Erasure extends Remapper {

  private final StepTypes types;

  Erasure(StepTypes types) {
    super(Opcodes.ASM9);
    this.types = types;
  }

  @Override
  public String map(String internalName) {
    VersionTypes version = isOld(internalName) ? types.old() : types.fresh();
    TypeModel type = type(internalName);
    if (type == null) {
      return internalName;
    }
    String name = type.name();
    while (type != null) {
      name = type.facts().superName();
      type = name == null ? null : version.find(name);
    }
    return name == null ? "java/lang/Object" : name.replace('.', '/');
  }

  /** Returns the class of either version that a name in compiled code means, or null. */
  @Nullable TypeModel type(String internalName) {
    return isOld(internalName)
        ? types.old().find(internalName.substring(StepNames.OLD_PREFIX.length()).replace('/', '.'))
        : types.fresh().find(internalName.replace('/', '.'));
  }

  /** Whether the name means a class of the old version that the new one does not share. */
  static boolean isOld(String internalName) {
    return internalName.startsWith(StepNames.OLD_PREFIX);
  }

  /** Whether the internal name or array descriptor means a class of the program. */
  boolean isProgram(String internalName) {
    if (internalName.startsWith("[")) {
      Type element = Type.getObjectType(internalName).getElementType();
      return element.getSort() == Type.OBJECT && type(element.getInternalName()) != null;
    }
    return type(internalName) != null;
  }

  /** Whether a descriptor names a class of the program. */
  boolean namesProgram(String descriptor) {
    return !mapDesc(descriptor).equals(descriptor);
  }
}
