package dev.kitsune.unit;

import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.Handle;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/** What a unit may not contain, since it could not be loaded a second time. */
public final class UnitChecks {

  private static final Set<String> LOADERS = Set.of("java/lang/System", "java/lang/Runtime");
  private static final Set<String> LOADS = Set.of("load", "loadLibrary");

  private UnitChecks() {}

  /**
   * Checks every class of a version.
   *
   * @param platformPackage whether the platform has classes of this package
   * @throws BadVersionException naming the first class that is native, loads a native library, or
   *     stands in a package of the platform
   */
  public static void check(UnitGraph graph, Predicate<String> platformPackage)
      throws BadVersionException {
    for (ClassUnit unit : graph.units()) {
      for (String name : unit.classes()) {
        if (platformPackage.test(UnitGraph.packageOf(name))) {
          throw refused(
              "a program's package may not be the platform's too",
              unit,
              name,
              "package=" + UnitGraph.packageOf(name),
              "move the class to a package of the program's own");
        }
        byte[] bytes = graph.jar().classes().get(name);
        NativeFinder finder = new NativeFinder();
        new ClassReader(bytes).accept(finder, ClassReader.SKIP_DEBUG | ClassReader.SKIP_FRAMES);
        if (finder.method != null) {
          throw refused(
              "a native library cannot be loaded by two versions",
              unit,
              name,
              "method=" + finder.method,
              "move the class to the platform");
        }
      }
    }
  }

  private static BadVersionException refused(
      String why, ClassUnit unit, String name, String found, String action) {
    return new BadVersionException(
        why + ": class=" + name + ", unit=" + unit.name() + ", " + found + "; " + action);
  }

  /** Remembers the first method that is native or loads a library. */
  private static final class NativeFinder extends ClassVisitor {
    @Nullable String method;

    NativeFinder() {
      super(Opcodes.ASM9);
    }

    @Override
    public MethodVisitor visitMethod(
        int access,
        String name,
        String descriptor,
        @Nullable String signature,
        String @Nullable [] exceptions) {
      if ((access & Opcodes.ACC_NATIVE) != 0) {
        found(name);
      }
      return new MethodVisitor(Opcodes.ASM9) {
        @Override
        public void visitMethodInsn(
            int opcode, String owner, String called, String calledDescriptor, boolean isInterface) {
          checkCall(name, owner, called);
        }

        @Override
        public void visitInvokeDynamicInsn(
            String called, String calledDescriptor, Handle bootstrap, Object... arguments) {
          for (Object argument : arguments) {
            if (argument instanceof Handle handle) {
              checkCall(name, handle.getOwner(), handle.getName());
            }
          }
        }
      };
    }

    private void checkCall(String caller, String owner, String called) {
      if (LOADERS.contains(owner) && LOADS.contains(called)) {
        found(caller);
      }
    }

    private void found(String name) {
      if (method == null) {
        method = name;
      }
    }
  }
}
