package dev.kitsune.unit;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.Handle;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.InvokeDynamicInsnNode;
import org.objectweb.asm.tree.MethodNode;

/**
 * The lambdas with a body of their own in one class file, by the methods that javac made of them.
 */
public final class Lambdas {

  private static final String METAFACTORY = "java/lang/invoke/LambdaMetafactory";
  private static final String PREFIX = "lambda$";
  private static final String DESERIALIZE = "$deserializeLambda$";
  private static final int DEEPEST = 100;

  private final List<Likeness.Item> items = new ArrayList<>();
  private final Map<String, String> descriptors = new HashMap<>();

  private Lambdas() {}

  /** Reads a class file, as it was before weaving. */
  public static Lambdas of(byte[] classFile) {
    ClassNode node = new ClassNode();
    new ClassReader(classFile).accept(node, ClassReader.SKIP_DEBUG | ClassReader.SKIP_FRAMES);
    Map<String, MethodNode> bodies = new HashMap<>();
    Map<String, String> around = new HashMap<>();
    Map<String, InvokeDynamicInsnNode> sites = new HashMap<>();
    for (MethodNode method : node.methods) {
      if (isBody(method.name)) {
        bodies.put(method.name, method);
      }
      if (method.name.equals(DESERIALIZE)) {
        continue; // it names lambdas that stand elsewhere
      }
      for (AbstractInsnNode instruction : method.instructions) {
        Handle body = body(instruction, node.name);
        if (body != null) {
          around.put(body.getName(), method.name);
          sites.putIfAbsent(body.getName(), (InvokeDynamicInsnNode) instruction);
        }
      }
    }
    Lambdas lambdas = new Lambdas();
    bodies.forEach((name, body) -> {
      InvokeDynamicInsnNode site = sites.get(name);
      if (site != null) {
        lambdas.descriptors.put(name, body.desc);
        lambdas.items.add(
            new Likeness.Item(
                name, place(name, around) + " " + types(site), NormalForm.ofBody(body)));
      }
    });
    return lambdas;
  }

  /** Whether a method of this name is the body of a lambda. */
  public static boolean isBody(String methodName) {
    return methodName.startsWith(PREFIX);
  }

  private static @Nullable Handle body(AbstractInsnNode instruction, String owner) {
    return instruction instanceof InvokeDynamicInsnNode dynamic
            && dynamic.bsm.getOwner().equals(METAFACTORY)
            && dynamic.bsmArgs[1] instanceof Handle handle
            && handle.getOwner().equals(owner)
            && isBody(handle.getName())
        ? handle
        : null;
  }

  /** Returns the method around, and how deep lambdas are nested in it. */
  private static String place(String body, Map<String, String> around) {
    String at = body;
    int depth = 0;
    while (isBody(at) && depth < DEEPEST) {
      at = around.getOrDefault(at, "?");
      depth++;
    }
    return at + "/" + depth;
  }

  /** Returns the interface and its method, the captured types, and the types of the lambda. */
  private static String types(InvokeDynamicInsnNode site) {
    return NormalForm.className(site.name + site.desc + " " + site.bsmArgs[2]);
  }

  /** Returns all of them. */
  public List<Likeness.Item> items() {
    return items;
  }

  /** Returns the lambda of this method, or null. */
  public Likeness.@Nullable Item item(String body) {
    return items.stream().filter(item -> item.name().equals(body)).findFirst().orElse(null);
  }

  /** Returns the descriptor of a lambda's method. */
  public String descriptor(String body) {
    return Lookup.in(descriptors, body);
  }
}
