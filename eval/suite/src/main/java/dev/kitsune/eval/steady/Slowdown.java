package dev.kitsune.eval.steady;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Enumeration;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/**
 * Builds a server that is slower on purpose: a copy of its jar in which one method, through which
 * each command passes once, first spins for a given time. With it a comparison must show that it
 * can see a difference of the size that it claims is not there. Nothing of it is in any shipped
 * jar.
 */
public final class Slowdown {

  private static final String SPIN = "$evalSpin";

  private final String type;
  private final String method;

  /**
   * Names the method.
   *
   * @param where binary class name, {@code #}, method name
   */
  public Slowdown(String where) {
    int hash = where.indexOf('#');
    if (hash < 1) {
      throw new IllegalArgumentException("expected class#method, found where=" + where);
    }
    this.type = where.substring(0, hash).replace('.', '/');
    this.method = where.substring(hash + 1);
  }

  /**
   * Copies a jar with the spin in it.
   *
   * @throws IOException if the method is not there
   */
  public void weave(Path jar, long nanos, Path copy) throws IOException {
    boolean found = false;
    try (JarFile from = new JarFile(jar.toFile());
        OutputStream file = Files.newOutputStream(copy);
        JarOutputStream to = new JarOutputStream(file)) {
      for (Enumeration<JarEntry> entries = from.entries(); entries.hasMoreElements(); ) {
        JarEntry entry = entries.nextElement();
        byte[] bytes = from.getInputStream(entry).readAllBytes();
        if (entry.getName().equals(type + ".class")) {
          bytes = weave(bytes, nanos);
          found = true;
        }
        to.putNextEntry(new JarEntry(entry.getName()));
        to.write(bytes);
        to.closeEntry();
      }
    }
    if (!found) {
      throw new IOException("no such class to slow down: class=" + type + ", jar=" + jar);
    }
  }

  /** Puts the spin at the head of the method. */
  byte[] weave(byte[] classFile, long nanos) throws IOException {
    ClassReader reader = new ClassReader(classFile);
    ClassWriter writer = new ClassWriter(reader, ClassWriter.COMPUTE_MAXS);
    int[] woven = new int[1];
    reader.accept(
        new ClassVisitor(Opcodes.ASM9, writer) {
          @Override
          public MethodVisitor visitMethod(
              int access, String name, String descriptor, String signature, String[] exceptions) {
            MethodVisitor inner =
                super.visitMethod(access, name, descriptor, signature, exceptions);
            if (!name.equals(method) || (access & Opcodes.ACC_ABSTRACT) != 0) {
              return inner;
            }
            woven[0]++;
            return new MethodVisitor(Opcodes.ASM9, inner) {
              @Override
              public void visitCode() {
                super.visitCode();
                visitMethodInsn(Opcodes.INVOKESTATIC, type, SPIN, "()V", false);
              }
            };
          }

          @Override
          public void visitEnd() {
            spin(this, nanos);
            super.visitEnd();
          }
        },
        0);
    if (woven[0] != 1) {
      throw new IOException(
          "expected one method to slow down: class="
              + type
              + ", method="
              + method
              + ", found="
              + woven[0]);
    }
    return writer.toByteArray();
  }

  /** {@code long end = System.nanoTime() + nanos; while (System.nanoTime() - end < 0) {}}. */
  private static void spin(ClassVisitor out, long nanos) {
    int access = Opcodes.ACC_PRIVATE | Opcodes.ACC_STATIC | Opcodes.ACC_SYNTHETIC;
    MethodVisitor code = out.visitMethod(access, SPIN, "()V", null, null);
    Label again = new Label();
    code.visitCode();
    code.visitMethodInsn(Opcodes.INVOKESTATIC, "java/lang/System", "nanoTime", "()J", false);
    code.visitLdcInsn(nanos);
    code.visitInsn(Opcodes.LADD);
    code.visitVarInsn(Opcodes.LSTORE, 0);
    code.visitLabel(again);
    code.visitFrame(Opcodes.F_NEW, 1, new Object[] {Opcodes.LONG}, 0, new Object[0]);
    code.visitMethodInsn(Opcodes.INVOKESTATIC, "java/lang/System", "nanoTime", "()J", false);
    code.visitVarInsn(Opcodes.LLOAD, 0);
    code.visitInsn(Opcodes.LSUB);
    code.visitInsn(Opcodes.LCONST_0);
    code.visitInsn(Opcodes.LCMP);
    code.visitJumpInsn(Opcodes.IFLT, again);
    code.visitInsn(Opcodes.RETURN);
    code.visitMaxs(4, 2);
    code.visitEnd();
  }
}
