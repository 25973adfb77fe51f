package dev.kitsune.xf.check;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.FieldInsnNode;
import org.objectweb.asm.tree.IincInsnNode;
import org.objectweb.asm.tree.IntInsnNode;
import org.objectweb.asm.tree.InvokeDynamicInsnNode;
import org.objectweb.asm.tree.LdcInsnNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.TypeInsnNode;
import org.objectweb.asm.tree.VarInsnNode;
import org.objectweb.asm.tree.analysis.Analyzer;
import org.objectweb.asm.tree.analysis.AnalyzerException;
import org.objectweb.asm.tree.analysis.Frame;
import org.objectweb.asm.tree.analysis.SourceInterpreter;
import org.objectweb.asm.tree.analysis.SourceValue;

/** How a static initialiser makes the values of its class's statics. */
final class StaticValues {

  private StaticValues() {}

  /** What pushed the values that a method's instructions take. */
  static final class Sources {
    private final MethodNode method;
    private final Frame<SourceValue>[] frames;

    Sources(String owner, MethodNode method) throws AnalyzerException {
      this.method = method;

      this.frames = new Analyzer<>(new SourceInterpreter()).analyze(owner, method);
    }

    /** Returns what pushed the value that lies so deep, 1 being the top; null if it is not one. */
    @Nullable AbstractInsnNode of(AbstractInsnNode at, int depth) {
      Frame<SourceValue> frame = frames[method.instructions.indexOf(at)];
      if (frame == null || frame.getStackSize() < depth) {
        return null;
      }
      Set<AbstractInsnNode> found = frame.getStack(frame.getStackSize() - depth).insns;
      AbstractInsnNode only = found.size() == 1 ? found.iterator().next() : null;
      if (only != null
          && only != at
          && (only.getOpcode() == Opcodes.DUP || only.getOpcode() == Opcodes.CHECKCAST)) {
        return of(only, 1);
      }
      return only;
    }

    int stackSize(AbstractInsnNode at) {
      Frame<SourceValue> frame = frames[method.instructions.indexOf(at)];
      return frame == null ? -1 : frame.getStackSize();
    }
  }

  /** Returns the values by {@code class.field}; the last assignment counts. */
  static Map<String, CodeFacts.Value> of(String className, ClassNode node, MethodNode method) {
    Map<String, CodeFacts.Value> values = new HashMap<>();
    try {
      Sources sources = new Sources(node.name, method);
      for (AbstractInsnNode each : method.instructions) {
        if (each instanceof FieldInsnNode put
            && put.getOpcode() == Opcodes.PUTSTATIC
            && put.owner.equals(node.name)) {
          values.put(className + "." + put.name, value(sources, put));
        }
      }
    } catch (AnalyzerException e) {
      // Then nothing is known of the values.
    }
    return values;
  }

  private static CodeFacts.Value value(Sources sources, FieldInsnNode put) {
    AbstractInsnNode source = sources.of(put, 1);
    String made = null;
    String call = null;
    if (source instanceof TypeInsnNode type && type.getOpcode() == Opcodes.NEW) {
      made = type.desc.replace('/', '.');
    } else if (source instanceof MethodInsnNode returning) {
      call = returning.owner.replace('/', '.') + "." + returning.name;
    }
    return new CodeFacts.Value(
        code(sources, put),
        source == null ? null : shown(source),
        made,
        call,
        source instanceof InvokeDynamicInsnNode,
        source != null && isArray(source) && isZero(sources.of(source, 1)));
  }

  private static boolean isArray(AbstractInsnNode source) {
    return source.getOpcode() == Opcodes.ANEWARRAY || source.getOpcode() == Opcodes.NEWARRAY;
  }

  private static boolean isZero(@Nullable AbstractInsnNode source) {
    return source != null && source.getOpcode() == Opcodes.ICONST_0;
  }

  /** Returns the statement that ends in the store, as text that names no label. */
  private static String code(Sources sources, AbstractInsnNode put) {
    StringBuilder text = new StringBuilder();
    AbstractInsnNode each = put.getPrevious();
    while (each != null) {
      text.insert(0, describe(each));
      if (each.getOpcode() >= 0 && sources.stackSize(each) == 0) {
        break;
      }
      each = each.getPrevious();
    }
    return text.toString();
  }

  /** Returns the next instruction, labels and lines left out. */
  static @Nullable AbstractInsnNode next(AbstractInsnNode each) {
    AbstractInsnNode next = each.getNext();
    while (next != null && next.getOpcode() < 0) {
      next = next.getNext();
    }
    return next;
  }

  private static @Nullable String shown(AbstractInsnNode each) {
    int opcode = each.getOpcode();
    if (opcode == Opcodes.ACONST_NULL) {
      return "null";
    }
    if (opcode >= Opcodes.ICONST_M1 && opcode <= Opcodes.ICONST_5) {
      return String.valueOf(opcode - Opcodes.ICONST_0);
    }
    if (opcode == Opcodes.LCONST_0 || opcode == Opcodes.LCONST_1) {
      return String.valueOf(opcode - Opcodes.LCONST_0);
    }
    if (opcode >= Opcodes.FCONST_0 && opcode <= Opcodes.FCONST_2) {
      return (opcode - Opcodes.FCONST_0) + ".0";
    }
    if (opcode == Opcodes.DCONST_0 || opcode == Opcodes.DCONST_1) {
      return (opcode - Opcodes.DCONST_0) + ".0";
    }
    if (opcode == Opcodes.BIPUSH || opcode == Opcodes.SIPUSH) {
      return String.valueOf(((IntInsnNode) each).operand);
    }
    return each instanceof LdcInsnNode constant ? constant(constant.cst) : null;
  }

  /** Returns a constant as Java writes it. */
  static String constant(Object value) {
    return value instanceof String text
        ? "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n") + "\""
        : value instanceof Type type ? type.getClassName() + ".class" : String.valueOf(value);
  }

  private static String describe(AbstractInsnNode each) {
    if (each.getOpcode() < 0) {
      return "";
    }
    String constant = shown(each);
    String operand = constant == null ? each.getOpcode() + operand(each) : constant;
    return operand + "\n";
  }

  private static String operand(AbstractInsnNode each) {
    if (each instanceof VarInsnNode variable) {
      return " " + variable.var;
    } else if (each instanceof FieldInsnNode field) {
      return " " + field.owner + "." + field.name;
    } else if (each instanceof MethodInsnNode method) {
      return " " + method.owner + "." + method.name + method.desc;
    } else if (each instanceof TypeInsnNode type) {
      return " " + type.desc;
    } else if (each instanceof IntInsnNode constant) {
      return " " + constant.operand;
    } else if (each instanceof IincInsnNode increment) {
      return " " + increment.var + "+" + increment.incr;
    } else if (each instanceof InvokeDynamicInsnNode dynamic) {
      return " " + dynamic.name + dynamic.desc;
    }
    return "";
  }
}
