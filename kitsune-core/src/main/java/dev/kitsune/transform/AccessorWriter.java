package dev.kitsune.transform;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.commons.GeneratorAdapter;
import org.objectweb.asm.commons.Method;

/*
 * Why handles and not field instructions: the old and the new class have one name, so no class can
 * name both, and most fields are private. A VarHandle in a static final field of a hidden class is a
 * constant to the compiler, which leaves one load or store of it (JEP 371, JEP 193).
 */
/** Generates the {@link Accessor} of a class: a hidden class beside this one, one an update. */
final class AccessorWriter {

  private static final Type SELF = Type.getObjectType("dev/kitsune/transform/Accessor$Generated");
  private static final Type ACCESSOR = Type.getType(Accessor.class);
  private static final Type WORKER = Type.getType(Worker.class);
  private static final Type VISITOR = Type.getType(Visitor.class);
  private static final Type OBJECT = Type.getType(Object.class);
  private static final Type HANDLE = Type.getType(VarHandle.class);
  private static final Type CLASS = Type.getType(Class.class);
  private static final Type SLOT = Type.getType(Slot.class);
  private static final Type MOVE = Type.getType(Move.class);
  private static final Type CONTENTS = Type.getType(Contents.class);
  private static final Type PLAN = Type.getType(ClassPlan.class);
  private static final Type LIST = Type.getType(List.class);

  private static final Method CONSTRUCTOR = new Method("<init>", Type.VOID_TYPE, new Type[] {PLAN});
  private static final Method REACH = new Method("reach", OBJECT, new Type[] {OBJECT, WORKER});
  private static final Method FILL =
      new Method("fill", Type.VOID_TYPE, new Type[] {OBJECT, OBJECT, WORKER});
  private static final Method SCAN =
      new Method("scan", Type.VOID_TYPE, new Type[] {OBJECT, VISITOR});
  private static final Method GET_REFERENCE = new Method("get", OBJECT, new Type[] {OBJECT});
  private static final Method SET_REFERENCE =
      new Method("set", Type.VOID_TYPE, new Type[] {OBJECT, OBJECT});

  private final ClassWriter out =
      new ClassWriter(ClassWriter.COMPUTE_MAXS | ClassWriter.COMPUTE_FRAMES) {
        @Override
        protected String getCommonSuperClass(String one, String other) {
          return "java/lang/Object"; // nothing here joins two classes
        }
      };
  private final List<Type> types = new ArrayList<>();
  private final List<Object> constants = new ArrayList<>();

  private AccessorWriter() {
    out.visit(
        Opcodes.V17,
        Opcodes.ACC_FINAL | Opcodes.ACC_SUPER | Opcodes.ACC_SYNTHETIC,
        SELF.getInternalName(),
        null,
        ACCESSOR.getInternalName(),
        null);
    GeneratorAdapter code = method(CONSTRUCTOR);
    code.loadThis();
    code.loadArg(0);
    code.invokeConstructor(ACCESSOR, CONSTRUCTOR);
    end(code);
  }

  /**
   * Returns the accessor of a class whose objects are copied.
   *
   * @param forward the forwarding field, or null if the accessor is only asked to fill
   */
  static Accessor copying(ClassPlan plan, Copier copier, @Nullable VarHandle forward) {
    AccessorWriter writer = new AccessorWriter();
    writer.reachCopied(plan, copier, forward);
    writer.fill(copier);
    writer.unsupported(SCAN);
    return writer.define(plan);
  }

  /** Returns the accessor of a program class whose objects stay. */
  static Accessor keeping(ClassPlan plan, VarHandle forward) {
    AccessorWriter writer = new AccessorWriter();
    writer.reachKept(forward);
    writer.unsupported(FILL);
    writer.scan(plan);
    return writer.define(plan);
  }

  /** {@code known = FORWARD.get(value); if (isCounterpart(known)) return unmask(known);}. */
  private int loadForward(GeneratorAdapter code, VarHandle forward) {
    int known = code.newLocal(OBJECT);
    constant(code, HANDLE, forward);
    code.loadArg(0);
    code.invokeVirtual(HANDLE, GET_REFERENCE);
    code.storeLocal(known);
    Label met = code.newLabel();
    code.loadLocal(known);
    code.invokeStatic(ACCESSOR, Method.getMethod("boolean isCounterpart(Object)"));
    code.ifZCmp(GeneratorAdapter.EQ, met);
    code.loadLocal(known);
    code.invokeStatic(Type.getType(Forwarding.class), Method.getMethod("Object unmask(Object)"));
    code.returnValue();
    code.mark(met);
    return known;
  }

