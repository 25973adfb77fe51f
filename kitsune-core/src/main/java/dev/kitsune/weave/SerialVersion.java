package dev.kitsune.weave;

import dev.kitsune.unit.ClassFacts;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.commons.SerialVersionUIDAdder;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.FieldNode;

/**
 * Keeps the serialVersionUID that the JVM computes from modifiers and members, which weaving
 * changes.
 */
final class SerialVersion {

  private static final int NOT_COMPUTED =
      Opcodes.ACC_INTERFACE | Opcodes.ACC_ENUM | Opcodes.ACC_RECORD;

  private SerialVersion() {}

  /** Adds the number as a field where the class has none and may be serializable. */
  static void keep(
      ClassNode node, ClassReader original, Function<String, @Nullable ClassFacts> program) {
    if ((node.access & NOT_COMPUTED) != 0 || !maySerialize(node, program)) {
      return;
    }
    Computer computer = new Computer();
    original.accept(computer, ClassReader.SKIP_CODE | ClassReader.SKIP_DEBUG);
    if (computer.computed != null) {
      node.fields.add(
          new FieldNode(
              Opcodes.ACC_PRIVATE | Opcodes.ACC_STATIC | Opcodes.ACC_FINAL | Opcodes.ACC_SYNTHETIC,
              "serialVersionUID",
              "J",
              null,
              computer.computed));
    }
  }

  private static boolean maySerialize(
      ClassNode node, Function<String, @Nullable ClassFacts> program) {
    if (maySerialize(node.superName.replace('/', '.'), program)) {
      return true;
    }
    for (String name : node.interfaces) {
      if (maySerialize(name.replace('/', '.'), program)) {
        return true;
      }
    }
    return false;
  }

  /** Any class or interface of the platform may be; it is not loaded to find out. */
  private static boolean maySerialize(String name, Function<String, @Nullable ClassFacts> program) {
    if (name.equals("java.lang.Object")) {
      return false;
    }
    ClassFacts facts = program.apply(name);
    if (facts == null) {
      return true;
    }
    for (String parent : facts.interfaces()) {
      if (maySerialize(parent, program)) {
        return true;
      }
    }
    String superName = facts.superName();
    return superName != null && maySerialize(superName, program);
  }

  /** Takes the number instead of adding it. */
  private static final class Computer extends SerialVersionUIDAdder {
    @Nullable Long computed;

    Computer() {
      super(Opcodes.ASM9, null);
    }

    @Override
    protected void addSVUID(long number) {
      computed = number;
    }
  }
}
