package dev.kitsune.weave;

import dev.kitsune.unit.Lookup;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.AnnotationNode;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.FieldInsnNode;
import org.objectweb.asm.tree.FrameNode;
import org.objectweb.asm.tree.IincInsnNode;
import org.objectweb.asm.tree.InsnList;
import org.objectweb.asm.tree.InsnNode;
import org.objectweb.asm.tree.LabelNode;
import org.objectweb.asm.tree.LdcInsnNode;
import org.objectweb.asm.tree.LocalVariableNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.TryCatchBlockNode;
import org.objectweb.asm.tree.VarInsnNode;

/*
 * A method with @NoteLocals becomes
 *
 *         frame = NotedFrame.push(header, variables)
 *         values = frame.values; objects = frame.objects; kinds = frame.kinds
 *         ... parameters written to them ...
 *     S:  ... body; after each store: values[k] = value; kinds[k] = kind
 *         ... before each return: frame.pop()
 *     E:  any exception in [S, E): frame.pop(); throw it on
 *
 * where k is the number of the variable's name. The four new locals lie above all others, so no
 * other local moves; stack map frames are filled up to them. The arrays have locals of their own
 * because fields would be read again after each update point, which is a volatile read.
 */
/**
 * Mirrors the locals of methods marked {@code @NoteLocals}, so that a parked thread's are known.
 */
final class Locals {

  private static final String NOTE_LOCALS = "Ldev/kitsune/NoteLocals;";
  private static final String FRAME = "dev/kitsune/internal/NotedFrame";
  private static final String VALUES = "[J";
  private static final String OBJECTS = "[Ljava/lang/Object;";
  private static final String KINDS = "[B";

  private final ClassNode owner;
  private final MethodNode method;
  private final int frameSlot;
  private final int valuesSlot;
  private final int objectsSlot;
  private final int kindsSlot;
  private final Map<AbstractInsnNode, Integer> positions;

  /** The numbers of the variables by name, parameters first. */
  private final Map<String, Integer> numbers = new LinkedHashMap<>();

  private Locals(ClassNode owner, MethodNode method) {
    this.owner = owner;
    this.method = method;
    frameSlot = method.maxLocals;
    valuesSlot = frameSlot + 1;
    objectsSlot = frameSlot + 2;
    kindsSlot = frameSlot + 3;
    positions = Instructions.positions(method.instructions);
  }

  /**
   * Weaves a method if it is marked.
   *
   * @throws WeaveException if it is a constructor or has no code, or if the class was compiled
   *     without local variables
   */
  static void weave(ClassNode owner, MethodNode method) {
    // Bridges carry the annotation of the method that they lead to.
    if (isMarked(method) && (method.access & Opcodes.ACC_BRIDGE) == 0) {
      check(owner, method);
      new Locals(owner, method).weave();
    }
  }

  private static boolean isMarked(MethodNode method) {
    return contains(method.visibleAnnotations) || contains(method.invisibleAnnotations);
  }

  private static boolean contains(@Nullable List<AnnotationNode> annotations) {
    return annotations != null
        && annotations.stream().anyMatch(annotation -> annotation.desc.equals(NOTE_LOCALS));
  }

  private static void check(ClassNode owner, MethodNode method) {
    if (method.name.equals("<init>")) {
      throw refused(
          "@NoteLocals is not allowed on a constructor",
          owner,
          method,
          "move the code to a method");
    }
    if (method.instructions.size() == 0) {
      throw refused(
          "@NoteLocals needs a method with code", owner, method, "mark the implementing methods");
    }
    if (method.localVariables == null || method.localVariables.isEmpty()) {
      for (AbstractInsnNode instruction : method.instructions) {
        if (isStore(instruction)) {
          throw withoutTable(owner, method);
        }
      }
      if (Type.getArgumentsAndReturnSizes(method.desc) >> 2 > 1
          || (method.access & Opcodes.ACC_STATIC) == 0) {
        throw withoutTable(owner, method);
      }
    }
  }

