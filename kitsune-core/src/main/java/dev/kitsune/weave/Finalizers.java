package dev.kitsune.weave;

import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.FieldInsnNode;
import org.objectweb.asm.tree.FrameNode;
import org.objectweb.asm.tree.InsnList;
import org.objectweb.asm.tree.InsnNode;
import org.objectweb.asm.tree.JumpInsnNode;
import org.objectweb.asm.tree.LabelNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.VarInsnNode;

/**
 * {@code finalize} does nothing in an object that an update has left behind: it would close what
 * the object's counterpart uses.
 */
final class Finalizers {

  private Finalizers() {}

  /** Weaves a method if it is a finalizer. */
  static void weave(ClassNode node, MethodNode method) {
    if (!method.name.equals("finalize")
        || !method.desc.equals("()V")
        || (method.access & (Opcodes.ACC_STATIC | Opcodes.ACC_INTERFACE)) != 0
        || (node.access & Opcodes.ACC_INTERFACE) != 0) {
      return;
    }
    LabelNode stays = new LabelNode();
    InsnList code = new InsnList();
    code.add(new VarInsnNode(Opcodes.ALOAD, 0));
    // The field is of the topmost class; resolution goes up to it.
    code.add(new FieldInsnNode(Opcodes.GETFIELD, node.name, Weaver.FORWARD, "Ljava/lang/Object;"));
    code.add(Redirects.woven("isGone", "(Ljava/lang/Object;)Z"));
    code.add(new JumpInsnNode(Opcodes.IFEQ, stays));
    code.add(new InsnNode(Opcodes.RETURN));
    code.add(stays);
    if ((node.version & 0xFFFF) >= Opcodes.V1_6) {
      code.add(new FrameNode(Opcodes.F_NEW, 1, new Object[] {node.name}, 0, new Object[0]));
    }
    method.instructions.insert(code);
  }
}
