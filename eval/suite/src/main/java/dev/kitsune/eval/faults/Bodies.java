package dev.kitsune.eval.faults;

import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/** The code of faulty methods. */
final class Bodies {

  /** The message of what they throw; reports quote it. */
  static final String PLANTED = "planted fault";

  private static final String FAILURE = "java/lang/IllegalStateException";
  private static final String LATCH = "java/util/concurrent/CountDownLatch";
  private static final int LOCALS = 16;
  private static final int CHUNK = 1 << 18;

  private Bodies() {}

  /** Writes the whole of a method. */
  static void write(FaultyJar.Edit edit, MethodVisitor method) {
    method.visitCode();
    switch (edit) {
      case THROWING_INITIALISER, THROWING_RULES, THROWING_MAIN -> {
        method.visitTypeInsn(Opcodes.NEW, FAILURE);
        method.visitInsn(Opcodes.DUP);
        method.visitLdcInsn(PLANTED);
        method.visitMethodInsn(
            Opcodes.INVOKESPECIAL, FAILURE, "<init>", "(Ljava/lang/String;)V", false);
        method.visitInsn(Opcodes.ATHROW);
      }
      case UNVERIFIABLE_MAIN -> {
        method.visitInsn(Opcodes.IADD); // of an empty stack
        method.visitInsn(Opcodes.RETURN);
      }
      case RETURNING_MAIN -> method.visitInsn(Opcodes.RETURN);
      case LOOPING_MAIN -> {
        Label again = new Label();
        method.visitLabel(again);
        method.visitFrame(Opcodes.F_SAME, 0, null, 0, null);
        method.visitMethodInsn(
            Opcodes.INVOKESTATIC, "java/lang/Thread", "onSpinWait", "()V", false);
        method.visitJumpInsn(Opcodes.GOTO, again);
      }
      case WAITING_MAIN -> {
        method.visitTypeInsn(Opcodes.NEW, LATCH);
        method.visitInsn(Opcodes.DUP);
        method.visitInsn(Opcodes.ICONST_1);
        method.visitMethodInsn(Opcodes.INVOKESPECIAL, LATCH, "<init>", "(I)V", false);
        method.visitMethodInsn(Opcodes.INVOKEVIRTUAL, LATCH, "await", "()V", false);
        method.visitInsn(Opcodes.RETURN);
      }
      case EXITING_MAIN -> {
        method.visitInsn(Opcodes.ICONST_3);
        method.visitMethodInsn(Opcodes.INVOKESTATIC, "java/lang/System", "exit", "(I)V", false);
        method.visitInsn(Opcodes.RETURN);
      }
      case GREEDY_INITIALISER -> fillHeap(method);
      default -> throw new IllegalArgumentException("no body: edit=" + edit);
    }
    method.visitMaxs(4, LOCALS);
    method.visitEnd();
  }

  /**
   * {@code Object[] all = null; while (true) { var more = new Object[N]; more[0] = all; all = more;
   * }}
   */
  private static void fillHeap(MethodVisitor method) {
    String arrays = Type.getDescriptor(Object[].class);
    method.visitInsn(Opcodes.ACONST_NULL);
    method.visitTypeInsn(Opcodes.CHECKCAST, arrays);
    method.visitVarInsn(Opcodes.ASTORE, 0);
    Label again = new Label();
    method.visitLabel(again);
    method.visitFrame(Opcodes.F_APPEND, 1, new Object[] {arrays}, 0, null);
    method.visitLdcInsn(CHUNK);
    method.visitTypeInsn(Opcodes.ANEWARRAY, "java/lang/Object");
    method.visitInsn(Opcodes.DUP);
    method.visitInsn(Opcodes.ICONST_0);
    method.visitVarInsn(Opcodes.ALOAD, 0);
    method.visitInsn(Opcodes.AASTORE);
    method.visitVarInsn(Opcodes.ASTORE, 0);
    method.visitJumpInsn(Opcodes.GOTO, again);
  }
}
