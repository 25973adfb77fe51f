package dev.kitsune.transform;

import dev.kitsune.weave.Lambdas;
import java.util.Set;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.FieldNode;

/**
 * As much weaving as the transformation relies on: no final instance fields, a forwarding field,
 * lambdas that say what they call.
 */
final class MiniWeaver {

  private MiniWeaver() {}

  static byte[] weave(byte[] plain, Set<String> programClasses) {
    ClassNode node = new ClassNode();
    new ClassReader(plain).accept(node, 0);
    for (FieldNode field : node.fields) {
      if ((field.access & Opcodes.ACC_STATIC) == 0) {
        field.access &= ~Opcodes.ACC_FINAL;
      }
    }
    boolean topmost = !programClasses.contains(node.superName.replace('/', '.'));
    if (topmost && (node.access & Opcodes.ACC_INTERFACE) == 0) {
      node.fields.add(
          new FieldNode(
              Opcodes.ACC_PUBLIC | Opcodes.ACC_TRANSIENT | Opcodes.ACC_SYNTHETIC,
              Forwarding.FIELD,
              "Ljava/lang/Object;",
              null,
              null));
    }
    Lambdas.weave(node);
    ClassWriter writer = new ClassWriter(0);
    node.accept(writer);
    return writer.toByteArray();
  }
}