  private static WeaveException withoutTable(ClassNode owner, MethodNode method) {
    return refused(
        "@NoteLocals needs a table of local variables, but the class file has none",
        owner,
        method,
        "compile with javac -g");
  }

  private static WeaveException refused(
      String why, ClassNode owner, MethodNode method, String action) {
    return new WeaveException(
        why
            + ": class="
            + owner.name.replace('/', '.')
            + ", method="
            + method.name
            + method.desc
            + "; "
            + action);
  }

  private void weave() {
    List<LocalVariableNode> parameters = parameters();
    for (LocalVariableNode parameter : parameters) {
      number(parameter);
    }
    for (AbstractInsnNode instruction : method.instructions.toArray()) {
      if (isStore(instruction)) {
        LocalVariableNode variable = variableStoredBy(instruction);
        if (variable != null) {
          // What is incremented was stored before, so its kind is known.
          boolean kindKnown = instruction.getOpcode() == Opcodes.IINC;
          method.instructions.insert(instruction, mirror(variable, kindKnown));
        }
      } else if (Instructions.isReturn(instruction)) {
        method.instructions.insertBefore(instruction, pop());
      }
    }
    for (AbstractInsnNode node : method.instructions) {
      if (node instanceof FrameNode frame) {
        frame.local = withMirror(frame.local);
      }
    }
    LabelNode start = new LabelNode();
    method.instructions.insert(start);
    method.instructions.insertBefore(start, entry(parameters));
    popOnException(start);
    method.maxLocals = kindsSlot + 1;
  }

  private static boolean isStore(AbstractInsnNode instruction) {
    int opcode = instruction.getOpcode();
    return opcode >= Opcodes.ISTORE && opcode <= Opcodes.ASTORE || opcode == Opcodes.IINC;
  }

  private List<LocalVariableNode> parameters() {
    int first = (method.access & Opcodes.ACC_STATIC) == 0 ? 1 : 0;
    int end = (Type.getArgumentsAndReturnSizes(method.desc) >> 2) - 1 + first;
    List<LocalVariableNode> parameters = new ArrayList<>();
    if (method.localVariables != null) {
      for (LocalVariableNode variable : method.localVariables) {
        if (variable.index >= first
            && variable.index < end
            && Lookup.in(positions, variable.start) == 0) {
          parameters.add(variable);
        }
      }
    }
    return parameters;
  }

  /**
   * Finds the variable by its slot and range; javac's range starts after the store that initialises
   * the variable.
   */
  private @Nullable LocalVariableNode variableStoredBy(AbstractInsnNode store) {
    int slot = store instanceof IincInsnNode increment ? increment.var : ((VarInsnNode) store).var;
    int at = Lookup.in(positions, store);
    LocalVariableNode starting = null;
    if (method.localVariables != null) {
      for (LocalVariableNode variable : method.localVariables) {
        int start = Lookup.in(positions, variable.start);
        if (variable.index == slot && start <= at + 1 && Lookup.in(positions, variable.end) > at) {
          if (start <= at) {
            return variable;
          }
          starting = variable;
        }
      }
    }
    return starting;
  }

  private int number(LocalVariableNode variable) {
    return numbers.computeIfAbsent(variable.name, name -> numbers.size());
  }

  private InsnList entry(List<LocalVariableNode> parameters) {
    StringBuilder header = new StringBuilder();
    header.append(owner.name.replace('/', '.')).append('\n').append(method.name).append('\n');
    header.append(method.desc);
    numbers.keySet().forEach(name -> header.append('\n').append(name));
    InsnList entry = new InsnList();
    entry.add(new LdcInsnNode(header.toString()));
    entry.add(Instructions.push(numbers.size()));
    entry.add(
        new MethodInsnNode(
            Opcodes.INVOKESTATIC, FRAME, "push", "(Ljava/lang/String;I)L" + FRAME + ';', false));
    entry.add(new VarInsnNode(Opcodes.ASTORE, frameSlot));
    take(entry, "values", VALUES, valuesSlot);
    take(entry, "objects", OBJECTS, objectsSlot);
    take(entry, "kinds", KINDS, kindsSlot);
    for (LocalVariableNode parameter : parameters) {
      entry.add(mirror(parameter, false));
    }
    return entry;
  }

