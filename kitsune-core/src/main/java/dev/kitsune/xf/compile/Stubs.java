package dev.kitsune.xf.compile;

import dev.kitsune.xf.model.StepTypes;
import dev.kitsune.xf.model.TypeModel;
import dev.kitsune.xf.step.StepNames;
import java.util.Map;
import java.util.TreeMap;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.commons.ClassRemapper;
import org.objectweb.asm.commons.Remapper;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.FieldNode;
import org.objectweb.asm.tree.InnerClassNode;
import org.objectweb.asm.tree.MethodNode;

/**
 * What the compiler sees of the two versions: classes without code of which everything is public.
 * Those of the old version are in a package of their own, and their fields are final, as are those
 * that both versions share.
 */
final class Stubs {

  private static final int ACCESS =
      Opcodes.ACC_PUBLIC | Opcodes.ACC_PROTECTED | Opcodes.ACC_PRIVATE;

  private final StepTypes types;

  Stubs(StepTypes types) {
    this.types = types;
  }

  /** Returns class files by binary name. */
  Map<String, byte[]> make() {
    Map<String, byte[]> stubs = new TreeMap<>();
    for (TypeModel type : types.fresh().all()) {
      boolean kept = types.isKept(type.name());
      put(stubs, stub(types.fresh().classFile(type.name()), kept), false);
    }
    for (TypeModel type : types.old().all()) {
      if (!types.isKept(type.name())) {
        put(stubs, stub(types.old().classFile(type.name()), true), true);
      }
    }
    return stubs;
  }

  private void put(Map<String, byte[]> stubs, ClassNode node, boolean old) {
    ClassWriter writer = new ClassWriter(0);
    node.accept(old ? new ClassRemapper(writer, new ToOld()) : writer);
    String name = node.name.replace('/', '.');
    stubs.put(old ? StepNames.OLD + "." + name : name, writer.toByteArray());
  }

  private static ClassNode stub(byte[] classFile, boolean readOnly) {
    ClassNode node = new ClassNode();
    new ClassReader(classFile)
        .accept(node, ClassReader.SKIP_CODE | ClassReader.SKIP_DEBUG | ClassReader.SKIP_FRAMES);
    node.version = Math.min(node.version & 0xFFFF, Opcodes.V17);
    node.access = widened(node.access);
    node.permittedSubclasses = null;
    for (InnerClassNode inner : node.innerClasses) {
      inner.access = widened(inner.access);
    }
    for (FieldNode field : node.fields) {
      field.access = widened(field.access);
      boolean isStatic = (field.access & Opcodes.ACC_STATIC) != 0;
      if (readOnly) {
        field.access = (field.access | Opcodes.ACC_FINAL) & ~Opcodes.ACC_VOLATILE;
      } else if (!isStatic) {
        field.access &= ~Opcodes.ACC_FINAL;
        field.value = null; // would be taken for a constant of the class
      }
    }
    node.methods.removeIf(method ->
        method.name.equals("<clinit>")
            || (method.access & Opcodes.ACC_SYNTHETIC) != 0
                && (method.access & Opcodes.ACC_BRIDGE) == 0);
    for (MethodNode method : node.methods) {
      method.access = widened(method.access);
    }
    return node;
  }

  private static int widened(int access) {
    return access & ~ACCESS | Opcodes.ACC_PUBLIC;
  }

  /** Puts the names of the old version's own classes into their package. */
  private final class ToOld extends Remapper {

    ToOld() {
      super(Opcodes.ASM9);
    }

    @Override
    public String map(String internalName) {
      String name = internalName.replace('/', '.');
      return types.old().find(name) != null && !types.isKept(name)
          ? StepNames.OLD_PREFIX + internalName
          : internalName;
    }
  }
}
