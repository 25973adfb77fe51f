package dev.kitsune.weave;

import dev.kitsune.unit.ClassFacts;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.MethodNode;

/**
 * Weaves the classes of a program when they are loaded (the jars on disk stay plain): what is added
 * lets state be filled and forwarded, unwinding pass, threads be ended, and locals, locks and
 * initialised classes be known.
 *
 * <p>No class is loaded on the way. Stack map frames are kept, and new ones made from those of the
 * class file, so that unknown classes never need a common superclass.
 */
public final class Weaver {

  /** The name of the forwarding field that the topmost program class of a hierarchy gains. */
  public static final String FORWARD = "$kitsune$forward";

  private Weaver() {}

  /**
   * Returns the woven form of a program class.
   *
   * @param program facts of a class of the same program by binary name, null for other classes
   * @throws WeaveException if the class cannot be woven
   */
  public static byte[] weave(byte[] classFile, Function<String, @Nullable ClassFacts> program) {
    ClassReader reader = new ClassReader(classFile);
    ClassNode node = new ClassNode();
    reader.accept(node, ClassReader.EXPAND_FRAMES);
    if ((node.version & 0xFFFF) < Opcodes.V1_5) {
      throw new WeaveException(
          "a program class must be built for Java 5 or newer: class="
              + node.name.replace('/', '.')
              + ", classFileVersion="
              + (node.version & 0xFFFF)
              + "; build it with javac --release 17");
    }
    if ((node.access & Opcodes.ACC_MODULE) != 0) {
      return classFile;
    }
    try {
      weave(node, reader, program);
      ClassWriter writer = new ClassWriter(ClassWriter.COMPUTE_MAXS);
      node.accept(writer);
      return writer.toByteArray();
    } catch (WeaveException e) {
      throw e;
    } catch (RuntimeException e) {
      throw new WeaveException(
          "cannot weave: class=" + node.name.replace('/', '.') + ", cause=" + e, e);
    }
  }

  private static void weave(
      ClassNode node, ClassReader reader, Function<String, @Nullable ClassFacts> program) {
    SerialVersion.keep(node, reader, program);
    Fields.weave(node, program);
    Initialisers.weave(node);
    Lambdas.weave(node);
    for (MethodNode method : node.methods) {
      if (method.instructions.size() > 0) {
        Finalizers.weave(node, method);
        Handlers.weave(method);
        Redirects.weave(node, method);
        LockCreations.weave(node, method);
      }
      // Last: its own handler comes last in the table and must stay without a prologue.
      Locals.weave(node, method);
      // After it: the positions of variables are told from the first instruction.
      Endings.weave(node, method);
    }
  }
}
