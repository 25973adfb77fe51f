package dev.kitsune.unit;

import java.util.Map;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Opcodes;

/**
 * A sealed class and its subclass in two packages: javac wants a named module for that, which text
 * blocks are not.
 */
final class SealedClasses {

  private SealedClasses() {}

  static Map<String, byte[]> overTwoPackages(String sealed, String permitted) {
    String sealedName = sealed.replace('.', '/');
    String permittedName = permitted.replace('.', '/');
    ClassWriter top = new ClassWriter(0);
    top.visit(Opcodes.V17, Opcodes.ACC_PUBLIC, sealedName, null, "java/lang/Object", null);
    top.visitPermittedSubclass(permittedName);
    ClassWriter sub = new ClassWriter(0);
    sub.visit(Opcodes.V17, Opcodes.ACC_FINAL, permittedName, null, sealedName, null);
    return Map.of(sealed, top.toByteArray(), permitted, sub.toByteArray());
  }
}
