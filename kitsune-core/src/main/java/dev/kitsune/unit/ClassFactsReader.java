package dev.kitsune.unit;

import dev.kitsune.unit.ClassFacts.FieldFacts;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.AnnotationVisitor;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.FieldVisitor;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.commons.ClassRemapper;
import org.objectweb.asm.commons.Remapper;

/**
 * Reads a class file once: its facts, every name in it, and its digest without line tables. The
 * file is written again on the way, through a remapper that maps nothing and sees every name.
 */
public final class ClassFactsReader {

  private static final int API = Opcodes.ASM9;
  private static final int CONSTANT_CLASS = 7;

  private ClassFactsReader() {}

  /**
   * Returns the facts of one class file.
   *
   * @throws RuntimeException if it is no class file, or of a Java version that is not known here
   */
  public static ClassFacts read(byte[] classFile) {
    ClassReader reader = new ClassReader(classFile);
    ClassWriter rewritten = new ClassWriter(0);
    Names names = new Names();
    Visitor visitor = new Visitor(new ClassRemapper(rewritten, names));
    reader.accept(visitor, 0);
    addPool(reader, names);
    String superName = reader.getSuperName();
    return new ClassFacts(
        binaryName(reader.getClassName()),
        visitor.access,
        superName == null ? null : binaryName(superName),
        binaryNames(reader.getInterfaces()),
        List.copyOf(visitor.fields),
        Collections.unmodifiableSet(names.seen),
        Digests.of(rewritten.toByteArray()));
  }

  /** Where javac inlined a constant, only an unused pool entry still names the class it is of. */
  private static void addPool(ClassReader reader, Names names) {
    char[] buffer = new char[reader.getMaxStringLength()];
    for (int i = 1; i < reader.getItemCount(); i++) {
      int item = reader.getItem(i);
      if (item > 0 && reader.readByte(item - 1) == CONSTANT_CLASS) {
        names.map(reader.readUTF8(item, buffer));
      }
    }
  }

  private static String binaryName(String internalName) {
    return internalName.replace('/', '.');
  }

  private static List<String> binaryNames(String[] internalNames) {
    List<String> names = new ArrayList<>();
    for (String name : internalNames) {
      names.add(binaryName(name));
    }
    return List.copyOf(names);
  }

  /** Maps nothing; remembers each class name that it is asked about. */
  private static final class Names extends Remapper {
    final Set<String> seen = new TreeSet<>();

    Names() {
      super(API);
    }

    @Override
    public String map(String internalName) {
      String element = internalName;
      if (internalName.startsWith("[")) {
        Type type = Type.getObjectType(internalName).getElementType();
        if (type.getSort() != Type.OBJECT) {
          return internalName;
        }
        element = type.getInternalName();
      }
      seen.add(binaryName(element));
      return internalName;
    }
  }

  /** Collects fields and drops line numbers. */
  private static final class Visitor extends ClassVisitor {
    final List<FieldFacts> fields = new ArrayList<>();
    int access;

    Visitor(ClassVisitor next) {
      super(API, next);
    }

    @Override
    public void visit(
        int version,
        int flags,
        String name,
        @Nullable String signature,
        @Nullable String superName,
        String[] interfaces) {
      // ASM's own flags (deprecated, record) stand above the 16 bits of the class file.
      access = flags & 0xFFFF;
      super.visit(version, flags, name, signature, superName, interfaces);
    }

    @Override
    public FieldVisitor visitField(
        int flags,
        String name,
        String descriptor,
        @Nullable String signature,
        @Nullable Object value) {
      Set<String> annotations = new TreeSet<>();
      fields.add(
          new FieldFacts(
              name,
              flags & 0xFFFF,
              descriptor,
              signature,
              Collections.unmodifiableSet(annotations)));
      return new FieldVisitor(API, super.visitField(flags, name, descriptor, signature, value)) {
        @Override
        public AnnotationVisitor visitAnnotation(String annotation, boolean visible) {
          annotations.add(annotation);
          return super.visitAnnotation(annotation, visible);
        }
      };
    }

    @Override
    public MethodVisitor visitMethod(
        int flags,
        String name,
        String descriptor,
        @Nullable String signature,
        String @Nullable [] exceptions) {
      return new MethodVisitor(
          API, super.visitMethod(flags, name, descriptor, signature, exceptions)) {
        @Override
        public void visitLineNumber(int line, Label start) {
          // Left out: lines alone do not change a unit.
        }
      };
    }
  }
}
