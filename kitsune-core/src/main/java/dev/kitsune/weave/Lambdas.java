package dev.kitsune.weave;

import java.util.Arrays;
import org.objectweb.asm.Handle;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.InsnNode;
import org.objectweb.asm.tree.InvokeDynamicInsnNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;

/**
 * Lambdas and method references become serialisable: what the JVM then adds to them, {@code
 * writeReplace}, is the one way to learn which method a lambda calls. Their class gains a method
 * that hands out its own look-up, without which no lambda can be made in its name.
 */
public final class Lambdas {

  /** The static method that returns the look-up of a class that has lambdas. */
  public static final String LOOKUP = "$kitsune$lookup";

  private static final String METAFACTORY = "java/lang/invoke/LambdaMetafactory";
  private static final String ALT_DESCRIPTOR =
      "(Ljava/lang/invoke/MethodHandles$Lookup;Ljava/lang/String;Ljava/lang/invoke/MethodType;"
          + "[Ljava/lang/Object;)Ljava/lang/invoke/CallSite;";
  private static final int SERIALIZABLE = 1;

  private Lambdas() {}

  /** Weaves all lambdas of a class. */
  public static void weave(ClassNode node) {
    boolean any = false;
    for (MethodNode method : node.methods) {
      for (AbstractInsnNode instruction : method.instructions) {
        if (instruction instanceof InvokeDynamicInsnNode dynamic
            && dynamic.bsm.getOwner().equals(METAFACTORY)) {
          weave(dynamic);
          any = true;
        }
      }
    }
    if (any) {
      node.methods.add(lookup());
    }
  }

  private static void weave(InvokeDynamicInsnNode site) {
    Object[] arguments = site.bsmArgs;
    if (site.bsm.getName().equals("altMetafactory")) {
      arguments = arguments.clone();
      arguments[3] = (Integer) arguments[3] | SERIALIZABLE;
    } else {
      arguments = Arrays.copyOf(arguments, 4);
      arguments[3] = SERIALIZABLE;
    }
    site.bsm =
        new Handle(Opcodes.H_INVOKESTATIC, METAFACTORY, "altMetafactory", ALT_DESCRIPTOR, false);
    site.bsmArgs = arguments;
  }

  private static MethodNode lookup() {
    MethodNode method =
        new MethodNode(
            Opcodes.ACC_PRIVATE | Opcodes.ACC_STATIC | Opcodes.ACC_SYNTHETIC,
            LOOKUP,
            "()Ljava/lang/invoke/MethodHandles$Lookup;",
            null,
            null);
    method.instructions.add(
        new MethodInsnNode(
            Opcodes.INVOKESTATIC,
            "java/lang/invoke/MethodHandles",
            "lookup",
            "()Ljava/lang/invoke/MethodHandles$Lookup;",
            false));
    method.instructions.add(new InsnNode(Opcodes.ARETURN));
    method.maxStack = 1;
    return method;
  }
}
