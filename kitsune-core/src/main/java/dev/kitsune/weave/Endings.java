package dev.kitsune.weave;

import dev.kitsune.unit.Lookup;
import java.util.Map;
import org.objectweb.asm.Handle;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.InvokeDynamicInsnNode;
import org.objectweb.asm.tree.JumpInsnNode;
import org.objectweb.asm.tree.LabelNode;
import org.objectweb.asm.tree.LookupSwitchInsnNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.TableSwitchInsnNode;

/*
 * What is added takes and leaves nothing on the operand stack and needs no frame, so it may stand
 * anywhere: before a conditional jump's operands are used, before a constructor calls super(). A
 * thread that runs for ever passes a back edge, or enters for ever methods that call others: entries
 * of methods that call nothing are left out, but for the bodies of lambdas, which a loop in the
 * platform may call for ever.
 */
/** Adds to back edges and method entries what can end a thread of a version rolled back. */
final class Endings {

  private static final Handle BOOTSTRAP =
      new Handle(
          Opcodes.H_INVOKESTATIC,
          "dev/kitsune/internal/EndingSite",
          "bootstrap",
          "(Ljava/lang/invoke/MethodHandles$Lookup;Ljava/lang/String;"
              + "Ljava/lang/invoke/MethodType;)Ljava/lang/invoke/CallSite;",
          false);

  private Endings() {}

  /** Weaves a method; class files before Java 7 know no invokedynamic and stay as they are. */
  static void weave(ClassNode node, MethodNode method) {
    if (method.instructions.size() == 0 || (node.version & 0xFFFF) < Opcodes.V1_7) {
      return;
    }
    Map<AbstractInsnNode, Integer> positions = Instructions.positions(method.instructions);
    boolean enters = method.name.startsWith("lambda$");
    for (AbstractInsnNode instruction : method.instructions.toArray()) {
      if (jumpsBack(instruction, positions)) {
        method.instructions.insertBefore(instruction, check());
      }
      enters |= isCall(instruction);
    }
    if (enters) {
      method.instructions.insert(check());
    }
  }

  private static AbstractInsnNode check() {
    return new InvokeDynamicInsnNode("mayEnd", "()V", BOOTSTRAP);
  }

  private static boolean isCall(AbstractInsnNode instruction) {
    return instruction instanceof InvokeDynamicInsnNode
        || instruction instanceof MethodInsnNode call
            && !(call.owner.equals("java/lang/Object") && call.name.equals("<init>"));
  }

  private static boolean jumpsBack(
      AbstractInsnNode instruction, Map<AbstractInsnNode, Integer> positions) {
    if (!Instructions.isReal(instruction)) {
      return false;
    }
    int at = Lookup.in(positions, instruction);
    if (instruction instanceof JumpInsnNode jump) {
      return Lookup.in(positions, jump.label) <= at;
    }
    if (instruction instanceof TableSwitchInsnNode table) {
      return isBefore(table.labels, table.dflt, at, positions);
    }
    return instruction instanceof LookupSwitchInsnNode lookup
        && isBefore(lookup.labels, lookup.dflt, at, positions);
  }

  private static boolean isBefore(
      Iterable<LabelNode> labels,
      LabelNode other,
      int at,
      Map<AbstractInsnNode, Integer> positions) {
    for (LabelNode label : labels) {
      if (Lookup.in(positions, label) <= at) {
        return true;
      }
    }
    return Lookup.in(positions, other) <= at;
  }
}
