package dev.kitsune.weave;

import java.util.IdentityHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.InsnList;
import org.objectweb.asm.tree.InsnNode;
import org.objectweb.asm.tree.IntInsnNode;
import org.objectweb.asm.tree.LabelNode;
import org.objectweb.asm.tree.LdcInsnNode;

/** Small helps for lists of instructions. */
final class Instructions {

  private Instructions() {}

  /** Whether it is an instruction, and not a label, line or frame. */
  static boolean isReal(AbstractInsnNode node) {
    return node.getOpcode() >= 0;
  }

  /** Returns the node itself if it is an instruction, else the next one, or null at the end. */
  static @Nullable AbstractInsnNode real(@Nullable AbstractInsnNode node) {
    AbstractInsnNode at = node;
    while (at != null && !isReal(at)) {
      at = at.getNext();
    }
    return at;
  }

  /** Returns the next instruction after a node, or null at the end. */
  static @Nullable AbstractInsnNode next(AbstractInsnNode node) {
    return real(node.getNext());
  }

  /** Whether the instruction leaves the method normally. */
  static boolean isReturn(AbstractInsnNode node) {
    return node.getOpcode() >= Opcodes.IRETURN && node.getOpcode() <= Opcodes.RETURN;
  }

  /** Returns the instruction that pushes a small number. */
  static AbstractInsnNode push(int value) {
    if (value >= -1 && value <= 5) {
      return new InsnNode(Opcodes.ICONST_0 + value);
    }
    if (value == (byte) value) {
      return new IntInsnNode(Opcodes.BIPUSH, value);
    }
    if (value == (short) value) {
      return new IntInsnNode(Opcodes.SIPUSH, value);
    }
    return new LdcInsnNode(value);
  }

  /** Numbers the instructions; a label has the number of the instruction that it stands before. */
  static Map<AbstractInsnNode, Integer> positions(InsnList instructions) {
    Map<AbstractInsnNode, Integer> positions = new IdentityHashMap<>();
    int position = 0;
    for (AbstractInsnNode node : instructions) {
      if (isReal(node)) {
        positions.put(node, position++);
      } else if (node instanceof LabelNode) {
        positions.put(node, position);
      }
    }
    return positions;
  }
}
