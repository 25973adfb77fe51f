package dev.kitsune.weave;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Handle;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.InsnList;
import org.objectweb.asm.tree.InsnNode;
import org.objectweb.asm.tree.InvokeDynamicInsnNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.TypeInsnNode;
import org.objectweb.asm.tree.VarInsnNode;

/**
 * Registers the locks that program code makes: a thread that owns one may not be parked, since its
 * skipped {@code finally} would never release it. And the pools and timers: a version that is
 * rolled back leaves none behind.
 */
final class LockCreations {

  private static final Set<String> LOCKS =
      Set.of(
          "java/util/concurrent/locks/ReentrantLock",
          "java/util/concurrent/locks/ReentrantReadWriteLock");

  private static final Set<String> POOLS =
      Set.of(
          "java/util/concurrent/ThreadPoolExecutor",
          "java/util/concurrent/ScheduledThreadPoolExecutor",
          "java/util/concurrent/ForkJoinPool",
          "java/util/Timer");

  private static final String EXECUTORS = "java/util/concurrent/Executors";

  private LockCreations() {}

  private static boolean isRegistered(String type) {
    return LOCKS.contains(type) || POOLS.contains(type);
  }

  /** Registers what a method makes, and, in a constructor of a lock, the object itself. */
  static void weave(ClassNode node, MethodNode method) {
    Deque<TypeInsnNode> made = new ArrayDeque<>();
    boolean constructs = false;
    for (AbstractInsnNode instruction : method.instructions.toArray()) {
      if (instruction instanceof TypeInsnNode type
          && type.getOpcode() == Opcodes.NEW
          && isRegistered(type.desc)) {
        made.push(type);
      } else if (instruction instanceof MethodInsnNode call
          && call.getOpcode() == Opcodes.INVOKESPECIAL
          && call.name.equals("<init>")
          && isRegistered(call.owner)) {
        TypeInsnNode creation = made.poll();
        if (creation == null) {
          constructs = method.name.equals("<init>") && call.owner.equals(node.superName);
        } else if (leavesValue(creation)) {
          method.instructions.insert(call, register(new InsnNode(Opcodes.DUP), call.owner));
        }
      } else if (instruction instanceof MethodInsnNode call
          && call.owner.equals(EXECUTORS)
          && call.name.startsWith("new")) {
        method.instructions.insert(call, register(new InsnNode(Opcodes.DUP), call.owner));
      } else if (instruction instanceof InvokeDynamicInsnNode dynamic) {
        for (int i = 0; i < dynamic.bsmArgs.length; i++) {
          if (dynamic.bsmArgs[i] instanceof Handle handle) {
            dynamic.bsmArgs[i] = registering(handle);
          }
        }
      }
    }
    if (constructs) {
      for (AbstractInsnNode instruction : method.instructions.toArray()) {
        if (Instructions.isReturn(instruction)) {
          method.instructions.insertBefore(
              instruction, register(new VarInsnNode(Opcodes.ALOAD, 0), node.superName));
        }
      }
    }
  }

  private static boolean leavesValue(TypeInsnNode creation) {
    @Nullable AbstractInsnNode next = Instructions.next(creation);
    return next != null && next.getOpcode() == Opcodes.DUP;
  }

  /** Makes of {@code ReentrantLock::new} a reference to a method that registers what it makes. */
  private static Handle registering(Handle handle) {
    String owner = handle.getOwner();
    if (handle.getTag() != Opcodes.H_NEWINVOKESPECIAL || !LOCKS.contains(owner)) {
      return handle;
    }
    String name = "new" + owner.substring(owner.lastIndexOf('/') + 1);
    String descriptor = handle.getDesc().replace(")V", ")L" + owner + ';');
    return new Handle(Opcodes.H_INVOKESTATIC, Redirects.WOVEN, name, descriptor, false);
  }

  private static InsnList register(AbstractInsnNode load, String type) {
    InsnList code = new InsnList();
    code.add(load);
    code.add(Redirects.woven(LOCKS.contains(type) ? "lock" : "pool", "(Ljava/lang/Object;)V"));
    return code;
  }
}
