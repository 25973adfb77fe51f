package dev.kitsune.unit;

import java.util.regex.Pattern;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.commons.ClassRemapper;
import org.objectweb.asm.commons.MethodRemapper;
import org.objectweb.asm.commons.Remapper;
import org.objectweb.asm.tree.MethodNode;

/**
 * Digests of code that do not see what javac numbers: anonymous and local classes, bodies of
 * lambdas, lines.
 */
public final class NormalForm {

  private static final Pattern CLASS_NUMBER = Pattern.compile("\\$\\d+");
  private static final Pattern LAMBDA_NUMBER = Pattern.compile("^(lambda\\$.*\\$)\\d+$");

  private NormalForm() {}

  /** Returns the digest of a class. */
  public static String ofClass(byte[] classFile) {
    ClassWriter writer = new ClassWriter(0);
    new ClassReader(classFile)
        .accept(
            new ClassRemapper(writer, new Unnumbered()),
            ClassReader.SKIP_DEBUG | ClassReader.SKIP_FRAMES);
    return Digests.of(writer.toByteArray());
  }

  /** Returns the digest of a method's code, whatever the method is called. */
  static String ofBody(MethodNode method) {
    ClassWriter writer = new ClassWriter(0);
    writer.visit(Opcodes.V17, Opcodes.ACC_PUBLIC, "Body", null, "java/lang/Object", null);
    Unnumbered names = new Unnumbered();
    method.accept(
        new MethodRemapper(
            writer.visitMethod(method.access, "body", names.mapMethodDesc(method.desc), null, null),
            names));
    return Digests.of(writer.toByteArray());
  }

  /** Returns the binary or internal name of a class without its numbers. */
  public static String className(String name) {
    return CLASS_NUMBER.matcher(name).replaceAll("\\$#");
  }

  private static final class Unnumbered extends Remapper {

    Unnumbered() {
      super(Opcodes.ASM9);
    }

    @Override
    public String map(String internalName) {
      return className(internalName);
    }

    @Override
    public String mapMethodName(String owner, String name, String descriptor) {
      return LAMBDA_NUMBER.matcher(name).replaceFirst("$1#");
    }
  }
}
