package dev.kitsune.xf.model;

import dev.kitsune.unit.ClassFacts;
import dev.kitsune.xf.model.TypeModel.LocalModel;
import dev.kitsune.xf.model.TypeModel.MethodModel;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/** Reads what {@link ClassFacts} leaves out: methods, locals, how the class is nested. */
final class TypeReader extends ClassVisitor {

  private final ClassFacts facts;
  private final List<MethodModel> methods = new ArrayList<>();
  private @Nullable String signature;
  private @Nullable String outer;
  private @Nullable String innerName;
  private boolean isLocal;
  private int flags;

  private TypeReader(ClassFacts facts) {
    super(Opcodes.ASM9);
    this.facts = facts;
    this.flags = facts.access();
  }

  /** A class as its own file describes it; an outer class's name is known to its own file only. */
  record Read(TypeModel type, @Nullable String innerName) {}

  static Read read(ClassFacts facts, byte[] classFile) {
    TypeReader reader = new TypeReader(facts);
    new ClassReader(classFile).accept(reader, ClassReader.SKIP_FRAMES);
    TypeModel type =
        new TypeModel(
            facts,
            facts.name(),
            reader.flags,
            reader.signature,
            reader.outer,
            reader.isLocal,
            List.copyOf(reader.methods));
    return new Read(type, reader.innerName);
  }

  @Override
  public void visit(
      int version,
      int access,
      String name,
      @Nullable String classSignature,
      @Nullable String superName,
      String @Nullable [] interfaces) {
    signature = classSignature;
  }

  @Override
  public void visitInnerClass(
      String name, @Nullable String outerName, @Nullable String simpleName, int access) {
    if (name.replace('/', '.').equals(facts.name())) {
      outer = outerName == null ? null : outerName.replace('/', '.');
      innerName = simpleName;
      isLocal = outerName == null;
      flags = access;
    }
  }

  @Override
  public @Nullable MethodVisitor visitMethod(
      int access,
      String name,
      String descriptor,
      @Nullable String methodSignature,
      String @Nullable [] exceptions) {
    Set<LocalModel> locals = new LinkedHashSet<>();
    return new MethodVisitor(Opcodes.ASM9) {
      @Override
      public void visitLocalVariable(
          String local,
          String localDescriptor,
          @Nullable String localSignature,
          Label start,
          Label end,
          int index) {
        if (!local.equals("this")) {
          locals.add(new LocalModel(local, localDescriptor, localSignature));
        }
      }

      @Override
      public void visitEnd() {
        methods.add(
            new MethodModel(name, access, descriptor, methodSignature, List.copyOf(locals)));
      }
    };
  }
}
