package dev.kitsune.xf.compile;

import dev.kitsune.xf.step.Site;
import dev.kitsune.xf.step.StepNames;
import dev.kitsune.xf.syntax.Problem;
import dev.kitsune.xf.syntax.SourceText;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Handle;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.commons.ClassRemapper;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.FieldInsnNode;
import org.objectweb.asm.tree.FrameNode;
import org.objectweb.asm.tree.InsnNode;
import org.objectweb.asm.tree.InvokeDynamicInsnNode;
import org.objectweb.asm.tree.LdcInsnNode;
import org.objectweb.asm.tree.LineNumberNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.MultiANewArrayInsnNode;
import org.objectweb.asm.tree.TryCatchBlockNode;
import org.objectweb.asm.tree.TypeInsnNode;
import org.objectweb.asm.tree.VarInsnNode;

/*
 * Why
 *
 *   The old and the new version's classes have the same names, are mostly not public, and live in
 *   loaders that do not see each other. So a transformer that was compiled against stubs of both is
 *   written anew: each instruction that touches a class of the program becomes an invokedynamic
 *   whose call site is a constant method handle, found with full access when the step is loaded; and
 *   all types of the program become the platform types above them. The code that is left names no
 *   class of the program, and any loader can define it.
 *
 * How
 *
 *   NEW C, DUP, ..., INVOKESPECIAL   loses the first two; the last becomes a call that returns the
 *                                    object
 *   method references to the program become references to small static methods made here
 *   overloads that differ in types of the program only are told apart by a number
 */
/** Replaces every access to classes of the program by call sites that are linked at prepare. */
final class Relinker {

  private static final Handle LINK =
      new Handle(
          Opcodes.H_INVOKESTATIC,
          "dev/kitsune/xf/run/Linkage",
          "link",
          "(Ljava/lang/invoke/MethodHandles$Lookup;Ljava/lang/String;Ljava/lang/invoke/MethodType;I)"
              + "Ljava/lang/invoke/CallSite;",
          false);

  private final Erasure erasure;
  private final OldCalls oldCalls;
  private final SourceText source;
  private final IntFunction<Integer> lineOf;
  private final List<Problem> problems;
  private final ClassLoader platform;
  private final Map<Site, Integer> sites = new LinkedHashMap<>();
  private final Map<String, Integer> overloads = new HashMap<>();
  private final List<MethodNode> bridges = new ArrayList<>();
  private int line;

  Relinker(
      Erasure erasure,
      OldCalls oldCalls,
      SourceText source,
      int[] lines,
      ClassLoader platform,
      List<Problem> problems) {
    this.erasure = erasure;
    this.oldCalls = oldCalls;
    this.source = source;
    this.lineOf = generated -> generated < lines.length ? lines[generated] : 1;
    this.platform = platform;
    this.problems = problems;
  }

  /** Returns the call sites in the order of their numbers. */
  List<Site> sites() {
    return List.copyOf(sites.keySet());
  }

  /** Returns the classes as they can be loaded, by binary name. */
  Map<String, byte[]> relink(Map<String, byte[]> compiled, List<MethodNode> more) {
    Map<String, byte[]> result = new TreeMap<>();
    compiled.forEach((name, bytes) -> {
      ClassNode node = new ClassNode();
      new ClassReader(bytes).accept(node, ClassReader.SKIP_FRAMES);
      if (name.equals(StepNames.TRANSFORMER)) {
        node.methods.removeIf(method -> method.name.equals("xform$"));
        node.methods.forEach(this::translateLines);
        node.methods.addAll(more);
      } else {
        node.methods.forEach(this::translateLines);
      }
      result.put(name, relink(node));
    });
    return result;
  }

  private void translateLines(MethodNode method) {
    for (AbstractInsnNode each : method.instructions) {
      if (each instanceof LineNumberNode number) {
        number.line = lineOf.apply(number.line);
      }
    }
  }

