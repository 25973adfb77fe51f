package dev.kitsune.xf.compile;

import dev.kitsune.xf.model.Item;
import dev.kitsune.xf.model.StepTypes;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.FieldInsnNode;
import org.objectweb.asm.tree.FrameNode;
import org.objectweb.asm.tree.IincInsnNode;
import org.objectweb.asm.tree.InsnNode;
import org.objectweb.asm.tree.IntInsnNode;
import org.objectweb.asm.tree.InvokeDynamicInsnNode;
import org.objectweb.asm.tree.JumpInsnNode;
import org.objectweb.asm.tree.LabelNode;
import org.objectweb.asm.tree.LdcInsnNode;
import org.objectweb.asm.tree.LineNumberNode;
import org.objectweb.asm.tree.LookupSwitchInsnNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.TableSwitchInsnNode;
import org.objectweb.asm.tree.TypeInsnNode;
import org.objectweb.asm.tree.VarInsnNode;
import org.objectweb.asm.tree.analysis.Analyzer;
import org.objectweb.asm.tree.analysis.AnalyzerException;
import org.objectweb.asm.tree.analysis.BasicInterpreter;
import org.objectweb.asm.tree.analysis.BasicValue;
import org.objectweb.asm.tree.analysis.Frame;

/**
 * Finds the code by which a class of the new version initialises a field, for rules with an empty
 * body: the instructions of each constructor that push {@code this} and the value, and store it.
 */
final class InitialValues {

  private final StepTypes types;

  InitialValues(StepTypes types) {
    this.types = types;
  }

  /** A field without an initialiser that stands for itself; the message says why. */
  @SuppressWarnings("serial")
  static final class None extends Exception {
    None(String why) {
      super(why);
    }
  }

  /**
   * Returns a static method that takes the old and the new object and initialises the field, or
   * null if the field begins as zero.
   */
  @Nullable MethodNode method(Item.OfField field, String name) throws None {
    ClassNode node = new ClassNode();
    new ClassReader(types.fresh().classFile(field.type().name())).accept(node, 0);
    List<List<AbstractInsnNode>> found = new ArrayList<>();
    boolean missing = false;
    for (MethodNode constructor : node.methods) {
      if (constructor.name.equals("<init>") && !callsThis(node, constructor)) {
        List<AbstractInsnNode> slice = slice(node, constructor, field);
        if (slice.isEmpty()) {
          missing = true;
        } else {
          found.add(slice);
        }
      }
    }
    if (found.isEmpty()) {
      return null;
    }
    String first = describe(found.get(0));
    if (missing || found.stream().anyMatch(slice -> !describe(slice).equals(first))) {
      throw none(field, "its constructors do not agree on the value");
    }
    return method(node, found.get(0), name);
  }

  private static boolean callsThis(ClassNode node, MethodNode constructor) {
    for (AbstractInsnNode each : constructor.instructions) {
      if (each instanceof MethodInsnNode call
          && call.name.equals("<init>")
          && call.owner.equals(node.name)
          && isFirst(constructor, call)) {
        return true;
      }
    }
    return false;
  }

  // Nothing of the class's own is made before: this(new X()) makes others.
  private static boolean isFirst(MethodNode constructor, MethodInsnNode call) {
    int made = 0;
    for (AbstractInsnNode each = constructor.instructions.getFirst();
        each != null && each != call;
        each = each.getNext()) {
      if (each instanceof TypeInsnNode type && type.getOpcode() == Opcodes.NEW) {
        made++;
      } else if (each instanceof MethodInsnNode other && other.name.equals("<init>")) {
        made--;
      }
    }
    return made == 0 && !superWasCalled(constructor, call);
  }

  private static boolean superWasCalled(MethodNode constructor, AbstractInsnNode before) {
    int made = 0;
    for (AbstractInsnNode each = constructor.instructions.getFirst();
        each != null && each != before;
        each = each.getNext()) {
      if (each instanceof TypeInsnNode type && type.getOpcode() == Opcodes.NEW) {
        made++;
      } else if (each instanceof MethodInsnNode call && call.name.equals("<init>") && made-- == 0) {
        return true;
      }
    }
    return false;
  }

