package dev.kitsune.xf.compile;

import dev.kitsune.xf.model.StepTypes;
import dev.kitsune.xf.model.TypeModel;
import dev.kitsune.xf.step.StepNames;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.FieldInsnNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;

/**
 * Which methods of the old version a rule body may call: those that assign no field, nor call one
 * of the program that does. What they do to collections and arrays is not looked at.
 */
final class OldCalls {

  private final StepTypes types;
  private final Map<String, ClassNode> classes = new HashMap<>();

  OldCalls(StepTypes types) {
    this.types = types;
  }

  /** Returns what is wrong with a call in compiled code, or null. */
  @Nullable String problem(String oldOwner, String name, String desc) {
    String owner = oldOwner.substring(StepNames.OLD_PREFIX.length());
    String shown = owner.replace('/', '.').replace('$', '.');
    if (name.equals("<init>")) {
      return "a rule body may not make objects of the old version: class="
          + shown
          + "; make one of the new version";
    }
    String plain = desc.replace("L" + StepNames.OLD_PREFIX, "L");
    String writer = firstWriter(owner, name, plain);
    return writer == null
        ? null
        : "a rule body may read old objects but not write them: method "
            + shown
            + "."
            + name
            + " assigns "
            + writer
            + "; read the fields, or call the new version's method";
  }

  private @Nullable String firstWriter(String owner, String name, String desc) {
    Set<String> seen = new LinkedHashSet<>();
    List<String[]> todo = new ArrayList<>();
    todo.add(new String[] {owner, name, desc});
    while (!todo.isEmpty()) {
      String[] call = todo.remove(todo.size() - 1);
      if (!seen.add(String.join(" ", call))) {
        continue;
      }
      for (MethodNode method : methods(call[0], call[1], call[2])) {
        for (AbstractInsnNode each : method.instructions) {
          if (each instanceof FieldInsnNode field
              && (field.getOpcode() == Opcodes.PUTSTATIC
                  || field.getOpcode() == Opcodes.PUTFIELD && !method.name.equals("<init>"))) {
            return field.owner.replace('/', '.').replace('$', '.') + "." + field.name;
          }
          if (each instanceof MethodInsnNode inner && isProgram(inner.owner)) {
            todo.add(new String[] {inner.owner, inner.name, inner.desc});
          }
        }
      }
    }
    return null;
  }

  private boolean isProgram(String internalName) {
    return types.old().find(internalName.replace('/', '.')) != null;
  }

  /** Returns the methods that a call may run: inherited, own, and overriding ones. */
  private List<MethodNode> methods(String owner, String name, String desc) {
    String start = owner.replace('/', '.');
    Set<String> related = new HashSet<>(Set.of(start));
    boolean grown = !name.equals("<init>");
    while (grown) {
      grown = false;
      for (TypeModel each : types.old().all()) {
        boolean below =
            related.contains(String.valueOf(each.facts().superName()))
                || each.facts().interfaces().stream().anyMatch(related::contains);
        grown |= below && related.add(each.name());
      }
    }
    for (TypeModel each = types.old().find(start); each != null; ) {
      related.add(each.name()); // from which the method may be inherited
      String superName = each.facts().superName();
      each = superName == null ? null : types.old().find(superName);
    }
    List<MethodNode> found = new ArrayList<>();
    for (String each : related) {
      for (MethodNode method : node(each).methods) {
        if (method.name.equals(name) && method.desc.equals(desc)) {
          found.add(method);
        }
      }
    }
    return found;
  }

  private ClassNode node(String name) {
    return classes.computeIfAbsent(
        name,
        key -> {
          ClassNode node = new ClassNode();
          new ClassReader(types.old().classFile(key))
              .accept(node, ClassReader.SKIP_DEBUG | ClassReader.SKIP_FRAMES);
          return node;
        });
  }
}