  private byte[] relink(ClassNode node) {
    line = 1;
    List<String> above = new ArrayList<>(node.interfaces);
    above.add(node.superName);
    for (String name : above) {
      if (erasure.isProgram(name)) {
        problem(
            "class "
                + node.name.substring(node.name.lastIndexOf('$') + 1)
                + " of a specification may not extend "
                + shown(name)
                + ", since its objects would outlive the update; put it into the new version");
      }
    }
    bridges.clear();
    for (MethodNode method : List.copyOf(node.methods)) {
      relink(node, method);
    }
    node.methods.addAll(bridges);
    node.sourceFile = source.file().substring(source.file().lastIndexOf('/') + 1);
    node.nestHostClass = node.name.equals(StepNames.TRANSFORMER) ? null : node.nestHostClass;
    node.innerClasses.removeIf(inner -> erasure.isProgram(inner.name));
    ClassWriter writer = new PlatformWriter(platform);
    if (problems.isEmpty()) {
      node.accept(new ClassRemapper(writer, erasure));
      return writer.toByteArray();
    }
    return new byte[0];
  }

  private void relink(ClassNode owner, MethodNode method) {
    line = 1;
    for (TryCatchBlockNode each : method.tryCatchBlocks) {
      if (each.type != null && erasure.isProgram(each.type)) {
        AbstractInsnNode at = each.start;
        while (at != null && !(at instanceof LineNumberNode)) {
          at = at.getNext();
        }
        line = at instanceof LineNumberNode number ? number.line : line;
        problem(
            "the program's exception "
                + shown(each.type)
                + " cannot be caught here; catch "
                + shown(erasure.map(each.type))
                + " and ask for its class");
      }
    }
    for (AbstractInsnNode each : method.instructions.toArray()) {
      if (each instanceof LineNumberNode number) {
        line = number.line;
      } else if (each instanceof FrameNode) {
        method.instructions.remove(each);
      } else {
        AbstractInsnNode replaced = replaced(owner, method, each);
        if (replaced != each) {
          method.instructions.set(each, replaced);
        }
      }
    }
    if (!owner.name.equals(StepNames.TRANSFORMER) || !method.name.startsWith("rule$")) {
      method.name = mangled(owner.name, method.name, method.desc);
    }
  }

  private AbstractInsnNode replaced(ClassNode owner, MethodNode in, AbstractInsnNode each) {
    if (each instanceof FieldInsnNode field && erasure.isProgram(field.owner)) {
      return field(field);
    }
    if (each instanceof MethodInsnNode call) {
      return call(in, call);
    }
    if (each instanceof TypeInsnNode type && erasure.isProgram(type.desc)) {
      return type(in, type);
    }
    if (each instanceof MultiANewArrayInsnNode array && erasure.isProgram(array.desc)) {
      return site(
          new Site(Site.Kind.ARRAY, array.desc, "", String.valueOf(array.dims)),
          "(" + "I".repeat(array.dims) + ")" + array.desc);
    }
    if (each instanceof LdcInsnNode constant
        && constant.cst instanceof Type type
        && type.getSort() >= Type.ARRAY
        && type.getSort() != Type.METHOD
        && erasure.namesProgram(type.getDescriptor())) {
      return site(new Site(Site.Kind.CLASS, type.getDescriptor(), "", ""), "()Ljava/lang/Class;");
    }
    if (each instanceof InvokeDynamicInsnNode dynamic) {
      return dynamic(owner, dynamic);
    }
    return each;
  }

  private AbstractInsnNode field(FieldInsnNode field) {
    String owner = "L" + field.owner + ";";
    boolean put = field.getOpcode() == Opcodes.PUTFIELD || field.getOpcode() == Opcodes.PUTSTATIC;
    boolean isStatic =
        field.getOpcode() == Opcodes.GETSTATIC || field.getOpcode() == Opcodes.PUTSTATIC;
    Site.Kind kind =
        put
            ? isStatic ? Site.Kind.PUT_STATIC : Site.Kind.PUT
            : isStatic ? Site.Kind.GET_STATIC : Site.Kind.GET;
    String holder = isStatic ? "" : owner;
    String type = put ? "(" + holder + field.desc + ")V" : "(" + holder + ")" + field.desc;
    return site(new Site(kind, owner, field.name, field.desc), type);
  }