  /** Claims the object for this worker, or returns what another one made of it meanwhile. */
  private void claim(GeneratorAdapter code, VarHandle forward, int known, Runnable loadClaim) {
    Label alone = code.newLabel();
    Label claimed = code.newLabel();
    code.loadArg(1);
    code.getField(WORKER, "shared", Type.BOOLEAN_TYPE);
    code.ifZCmp(GeneratorAdapter.EQ, alone);
    constant(code, HANDLE, forward);
    code.loadArg(0);
    code.loadLocal(known);
    loadClaim.run();
    code.invokeVirtual(
        HANDLE,
        new Method("compareAndSet", Type.BOOLEAN_TYPE, new Type[] {OBJECT, OBJECT, OBJECT}));
    code.ifZCmp(GeneratorAdapter.NE, claimed);
    code.loadThis();
    code.loadArg(0);
    code.loadArg(1);
    code.invokeVirtual(SELF, REACH);
    code.returnValue();
    code.mark(alone);
    constant(code, HANDLE, forward);
    code.loadArg(0);
    loadClaim.run();
    code.invokeVirtual(HANDLE, SET_REFERENCE);
    code.mark(claimed);
  }

  private void reachCopied(ClassPlan plan, Copier copier, @Nullable VarHandle forward) {
    if (forward == null) {
      unsupported(REACH);
      return;
    }
    GeneratorAdapter code = method(REACH);
    int known = loadForward(code, forward);
    int fresh = code.newLocal(OBJECT);
    code.loadArg(1);
    constant(code, CLASS, plan.target);
    code.loadArg(0);
    code.invokeVirtual(WORKER, Method.getMethod("Object allocate(Class, Object)"));
    code.storeLocal(fresh);
    claim(code, forward, known, () -> code.loadLocal(fresh));
    if (copier.isFlat()) { // filled while the old one is in the processor's cache
      note(code);
      fillHere(code, fresh);
    } else {
      entered(code, () -> fillHere(code, fresh));
    }
    code.loadLocal(fresh);
    end(code);
  }

  private void fillHere(GeneratorAdapter code, int fresh) {
    code.loadThis();
    code.loadArg(0);
    code.loadLocal(fresh);
    code.loadArg(1);
    code.invokeVirtual(SELF, FILL);
  }

  private void note(GeneratorAdapter code) {
    code.loadArg(1);
    code.loadThis();
    code.getField(SELF, "plan", PLAN);
    code.loadArg(0);
    code.invokeVirtual(WORKER, new Method("note", Type.INT_TYPE, new Type[] {PLAN, OBJECT}));
    code.pop();
  }

  /** {@code outer = worker.enter(plan, value); if (outer != DEFERRED) { …; leave(outer); }}. */
  private void entered(GeneratorAdapter code, Runnable look) {
    int outer = code.newLocal(Type.INT_TYPE);
    Label deferred = code.newLabel();
    code.loadArg(1);
    code.loadThis();
    code.getField(SELF, "plan", PLAN);
    code.loadArg(0);
    code.invokeVirtual(WORKER, new Method("enter", Type.INT_TYPE, new Type[] {PLAN, OBJECT}));
    code.storeLocal(outer);
    code.loadLocal(outer);
    code.push(Worker.DEFERRED);
    code.ifICmp(GeneratorAdapter.EQ, deferred);
    look.run();
    code.loadArg(1);
    code.loadLocal(outer);
    code.invokeVirtual(WORKER, Method.getMethod("void leave(int)"));
    code.mark(deferred);
  }

  private void reachKept(VarHandle forward) {
    GeneratorAdapter code = method(REACH);
    int known = loadForward(code, forward);
    Label unmarked = code.newLabel();
    code.loadLocal(known);
    loadMark(code);
    code.ifCmp(OBJECT, GeneratorAdapter.NE, unmarked);
    code.loadArg(0);
    code.returnValue();
    code.mark(unmarked);
    claim(code, forward, known, () -> loadMark(code));
    entered(
        code,
        () -> {
          code.loadArg(1);
          code.loadThis();
          code.getField(SELF, "plan", PLAN);
          code.loadArg(0);
          code.invokeVirtual(
              WORKER, new Method("scanKept", Type.VOID_TYPE, new Type[] {PLAN, OBJECT}));
        });
    code.loadArg(0);
    end(code);
  }

