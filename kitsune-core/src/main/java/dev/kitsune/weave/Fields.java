package dev.kitsune.weave;

import dev.kitsune.unit.ClassFacts;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.FieldInsnNode;
import org.objectweb.asm.tree.FieldNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;

/**
 * Instance fields lose {@code final}, since a transformer fills objects that it did not construct,
 * and the topmost program class of each hierarchy gains the forwarding field.
 */
final class Fields {

  private Fields() {}

  /** Weaves the fields of a class and the constructors that set them. */
  static void weave(ClassNode node, Function<String, @Nullable ClassFacts> program) {
    Set<String> formerlyFinal = new HashSet<>();
    for (FieldNode field : node.fields) {
      if ((field.access & (Opcodes.ACC_STATIC | Opcodes.ACC_FINAL)) == Opcodes.ACC_FINAL) {
        field.access &= ~Opcodes.ACC_FINAL;
        formerlyFinal.add(field.name);
      }
    }
    if (!formerlyFinal.isEmpty()) {
      for (MethodNode method : node.methods) {
        if (method.name.equals("<init>") && sets(method, node.name, formerlyFinal)) {
          fence(method);
        }
      }
    }
    if (isTopmost(node, program)) {
      node.fields.add(
          new FieldNode(
              Opcodes.ACC_PUBLIC | Opcodes.ACC_TRANSIENT | Opcodes.ACC_SYNTHETIC,
              Weaver.FORWARD,
              "Ljava/lang/Object;",
              null,
              null));
    }
  }

  private static boolean isTopmost(ClassNode node, Function<String, @Nullable ClassFacts> program) {
    return (node.access & Opcodes.ACC_INTERFACE) == 0
        && program.apply(node.superName.replace('/', '.')) == null;
  }

  private static boolean sets(MethodNode constructor, String owner, Set<String> fields) {
    for (AbstractInsnNode instruction : constructor.instructions) {
      if (instruction instanceof FieldInsnNode access
          && access.getOpcode() == Opcodes.PUTFIELD
          && access.owner.equals(owner)
          && fields.contains(access.name)) {
        return true;
      }
    }
    return false;
  }

  /** The JVM's own guarantee for final fields: who sees the object sees them set. */
  private static void fence(MethodNode constructor) {
    for (AbstractInsnNode instruction : constructor.instructions.toArray()) {
      if (Instructions.isReturn(instruction)) {
        constructor.instructions.insertBefore(
            instruction,
            new MethodInsnNode(
                Opcodes.INVOKESTATIC, "java/lang/invoke/VarHandle", "releaseFence", "()V", false));
      }
    }
  }
}