  private void take(InsnList code, String field, String descriptor, int slot) {
    code.add(new VarInsnNode(Opcodes.ALOAD, frameSlot));
    code.add(new FieldInsnNode(Opcodes.GETFIELD, FRAME, field, descriptor));
    code.add(new VarInsnNode(Opcodes.ASTORE, slot));
  }

  private InsnList mirror(LocalVariableNode variable, boolean kindKnown) {
    Type type = Type.getType(variable.desc);
    boolean isReference = type.getSort() == Type.OBJECT || type.getSort() == Type.ARRAY;
    int number = number(variable);
    InsnList code = new InsnList();
    code.add(new VarInsnNode(Opcodes.ALOAD, isReference ? objectsSlot : valuesSlot));
    code.add(Instructions.push(number));
    code.add(new VarInsnNode(type.getOpcode(Opcodes.ILOAD), variable.index));
    if (isReference) {
      code.add(new InsnNode(Opcodes.AASTORE));
    } else {
      toLong(code, type);
      code.add(new InsnNode(Opcodes.LASTORE));
    }
    if (!kindKnown) {
      code.add(new VarInsnNode(Opcodes.ALOAD, kindsSlot));
      code.add(Instructions.push(number));
      code.add(Instructions.push(isReference ? 'L' : type.getDescriptor().charAt(0)));
      code.add(new InsnNode(Opcodes.BASTORE));
    }
    return code;
  }

  private static void toLong(InsnList code, Type type) {
    switch (type.getSort()) {
      case Type.LONG -> {}
      case Type.FLOAT -> {
        code.add(bits("java/lang/Float", "floatToRawIntBits", "(F)I"));
        code.add(new InsnNode(Opcodes.I2L));
      }
      case Type.DOUBLE -> code.add(bits("java/lang/Double", "doubleToRawLongBits", "(D)J"));
      default -> code.add(new InsnNode(Opcodes.I2L));
    }
  }

  private static MethodInsnNode bits(String type, String name, String descriptor) {
    return new MethodInsnNode(Opcodes.INVOKESTATIC, type, name, descriptor, false);
  }

  private InsnList pop() {
    InsnList code = new InsnList();
    code.add(new VarInsnNode(Opcodes.ALOAD, frameSlot));
    code.add(new MethodInsnNode(Opcodes.INVOKEVIRTUAL, FRAME, "pop", "()V", false));
    return code;
  }

  /** The handler knows nothing of the method's own locals, so that it fits everywhere. */
  private void popOnException(LabelNode start) {
    LabelNode end = new LabelNode();
    method.instructions.add(end);
    if ((owner.version & 0xFFFF) >= Opcodes.V1_6) {
      Object[] locals = withMirror(List.of()).toArray();
      Object[] stack = {"java/lang/Throwable"};
      method.instructions.add(new FrameNode(Opcodes.F_NEW, locals.length, locals, 1, stack));
    }
    method.instructions.add(pop());
    method.instructions.add(new InsnNode(Opcodes.ATHROW));
    method.tryCatchBlocks.add(new TryCatchBlockNode(start, end, end, null));
  }

  private List<Object> withMirror(List<Object> locals) {
    List<Object> extended = new ArrayList<>(locals);
    int slots = 0;
    for (Object local : locals) {
      slots += Opcodes.LONG.equals(local) || Opcodes.DOUBLE.equals(local) ? 2 : 1;
    }
    Object[] unused = new Object[frameSlot - slots];
    Arrays.fill(unused, Opcodes.TOP);
    extended.addAll(Arrays.asList(unused));
    extended.addAll(List.of(FRAME, VALUES, OBJECTS, KINDS));
    return extended;
  }
}
