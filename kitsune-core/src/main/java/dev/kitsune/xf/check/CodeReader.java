package dev.kitsune.xf.check;

import dev.kitsune.unit.ClassFacts.FieldFacts;
import dev.kitsune.unit.Lambdas;
import dev.kitsune.xf.model.TypeModel;
import dev.kitsune.xf.model.VersionTypes;
import java.lang.reflect.Modifier;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.Handle;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.FieldInsnNode;
import org.objectweb.asm.tree.FieldNode;
import org.objectweb.asm.tree.InvokeDynamicInsnNode;
import org.objectweb.asm.tree.LdcInsnNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.TypeInsnNode;
import org.objectweb.asm.tree.analysis.AnalyzerException;

/** Reads the code of a version once. */
final class CodeReader {

  private static final Set<String> OUTSIDE =
      Set.of(
          "java/lang/System",
          "java/lang/Runtime",
          "java/lang/Thread",
          "java/nio/file/Files",
          "java/net/Socket",
          "java/net/ServerSocket",
          "java/io/FileInputStream",
          "java/io/FileOutputStream",
          "java/io/RandomAccessFile");

  private final VersionTypes types;
  private final Set<String> instantiated = new HashSet<>();
  private final SortedMap<String, SortedSet<String>> points = new TreeMap<>();
  private final SortedSet<String> entries = new TreeSet<>();
  private final SortedMap<String, SortedSet<String>> named = new TreeMap<>();
  private final SortedMap<String, SortedMap<String, String>> lambdas = new TreeMap<>();
  private final Map<String, CodeFacts.Value> values = new HashMap<>();
  private final SortedMap<String, SortedSet<String>> reaches = new TreeMap<>();

  private CodeReader(VersionTypes types) {
    this.types = types;
  }

  static CodeFacts read(VersionTypes types) {
    CodeReader reader = new CodeReader(types);
    for (TypeModel type : types.all()) {
      ClassNode node = new ClassNode();
      new ClassReader(types.classFile(type.name())).accept(node, ClassReader.SKIP_FRAMES);
      reader.read(type, node);
    }
    return new CodeFacts(
        reader.instantiated,
        reader.points,
        reader.entries,
        reader.named,
        reader.lambdas,
        reader.values,
        reader.reaches);
  }

  private void read(TypeModel type, ClassNode node) {
    for (FieldNode field : node.fields) {
      if (field.value != null) {
        String text = StaticValues.constant(field.value);
        values.put(
            type.name() + "." + field.name,
            new CodeFacts.Value(text, text, null, null, false, false));
      }
    }
    for (MethodNode method : node.methods) {
      boolean calls = false;
      for (AbstractInsnNode each : method.instructions) {
        read(type, each);
        calls |= isPoint(each);
      }
      if (calls) {
        readPoints(type, node, method);
      }
      if (method.name.equals("<clinit>")) {
        readInitialiser(type, node, method);
      }
    }
  }

  private void read(TypeModel type, AbstractInsnNode each) {
    if (each instanceof TypeInsnNode made && made.getOpcode() == Opcodes.NEW) {
      instantiated.add(binary(made.desc));
    } else if (each instanceof LdcInsnNode constant) {
      if (constant.cst instanceof Type named && named.getSort() == Type.OBJECT) {
        instantiated.add(named.getClassName()); // by reflection, for all that is known here
      } else if (constant.cst instanceof String text
          && text.indexOf('.') > 0
          && types.find(text) != null) {
        instantiated.add(text);
        add(named, text, type.sourceName());
      }
    } else if (each instanceof InvokeDynamicInsnNode dynamic) {
      readDynamic(type, dynamic);
    }
  }

  private void readDynamic(TypeModel type, InvokeDynamicInsnNode dynamic) {
    for (Object argument : dynamic.bsmArgs) {
      if (argument instanceof Handle handle) {
        if (handle.getTag() == Opcodes.H_NEWINVOKESPECIAL) {
          instantiated.add(binary(handle.getOwner()));
        }
        if (Type.getReturnType(dynamic.desc).getDescriptor().equals("Ldev/kitsune/ThreadEntry;")) {
          entries.add(binary(handle.getOwner()) + "::" + handle.getName());
        }
        AbstractInsnNode next = StaticValues.next(dynamic);
        if (Lambdas.isBody(handle.getName())
            && next instanceof FieldInsnNode put
            && (put.getOpcode() == Opcodes.PUTFIELD || put.getOpcode() == Opcodes.PUTSTATIC)) {
          lambdas
              .computeIfAbsent(type.name(), any -> new TreeMap<>())
              .put(handle.getName(), shortName(put.owner) + "." + put.name);
        }
      }
    }
  }

  private static boolean isPoint(AbstractInsnNode each) {
    return each instanceof MethodInsnNode call
        && (call.owner.equals("dev/kitsune/Kitsune")
                && (call.name.equals("update") || call.name.equals("sleep"))
            || call.owner.equals("dev/kitsune/blocking/Blocking"))
        && call.desc.startsWith("(Ljava/lang/String;");
  }

  private void readPoints(TypeModel type, ClassNode node, MethodNode method) {
    try {
      StaticValues.Sources sources = new StaticValues.Sources(node.name, method);
      for (AbstractInsnNode each : method.instructions) {
        if (isPoint(each)) {
          int arguments = Type.getArgumentTypes(((MethodInsnNode) each).desc).length;
          if (sources.of(each, arguments) instanceof LdcInsnNode label
              && label.cst instanceof String text) {
            add(points, text, type.sourceName() + "." + method.name);
          }
        }
      }
    } catch (AnalyzerException e) {
      // Code that cannot be followed has no labels that could be named here.
    }
  }

  private void readInitialiser(TypeModel type, ClassNode node, MethodNode method) {
    values.putAll(StaticValues.of(type.name(), node, method));
    for (AbstractInsnNode each : method.instructions) {
      String reached = reached(type, node, each);
      if (reached != null) {
        add(reaches, type.name(), reached);
      }
    }
  }

  /** Returns what of the world outside its class an initialiser's instruction touches, or null. */
  private @Nullable String reached(TypeModel type, ClassNode node, AbstractInsnNode each) {
    if (each instanceof FieldInsnNode access && !access.owner.equals(node.name)) {
      TypeModel owner = types.find(binary(access.owner));
      FieldFacts field = owner == null ? null : owner.field(access.name);
      boolean isState =
          owner != null
              && field != null
              && Modifier.isStatic(field.access())
              && !Modifier.isFinal(field.access())
              && !type.name().startsWith(owner.name() + "$");
      return isState && owner != null ? "static " + owner.sourceName() + "." + access.name : null;
    }
    if (each instanceof MethodInsnNode call
        && OUTSIDE.contains(call.owner)
        && !call.name.equals("arraycopy")
        && !call.name.equals("identityHashCode")
        && !call.name.equals("lineSeparator")) {
      return shortName(call.owner) + "." + call.name.replace("<init>", "new");
    }
    return null;
  }

  private static void add(SortedMap<String, SortedSet<String>> to, String key, String value) {
    to.computeIfAbsent(key, any -> new TreeSet<>()).add(value);
  }

  private static String binary(String internalName) {
    return internalName.replace('/', '.');
  }

  private static String shortName(String internalName) {
    return internalName.substring(internalName.lastIndexOf('/') + 1).replace('$', '.');
  }
}
