package dev.kitsune.weave;

import dev.kitsune.unit.Lookup;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.FrameNode;
import org.objectweb.asm.tree.InsnList;
import org.objectweb.asm.tree.InsnNode;
import org.objectweb.asm.tree.JumpInsnNode;
import org.objectweb.asm.tree.LabelNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.TryCatchBlockNode;
import org.objectweb.asm.tree.TypeInsnNode;
import org.objectweb.asm.tree.VarInsnNode;

/*
 * How unwinding passes
 *
 * A handler that would catch UpdateUnwind (any type, or Throwable) begins with
 *
 *     H:  dup; instanceof UpdateUnwind; ifeq L; athrow
 *     L:  the handler as it was
 *
 * The throw at H is looked up in the exception table like any other. Ranges of outer handlers cover
 * H, as they covered the first instruction of the handler before: so outer monitors are released,
 * and outer handlers pass the throw on in their turn. But javac lets the handler of a `finally`
 * also cover its own first instructions; such a range would lead the throw back to H for ever. It
 * is cut in two, [start, H) and [L, end).
 *
 * Left alone is only the handler that javac makes for `synchronized`, if it is that and nothing
 * more: it gives the monitor back and throws on.
 */
/** Lets the runtime's unwinding pass the program's exception handlers. */
final class Handlers {

  private static final String UNWIND = "dev/kitsune/internal/UpdateUnwind";

  private final MethodNode method;

  /** The first instruction of each block's handler, before anything is put there. */
  private final Map<TryCatchBlockNode, AbstractInsnNode> heads = new IdentityHashMap<>();

  /** The prologue of each handler, by that instruction. */
  private final Map<AbstractInsnNode, Prologue> prologues = new IdentityHashMap<>();

  private record Prologue(LabelNode start, LabelNode end) {}

  private Handlers(MethodNode method) {
    this.method = method;
  }

  /** Weaves the handlers of a method. */
  static void weave(MethodNode method) {
    if (method.tryCatchBlocks != null && !method.tryCatchBlocks.isEmpty()) {
      new Handlers(method).weave();
    }
  }

  private void weave() {
    for (TryCatchBlockNode block : method.tryCatchBlocks) {
      AbstractInsnNode head = Instructions.real(block.handler);
      if (head != null) {
        heads.put(block, head);
      }
    }
    Map<AbstractInsnNode, Integer> positions = Instructions.positions(method.instructions);
    for (TryCatchBlockNode block : method.tryCatchBlocks) {
      AbstractInsnNode head = heads.get(block);
      if (head != null
          && catchesUnwind(block)
          && !prologues.containsKey(head)
          && !isMonitorExit(head)) {
        prologues.put(head, insertPrologue(head));
      }
    }
    List<TryCatchBlockNode> blocks = new ArrayList<>();
    for (TryCatchBlockNode block : method.tryCatchBlocks) {
      blocks.addAll(withoutOwnPrologue(block, positions));
    }
    method.tryCatchBlocks = blocks;
  }

  private static boolean catchesUnwind(TryCatchBlockNode block) {
    return block.type == null || block.type.equals("java/lang/Throwable");
  }

  /** Whether the handler is javac's for a monitor: any type; store, load, exit, load, throw. */
  private boolean isMonitorExit(AbstractInsnNode head) {
    for (TryCatchBlockNode block : method.tryCatchBlocks) {
      if (block.type != null && heads.get(block) == head) {
        return false;
      }
    }
    AbstractInsnNode lock = Instructions.next(head);
    AbstractInsnNode exit = lock == null ? null : Instructions.next(lock);
    AbstractInsnNode load = exit == null ? null : Instructions.next(exit);
    AbstractInsnNode last = load == null ? null : Instructions.next(load);
    return lock != null
        && exit != null
        && load != null
        && last != null
        && head.getOpcode() == Opcodes.ASTORE
        && lock.getOpcode() == Opcodes.ALOAD
        && exit.getOpcode() == Opcodes.MONITOREXIT
        && load.getOpcode() == Opcodes.ALOAD
        && ((VarInsnNode) load).var == ((VarInsnNode) head).var
        && last.getOpcode() == Opcodes.ATHROW;
  }

  private Prologue insertPrologue(AbstractInsnNode head) {
    LabelNode start = new LabelNode();
    LabelNode end = new LabelNode();
    InsnList prologue = new InsnList();
    prologue.add(start);
    prologue.add(new InsnNode(Opcodes.DUP));
    prologue.add(new TypeInsnNode(Opcodes.INSTANCEOF, UNWIND));
    prologue.add(new JumpInsnNode(Opcodes.IFEQ, end));
    prologue.add(new InsnNode(Opcodes.ATHROW));
    prologue.add(end);
    FrameNode frame = frameBefore(head);
    if (frame != null) {
      prologue.add(
          new FrameNode(
              Opcodes.F_NEW,
              frame.local.size(),
              frame.local.toArray(),
              frame.stack.size(),
              frame.stack.toArray()));
    }
    method.instructions.insertBefore(head, prologue);
    return new Prologue(start, end);
  }

  /** Returns the handler's own frame; there is none in class files before Java 6. */
  private static @Nullable FrameNode frameBefore(AbstractInsnNode head) {
    AbstractInsnNode at = head.getPrevious();
    while (at != null && !Instructions.isReal(at)) {
      if (at instanceof FrameNode frame) {
        return frame;
      }
      at = at.getPrevious();
    }
    return null;
  }

  private List<TryCatchBlockNode> withoutOwnPrologue(
      TryCatchBlockNode block, Map<AbstractInsnNode, Integer> positions) {
    AbstractInsnNode head = heads.get(block);
    Prologue prologue = head == null ? null : prologues.get(head);
    if (prologue == null) {
      return List.of(block);
    }
    int start = Lookup.in(positions, block.start);
    int end = Lookup.in(positions, block.end);
    int at = Lookup.in(positions, head);
    if (at < start || at >= end) {
      return List.of(block);
    }
    List<TryCatchBlockNode> parts = new ArrayList<>();
    if (start < at) {
      parts.add(part(block, block.start, prologue.start()));
    }
    parts.add(part(block, prologue.end(), block.end));
    return parts;
  }

  private static TryCatchBlockNode part(TryCatchBlockNode block, LabelNode start, LabelNode end) {
    TryCatchBlockNode part = new TryCatchBlockNode(start, end, block.handler, block.type);
    part.visibleTypeAnnotations = block.visibleTypeAnnotations;
    part.invisibleTypeAnnotations = block.invisibleTypeAnnotations;
    return part;
  }
}