  private AbstractInsnNode call(MethodNode in, MethodInsnNode call) {
    if (call.owner.equals(StepNames.TRANSFORMER) && call.name.equals("xform$")) {
      return site(new Site(Site.Kind.XFORM, "", "", ""), call.desc);
    }
    if (call.owner.startsWith("[")) {
      return call; // clone of an array
    }
    if (!erasure.isProgram(call.owner)) {
      if (!call.owner.startsWith("java/") && isOwn(call.owner)) {
        call.name = mangled(call.owner, call.name, call.desc);
      }
      return call;
    }
    String owner = "L" + call.owner + ";";
    if (Erasure.isOld(call.owner)) {
      String wrong = oldCalls.problem(call.owner, call.name, call.desc);
      if (wrong != null) {
        problem(wrong);
      }
    }
    if (call.name.equals("<init>")) {
      return site(
          new Site(Site.Kind.NEW, owner, "", call.desc),
          call.desc.substring(0, call.desc.length() - 1) + owner);
    }
    if (call.getOpcode() == Opcodes.INVOKESTATIC) {
      return site(new Site(Site.Kind.CALL_STATIC, owner, call.name, call.desc), call.desc);
    }
    return site(
        new Site(Site.Kind.CALL, owner, call.name, call.desc),
        "(" + owner + call.desc.substring(1));
  }

  private static boolean isOwn(String internalName) {
    return internalName.equals(StepNames.TRANSFORMER)
        || internalName.startsWith(StepNames.TRANSFORMER + "$");
  }

  private AbstractInsnNode type(MethodNode in, TypeInsnNode type) {
    String descriptor = Type.getObjectType(type.desc).getDescriptor();
    switch (type.getOpcode()) {
      case Opcodes.NEW -> {
        AbstractInsnNode next = type.getNext();
        if (next.getOpcode() != Opcodes.DUP) {
          throw new IllegalStateException("javac makes objects in another way: " + in.name);
        }
        in.instructions.set(next, new InsnNode(Opcodes.NOP));
        return new InsnNode(Opcodes.NOP);
      }
      case Opcodes.CHECKCAST -> {
        return site(
            new Site(Site.Kind.CAST, descriptor, "", ""), "(Ljava/lang/Object;)" + descriptor);
      }
      case Opcodes.INSTANCEOF -> {
        return site(new Site(Site.Kind.INSTANCE_OF, descriptor, "", ""), "(Ljava/lang/Object;)Z");
      }
      default -> {
        return site(new Site(Site.Kind.ARRAY, "[" + descriptor, "", "1"), "(I)[" + descriptor);
      }
    }
  }

  private InvokeDynamicInsnNode site(Site site, String type) {
    Integer known = sites.get(site);
    int number = known == null ? sites.size() : known;
    sites.put(site, number);
    return new InvokeDynamicInsnNode(
        site.kind().name().toLowerCase(java.util.Locale.ROOT), type, LINK, number);
  }

  private AbstractInsnNode dynamic(ClassNode owner, InvokeDynamicInsnNode dynamic) {
    Type made = Type.getReturnType(dynamic.desc);
    boolean isLambda = dynamic.bsm.getOwner().equals("java/lang/invoke/LambdaMetafactory");
    if (isLambda && erasure.namesProgram(made.getDescriptor())) {
      problem(
          "a lambda or method reference for the program's interface "
              + shown(made.getInternalName())
              + " would hold the transformer; let a method of the new version make it");
    }
    for (int i = 0; i < dynamic.bsmArgs.length; i++) {
      if (dynamic.bsmArgs[i] instanceof Handle handle) {
        if (erasure.isProgram(handle.getOwner())) {
          dynamic.bsmArgs[i] = bridge(owner, handle);
        } else if (isOwn(handle.getOwner())) {
          dynamic.bsmArgs[i] =
              new Handle(
                  handle.getTag(),
                  handle.getOwner(),
                  mangled(handle.getOwner(), handle.getName(), handle.getDesc()),
                  handle.getDesc(),
                  handle.isInterface());
        }
      }
    }
    return dynamic;
  }

