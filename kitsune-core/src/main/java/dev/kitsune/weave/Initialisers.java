package dev.kitsune.weave;

import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.FieldNode;
import org.objectweb.asm.tree.InsnList;
import org.objectweb.asm.tree.InsnNode;
import org.objectweb.asm.tree.LdcInsnNode;
import org.objectweb.asm.tree.MethodNode;

/**
 * Classes with statics tell the runtime when they are initialised, since it must not read, and so
 * initialise, those that never were.
 */
final class Initialisers {

  private Initialisers() {}

  /** Weaves the static initialiser, which is added if the class has none. */
  static void weave(ClassNode node) {
    if ((node.access & Opcodes.ACC_INTERFACE) != 0 || !hasStatics(node)) {
      return;
    }
    MethodNode initialiser = initialiser(node);
    if (initialiser == null) {
      initialiser = new MethodNode(Opcodes.ACC_STATIC, "<clinit>", "()V", null, null);
      initialiser.instructions.add(new InsnNode(Opcodes.RETURN));
      node.methods.add(initialiser);
    }
    InsnList note = new InsnList();
    note.add(new LdcInsnNode(Type.getObjectType(node.name)));
    note.add(Redirects.woven("initialized", "(Ljava/lang/Class;)V"));
    initialiser.instructions.insert(note);
  }

  private static boolean hasStatics(ClassNode node) {
    for (FieldNode field : node.fields) {
      if ((field.access & Opcodes.ACC_STATIC) != 0 && field.value == null) {
        return true;
      }
    }
    return false;
  }

  private static @Nullable MethodNode initialiser(ClassNode node) {
    for (MethodNode method : node.methods) {
      if (method.name.equals("<clinit>")) {
        return method;
      }
    }
    return null;
  }
}