  private static List<AbstractInsnNode> slice(
      ClassNode node, MethodNode constructor, Item.OfField field) throws None {
    Frame<BasicValue>[] frames;
    try {
      frames = new Analyzer<>(new BasicInterpreter()).analyze(node.name, constructor);
    } catch (AnalyzerException e) {
      throw none(field, "its constructor cannot be read");
    }
    AbstractInsnNode[] code = constructor.instructions.toArray();
    int stored = -1;
    boolean branches = false;
    boolean conditional = false;
    for (int i = 0; i < code.length; i++) {
      if (code[i] instanceof FieldInsnNode put
          && put.getOpcode() == Opcodes.PUTFIELD
          && put.owner.equals(node.name)
          && put.name.equals(field.field().name())) {
        if (stored >= 0) {
          throw none(field, "its constructor assigns it more than once");
        }
        stored = i;
        conditional = branches;
      }
      branches |= isStatementBranch(code, i, frames);
    }
    if (stored < 0) {
      return List.of();
    }
    int begin = stored;
    while (begin > 0 && (frames[begin] == null || frames[begin].getStackSize() > 0)) {
      begin--;
    }
    while (!(code[begin] instanceof VarInsnNode) && code[begin].getOpcode() < 0) {
      begin++;
    }
    boolean plain =
        !conditional
            && frames[stored] != null
            && frames[stored].getStackSize() == 2
            && code[begin] instanceof VarInsnNode self
            && self.var == 0
            && begin < stored;
    if (!plain) {
      throw none(field, "its constructor assigns it in a branch, or with other fields");
    }
    List<AbstractInsnNode> slice = List.of(code).subList(begin, stored + 1);
    checkSlice(slice, field);
    return slice;
  }

  private static boolean isStatementBranch(
      AbstractInsnNode[] code, int i, Frame<BasicValue>[] frames) {
    if (!(code[i] instanceof JumpInsnNode jump)) {
      return code[i] instanceof TableSwitchInsnNode || code[i] instanceof LookupSwitchInsnNode;
    }
    int target = List.of(code).indexOf(jump.label);
    return frames[target] != null && frames[target].getStackSize() == 0;
  }

  private static void checkSlice(List<AbstractInsnNode> slice, Item.OfField field) throws None {
    Set<Integer> stored = new HashSet<>(Set.of(0));
    for (AbstractInsnNode each : slice) {
      if (each instanceof VarInsnNode variable) {
        if (variable.getOpcode() >= Opcodes.ISTORE) {
          stored.add(variable.var);
        } else if (!stored.contains(variable.var)) {
          throw none(field, "its initialiser reads a constructor parameter");
        }
      } else if (each instanceof InvokeDynamicInsnNode dynamic
          && dynamic.bsm.getOwner().equals("java/lang/invoke/LambdaMetafactory")) {
        throw none(field, "its initialiser makes a lambda, which would hold the transformer");
      }
    }
  }

  private static None none(Item.OfField field, String why) {
    return new None(
        field.shown()
            + " has no value of its own to accept: "
            + why
            + "; write INIT "
            + field.shown()
            + ": { $out = ...; }");
  }

  private static MethodNode method(ClassNode node, List<AbstractInsnNode> slice, String name) {
    MethodNode method =
        new MethodNode(
            Opcodes.ACC_STATIC | Opcodes.ACC_SYNTHETIC,
            name,
            "(Ljava/lang/Object;L" + node.name + ";)V",
            null,
            null);
    Map<LabelNode, LabelNode> labels = new HashMap<>();
    for (AbstractInsnNode each : slice) {
      if (each instanceof LabelNode label) {
        labels.put(label, new LabelNode());
      }
    }
    for (AbstractInsnNode each : slice) {
      if (!(each instanceof LineNumberNode) && !(each instanceof FrameNode)) {
        AbstractInsnNode copy = each.clone(labels);
        if (copy instanceof VarInsnNode variable) {
          variable.var++; // the old object stands first
        } else if (copy instanceof IincInsnNode increment) {
          increment.var++;
        }
        method.instructions.add(copy);
      }
    }
    method.instructions.add(new InsnNode(Opcodes.RETURN));
    method.maxLocals = 32;
    method.maxStack = 32;
    return method;
  }

  /** Returns the instructions as text in which jumps name no label. */
  private static String describe(List<AbstractInsnNode> slice) {
    StringBuilder text = new StringBuilder();
    for (AbstractInsnNode each : slice) {
      if (each.getOpcode() < 0) {
        continue;
      }
      text.append(each.getOpcode()).append(' ');
      if (each instanceof VarInsnNode variable) {
        text.append(variable.var);
      } else if (each instanceof FieldInsnNode f) {
        text.append(f.owner).append('.').append(f.name);
      } else if (each instanceof MethodInsnNode m) {
        text.append(m.owner).append('.').append(m.name).append(m.desc);
      } else if (each instanceof TypeInsnNode t) {
        text.append(t.desc);
      } else if (each instanceof LdcInsnNode c) {
        text.append(c.cst);
      } else if (each instanceof IntInsnNode c) {
        text.append(c.operand);
      } else if (each instanceof IincInsnNode c) {
        text.append(c.var).append('+').append(c.incr);
      } else if (each instanceof InvokeDynamicInsnNode d) {
        text.append(d.name).append(d.desc).append(List.of(d.bsmArgs));
      }
      text.append('\n');
    }
    return text.toString();
  }
}