  /** Makes a static method that does what a method reference to the program says. */
  private Handle bridge(ClassNode owner, Handle to) {
    int tag = to.getTag();
    boolean isNew = tag == Opcodes.H_NEWINVOKESPECIAL;
    String ownerType = "L" + to.getOwner() + ";";
    String desc =
        isNew
            ? to.getDesc().substring(0, to.getDesc().length() - 1) + ownerType
            : tag == Opcodes.H_INVOKESTATIC
                ? to.getDesc()
                : "(" + ownerType + to.getDesc().substring(1);
    MethodNode bridge =
        new MethodNode(
            Opcodes.ACC_STATIC | Opcodes.ACC_SYNTHETIC | Opcodes.ACC_PRIVATE,
            "reference$" + bridges.size(),
            desc,
            null,
            null);
    int slot = 0;
    for (Type argument : Type.getArgumentTypes(desc)) {
      bridge.instructions.add(new VarInsnNode(argument.getOpcode(Opcodes.ILOAD), slot));
      slot += argument.getSize();
    }
    int opcode =
        isNew
            ? Opcodes.INVOKESPECIAL
            : tag == Opcodes.H_INVOKESTATIC
                ? Opcodes.INVOKESTATIC
                : to.isInterface() ? Opcodes.INVOKEINTERFACE : Opcodes.INVOKEVIRTUAL;
    MethodInsnNode call =
        new MethodInsnNode(opcode, to.getOwner(), to.getName(), to.getDesc(), to.isInterface());
    bridge.instructions.add(call(bridge, call));
    bridge.instructions.add(new InsnNode(Type.getReturnType(desc).getOpcode(Opcodes.IRETURN)));
    bridge.maxLocals = slot;
    bridge.maxStack = slot + 2;
    bridges.add(bridge);
    return new Handle(
        Opcodes.H_INVOKESTATIC,
        owner.name,
        bridge.name,
        bridge.desc,
        (owner.access & Opcodes.ACC_INTERFACE) != 0);
  }

  /** Tells overloads apart that become the same by erasure. */
  private String mangled(String owner, String name, String desc) {
    if (name.startsWith("<") || !erasure.namesProgram(desc)) {
      return name;
    }
    return name + "$" + overloads.computeIfAbsent(name + desc, key -> overloads.size());
  }

  private String shown(@Nullable String internalName) {
    String name = String.valueOf(internalName);
    return (Erasure.isOld(name) ? "old " + name.substring(StepNames.OLD_PREFIX.length()) : name)
        .replace('/', '.')
        .replace('$', '.');
  }

  private void problem(String message) {
    problems.add(source.problem(source.atLine(line), message));
  }

  /** Knows the platform's classes only; the transformer's own have no common superclass. */
  private static final class PlatformWriter extends ClassWriter {
    private final ClassLoader platform;

    PlatformWriter(ClassLoader platform) {
      super(COMPUTE_FRAMES);
      this.platform = platform;
    }

    @Override
    protected String getCommonSuperClass(String a, String b) {
      try {
        Class<?> one = Class.forName(a.replace('/', '.'), false, platform);
        Class<?> other = Class.forName(b.replace('/', '.'), false, platform);
        if (one.isInterface() || other.isInterface()) {
          return "java/lang/Object";
        }
        while (!one.isAssignableFrom(other)) {
          one = one.getSuperclass();
        }
        return one.getName().replace('.', '/');
      } catch (ClassNotFoundException | LinkageError e) {
        return "java/lang/Object";
      }
    }
  }
}