  private static void loadMark(GeneratorAdapter code) {
    code.loadArg(1);
    code.getField(WORKER, "mark", OBJECT);
  }

  private void fill(Copier copier) {
    GeneratorAdapter code = method(FILL);
    Contents contents = copier.contents();
    if (contents != null) {
      constant(code, CONTENTS, contents);
      code.loadArg(0);
      code.loadArg(1);
      code.invokeVirtual(CONTENTS, Method.getMethod("void prepare(Object, Object)"));
    }
    for (Copier.Pair pair : copier.pairs()) {
      if (pair.followed()) {
        follow(code, copier, pair);
      } else {
        move(code, pair);
      }
    }
    if (contents != null) {
      // The new object has the old one's insides now, and they are repaired as for a kept one.
      constant(code, CONTENTS, contents);
      code.loadArg(1);
      code.loadArg(2);
      code.invokeVirtual(
          CONTENTS, new Method("scan", Type.VOID_TYPE, new Type[] {OBJECT, VISITOR}));
    }
    end(code);
  }

  private void move(GeneratorAdapter code, Copier.Pair pair) {
    if (Modifier.isFinal(pair.to().getModifiers())) {
      constant(code, MOVE, Move.of(pair.from(), pair.to()));
      code.loadArg(0);
      code.loadArg(1);
      code.invokeVirtual(MOVE, Method.getMethod("void move(Object, Object)"));
      return;
    }
    Class<?> type = pair.to().getType();
    Type moved = type.isPrimitive() ? Type.getType(type) : OBJECT;
    constant(code, HANDLE, Access.handle(pair.to()));
    code.loadArg(1);
    constant(code, HANDLE, Access.handle(pair.from()));
    code.loadArg(0);
    code.invokeVirtual(HANDLE, new Method("get", moved, new Type[] {OBJECT}));
    code.invokeVirtual(HANDLE, new Method("set", Type.VOID_TYPE, new Type[] {OBJECT, moved}));
  }

  private void follow(GeneratorAdapter code, Copier copier, Copier.Pair pair) {
    int value = code.newLocal(OBJECT);
    Label done = code.newLabel();
    Label fits = code.newLabel();
    constant(code, HANDLE, Access.handle(pair.from()));
    code.loadArg(0);
    code.invokeVirtual(HANDLE, GET_REFERENCE);
    code.storeLocal(value);
    code.loadLocal(value);
    Label present = code.newLabel();
    code.ifNonNull(present);
    if (copier.isConstructed()) {
      store(code, pair, () -> code.visitInsn(Opcodes.ACONST_NULL));
    }
    code.goTo(done);
    code.mark(present);
    code.loadArg(2);
    code.loadLocal(value);
    code.invokeVirtual(
        WORKER,
        Method.getMethod(pair.shell() ? "Object reachShell(Object)" : "Object reach(Object)"));
    code.storeLocal(value);
    code.loadLocal(value);
    code.ifNull(fits);
    constant(code, CLASS, pair.to().getType());
    code.loadLocal(value);
    code.invokeVirtual(CLASS, Method.getMethod("boolean isInstance(Object)"));
    code.ifZCmp(GeneratorAdapter.NE, fits);
    code.loadArg(2);
    constant(code, SLOT, Access.slot(pair.to()));
    code.loadArg(1);
    code.loadLocal(value);
    code.invokeStatic(
        ACCESSOR,
        new Method("mismatch", Type.VOID_TYPE, new Type[] {VISITOR, SLOT, OBJECT, OBJECT}));
    code.goTo(done);
    code.mark(fits);
    store(code, pair, () -> code.loadLocal(value));
    code.mark(done);
  }

  private void store(GeneratorAdapter code, Copier.Pair pair, Runnable value) {
    Field to = pair.to();
    if (Modifier.isFinal(to.getModifiers())) {
      constant(code, SLOT, Access.slot(to));
      code.loadArg(1);
      code.push(-1);
      value.run();
      code.invokeVirtual(SLOT, Method.getMethod("void set(Object, int, Object)"));
    } else {
      constant(code, HANDLE, Access.handle(to));
      code.loadArg(1);
      value.run();
      code.invokeVirtual(HANDLE, SET_REFERENCE);
    }
  }

