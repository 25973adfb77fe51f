package dev.kitsune.eval.faults;

import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Handle;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/**
 * Gives a main class a thread of the program that reaches no update point: {@code
 * Kitsune.thread("busy thread", Main::busy$, null)} at the begin of its main method.
 */
final class BusyThread {

  /** The thread's name; a report must tell it. */
  static final String NAME = "busy thread";

  private static final String ENTRY = "busy$";
  private static final String ENTRY_TYPE = "(Ljava/lang/Object;)V";
  private static final int STACK = 8;

  private BusyThread() {}

  /** Returns the class with the thread. */
  static byte[] in(byte[] classFile) {
    ClassReader reader = new ClassReader(classFile);
    ClassWriter writer = new ClassWriter(0);
    reader.accept(
        new ClassVisitor(Opcodes.ASM9, writer) {
          @Override
          public MethodVisitor visitMethod(
              int access,
              String name,
              String type,
              @Nullable String signature,
              String @Nullable [] exceptions) {
            MethodVisitor method = super.visitMethod(access, name, type, signature, exceptions);
            return name.equals("main") ? new Starting(reader.getClassName(), method) : method;
          }

          @Override
          public void visitEnd() {
            loop(
                super.visitMethod(
                    Opcodes.ACC_PUBLIC | Opcodes.ACC_STATIC, ENTRY, ENTRY_TYPE, null, null));
            super.visitEnd();
          }
        },
        0);
    return writer.toByteArray();
  }

  private static void loop(MethodVisitor method) {
    method.visitCode();
    Label again = new Label();
    method.visitLabel(again);
    method.visitFrame(Opcodes.F_SAME, 0, null, 0, null);
    method.visitLdcInsn(1_000_000L);
    method.visitMethodInsn(
        Opcodes.INVOKESTATIC, "java/util/concurrent/locks/LockSupport", "parkNanos", "(J)V", false);
    method.visitJumpInsn(Opcodes.GOTO, again);
    method.visitMaxs(2, 1);
    method.visitEnd();
  }

  /** Starts the thread before anything else. */
  private static final class Starting extends MethodVisitor {

    private final String main;

    Starting(String main, MethodVisitor method) {
      super(Opcodes.ASM9, method);
      this.main = main;
    }

    @Override
    public void visitCode() {
      super.visitCode();
      super.visitLdcInsn(NAME);
      super.visitInvokeDynamicInsn(
          "run",
          "()Ldev/kitsune/ThreadEntry;",
          new Handle(
              Opcodes.H_INVOKESTATIC,
              "java/lang/invoke/LambdaMetafactory",
              "metafactory",
              "(Ljava/lang/invoke/MethodHandles$Lookup;Ljava/lang/String;"
                  + "Ljava/lang/invoke/MethodType;Ljava/lang/invoke/MethodType;"
                  + "Ljava/lang/invoke/MethodHandle;Ljava/lang/invoke/MethodType;)"
                  + "Ljava/lang/invoke/CallSite;",
              false),
          Type.getMethodType(ENTRY_TYPE),
          new Handle(Opcodes.H_INVOKESTATIC, main, ENTRY, ENTRY_TYPE, false),
          Type.getMethodType(ENTRY_TYPE));
      super.visitInsn(Opcodes.ACONST_NULL);
      super.visitMethodInsn(
          Opcodes.INVOKESTATIC,
          "dev/kitsune/Kitsune",
          "thread",
          "(Ljava/lang/String;Ldev/kitsune/ThreadEntry;Ljava/lang/Object;)Ljava/lang/Thread;",
          false);
      super.visitInsn(Opcodes.POP);
    }

    @Override
    public void visitMaxs(int maxStack, int maxLocals) {
      super.visitMaxs(Math.max(maxStack, STACK), maxLocals);
    }
  }
}
