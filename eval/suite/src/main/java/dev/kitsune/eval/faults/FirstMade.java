package dev.kitsune.eval.faults;

import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/** Finds the class that a version cannot do without: the first that its main class makes. */
final class FirstMade {

  private FirstMade() {}

  /**
   * Returns the internal name of the first class of the jar that a class makes an object of.
   *
   * @param entries the jar's
   * @return null if it makes none
   */
  static @Nullable String by(byte[] classFile, Set<String> entries) {
    String[] found = new String[1];
    new ClassReader(classFile)
        .accept(
            new ClassVisitor(Opcodes.ASM9) {
              @Override
              public MethodVisitor visitMethod(
                  int access,
                  String name,
                  String descriptor,
                  @Nullable String signature,
                  String @Nullable [] exceptions) {
                return new MethodVisitor(Opcodes.ASM9) {
                  @Override
                  public void visitTypeInsn(int opcode, String type) {
                    if (opcode == Opcodes.NEW
                        && found[0] == null
                        && entries.contains(type + ".class")) {
                      found[0] = type;
                    }
                  }
                };
              }
            },
            ClassReader.SKIP_DEBUG);
    return found[0];
  }
}