  private void scan(ClassPlan plan) {
    GeneratorAdapter code = method(SCAN);
    for (Slot slot : plan.refs) {
      VarHandle handle = slot.handle();
      Label next = code.newLabel();
      int value = code.newLocal(OBJECT);
      int fresh = code.newLocal(OBJECT);
      if (handle == null) {
        throw new IllegalStateException("expected a field: slot=" + slot.label(-1));
      }
      constant(code, HANDLE, handle);
      code.loadArg(0);
      code.invokeVirtual(HANDLE, GET_REFERENCE);
      code.storeLocal(value);
      code.loadLocal(value);
      code.ifNull(next);
      code.loadArg(1);
      code.loadLocal(value);
      code.invokeVirtual(
          VISITOR,
          Method.getMethod(slot.isShell() ? "Object reachShell(Object)" : "Object reach(Object)"));
      code.storeLocal(fresh);
      code.loadLocal(fresh);
      code.loadLocal(value);
      code.ifCmp(OBJECT, GeneratorAdapter.EQ, next);
      code.loadArg(1);
      constant(code, SLOT, slot);
      code.loadArg(0);
      code.push(-1);
      code.loadLocal(value);
      code.loadLocal(fresh);
      code.invokeVirtual(
          VISITOR,
          new Method(
              "write", Type.VOID_TYPE, new Type[] {SLOT, OBJECT, Type.INT_TYPE, OBJECT, OBJECT}));
      code.mark(next);
    }
    Contents contents = plan.contents;
    if (contents != null) {
      constant(code, CONTENTS, contents);
      code.loadArg(0);
      code.loadArg(1);
      code.invokeVirtual(
          CONTENTS, new Method("scan", Type.VOID_TYPE, new Type[] {OBJECT, VISITOR}));
    }
    end(code);
  }

  private void unsupported(Method method) {
    GeneratorAdapter code = method(method);
    code.throwException(
        Type.getType(UnsupportedOperationException.class), "not for this kind of class");
    code.endMethod();
  }

  private GeneratorAdapter method(Method method) {
    MethodVisitor visitor =
        out.visitMethod(0, method.getName(), method.getDescriptor(), null, null);
    GeneratorAdapter code =
        new GeneratorAdapter(visitor, 0, method.getName(), method.getDescriptor());
    code.visitCode();
    return code;
  }

  private static void end(GeneratorAdapter code) {
    code.returnValue();
    code.endMethod();
  }

  private void constant(GeneratorAdapter code, Type type, Object value) {
    int at = 0;
    while (at < constants.size() && constants.get(at) != value) {
      at++;
    }
    if (at == constants.size()) {
      constants.add(value);
      types.add(type);
    }
    code.getStatic(SELF, "c" + at, type);
  }

  private Accessor define(ClassPlan plan) {
    takeConstants();
    out.visitEnd();
    try {
      MethodHandles.Lookup made =
          MethodHandles.lookup()
              .defineHiddenClassWithClassData(
                  out.toByteArray(), List.copyOf(constants), /* initialize= */ true);
      return (Accessor)
          made.lookupClass().getDeclaredConstructor(ClassPlan.class).newInstance(plan);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("expected an accessor: class=" + plan.type.getName(), e);
    }
  }

  /** Writes the initialiser, which takes the constants out of the class's data. */
  private void takeConstants() {
    MethodVisitor visitor = out.visitMethod(Opcodes.ACC_STATIC, "<clinit>", "()V", null, null);
    GeneratorAdapter code = new GeneratorAdapter(visitor, Opcodes.ACC_STATIC, "<clinit>", "()V");
    code.visitCode();
    int data = code.newLocal(LIST);
    Type lookup = Type.getType(MethodHandles.Lookup.class);
    Type handles = Type.getType(MethodHandles.class);
    code.invokeStatic(handles, new Method("lookup", lookup, new Type[0]));
    code.push("_");
    code.push(LIST);
    code.invokeStatic(
        handles,
        new Method("classData", OBJECT, new Type[] {lookup, Type.getType(String.class), CLASS}));
    code.checkCast(LIST);
    code.storeLocal(data);
    for (int i = 0; i < constants.size(); i++) {
      out.visitField(
              Opcodes.ACC_PRIVATE | Opcodes.ACC_STATIC | Opcodes.ACC_FINAL,
              "c" + i,
              types.get(i).getDescriptor(),
              null,
              null)
          .visitEnd();
      code.loadLocal(data);
      code.push(i);
      code.invokeInterface(LIST, Method.getMethod("Object get(int)"));
      code.checkCast(types.get(i));
      code.putStatic(SELF, "c" + i, types.get(i));
    }
    end(code);
  }
}
