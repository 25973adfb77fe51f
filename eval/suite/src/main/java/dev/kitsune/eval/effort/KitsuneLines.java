package dev.kitsune.eval.effort;

import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.AnnotationVisitor;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.FieldVisitor;
import org.objectweb.asm.Handle;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/**
 * The source lines of a version that have to do with updating, found in its class files: calls of
 * Kitsune by what they are for, and members that carry one of its annotations.
 */
final class KitsuneLines {

  private static final String KITSUNE = "dev/kitsune/Kitsune";
  private static final String GATE = "dev/kitsune/Gate";
  private static final String BRIDGE = "dev/kitsune/mina/";
  private static final String BLOCKING = "dev/kitsune/blocking/";
  private static final Set<String> POINTS = Set.of("update", "sleep");
  private static final Set<String> DATA = Set.of("automigrate", "local");
  private static final Set<String> ANNOTATIONS =
      Set.of("Ldev/kitsune/Migrate;", "Ldev/kitsune/NoMigrate;", "Ldev/kitsune/NoteLocals;");

  private final Set<String> labels = new LinkedHashSet<>();
  private final Set<String> points = new LinkedHashSet<>();
  private final Set<String> control = new LinkedHashSet<>();
  private final Set<String> data = new LinkedHashSet<>();
  private final Set<String> gates = new LinkedHashSet<>();
  private final Set<String> waits = new LinkedHashSet<>();

  private KitsuneLines() {}

  /** Reads class files. */
  static KitsuneLines in(Collection<byte[]> classFiles) {
    KitsuneLines lines = new KitsuneLines();
    classFiles.forEach(each -> new ClassReader(each).accept(lines.new OfClass(), 0));
    return lines;
  }

  /** Returns how many update points there are, told apart by their labels. */
  int updatePoints() {
    return labels.size();
  }

  /** Returns how many lines there are of control migration, points included. */
  int control() {
    return union(control, points).size();
  }

  /** Returns how many lines and annotated members there are of data migration. */
  int data() {
    return data.size();
  }

  /** Returns how many lines use a gate. */
  int gates() {
    return gates.size();
  }

  /** Returns how many lines wait in a way that an update can end. */
  int waits() {
    return waits.size();
  }

  /** Returns how many lines there are in all, each counted once. */
  int all() {
    Set<String> all = union(union(control, points), union(data, gates));
    all.addAll(waits);
    return all.size();
  }

  private static Set<String> union(Set<String> one, Set<String> other) {
    Set<String> union = new LinkedHashSet<>(one);
    union.addAll(other);
    return union;
  }

  private void called(String owner, String name, String line, @Nullable String label) {
    if (owner.equals(KITSUNE)) {
      if (POINTS.contains(name)) {
        points.add(line);
        labels.add(label == null ? line : label);
      } else {
        (DATA.contains(name) ? data : control).add(line);
      }
    } else if (owner.equals(GATE) || owner.startsWith(BRIDGE)) {
      gates.add(line);
    } else if (owner.startsWith(BLOCKING)) {
      waits.add(line);
      labels.add(label == null ? line : label);
    }
  }

  private final class OfClass extends ClassVisitor {

    private String source = "";

    OfClass() {
      super(Opcodes.ASM9);
    }

    @Override
    public void visit(
        int version,
        int access,
        String name,
        @Nullable String signature,
        @Nullable String superName,
        String @Nullable [] interfaces) {
      // The lines of all classes of one file are that file's.
      source = name.replaceAll("\\$.*", "");
    }

    @Override
    public FieldVisitor visitField(
        int access,
        String name,
        String descriptor,
        @Nullable String signature,
        @Nullable Object value) {
      return new FieldVisitor(Opcodes.ASM9) {
        @Override
        public @Nullable AnnotationVisitor visitAnnotation(String annotation, boolean visible) {
          return annotated(annotation, name);
        }
      };
    }

    @Override
    public MethodVisitor visitMethod(
        int access,
        String name,
        String descriptor,
        @Nullable String signature,
        String @Nullable [] exceptions) {
      return new OfMethod(name);
    }

    private @Nullable AnnotationVisitor annotated(String annotation, String member) {
      if (ANNOTATIONS.contains(annotation)) {
        data.add(source + "#" + member);
      }
      return null;
    }

    private final class OfMethod extends MethodVisitor {

      private final String method;
      private String line = "?";
      private @Nullable String constant;

      OfMethod(String method) {
        super(Opcodes.ASM9);
        this.method = method;
      }

      @Override
      public @Nullable AnnotationVisitor visitAnnotation(String annotation, boolean visible) {
        return annotated(annotation, method);
      }

      @Override
      public void visitLineNumber(int number, Label start) {
        line = source + ":" + number;
      }

      @Override
      public void visitLdcInsn(Object value) {
        if (value instanceof String text) {
          constant = text;
        }
      }

      @Override
      public void visitMethodInsn(
          int opcode, String owner, String name, String descriptor, boolean isInterface) {
        called(owner, name, line, constant);
      }

      @Override
      public void visitInvokeDynamicInsn(
          String name, String descriptor, Handle bootstrap, Object... arguments) {
        for (Object argument : arguments) {
          if (argument instanceof Handle handle) {
            called(handle.getOwner(), handle.getName(), line, constant);
          }
        }
      }
    }
  }
}
