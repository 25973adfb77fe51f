package dev.kitsune.weave;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.objectweb.asm.Handle;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.InvokeDynamicInsnNode;
import org.objectweb.asm.tree.LdcInsnNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;

/**
 * Look-ups by name ask the current version: the JVM remembers what a kept unit's own loader once
 * found, for ever. What ends the process or outlives the version goes through the runtime.
 */
final class Redirects {

  /** The class that woven code calls. */
  static final String WOVEN = "dev/kitsune/internal/Woven";

  private static final String SYSTEM_EXIT = "java/lang/System.exit(I)V";
  private static final Target REFERRED_EXIT = new Target("exit", "(I)V");

  /** Calls to which the calling class is added, since who calls matters. */
  private static final Map<String, Target> WITH_CALLER =
      Map.of(
          "java/lang/Runtime.addShutdownHook(Ljava/lang/Thread;)V",
          new Target(
              "addShutdownHook", "(Ljava/lang/Runtime;Ljava/lang/Thread;Ljava/lang/Class;)V"),
          "javax/management/MBeanServer.registerMBean(Ljava/lang/Object;"
              + "Ljavax/management/ObjectName;)Ljavax/management/ObjectInstance;",
          new Target(
              "registerMBean",
              "(Ljavax/management/MBeanServer;Ljava/lang/Object;Ljavax/management/ObjectName;"
                  + "Ljava/lang/Class;)Ljavax/management/ObjectInstance;"),
          "javax/management/MBeanServer.unregisterMBean(Ljavax/management/ObjectName;)V",
          new Target(
              "unregisterMBean",
              "(Ljavax/management/MBeanServer;Ljavax/management/ObjectName;Ljava/lang/Class;)V"),
          "java/lang/Class.forName(Ljava/lang/String;)Ljava/lang/Class;",
          new Target("forName", "(Ljava/lang/String;Ljava/lang/Class;)Ljava/lang/Class;"),
          SYSTEM_EXIT,
          new Target("exit", "(ILjava/lang/Class;)V"),
          "java/lang/Runtime.exit(I)V",
          new Target("exit", "(Ljava/lang/Runtime;ILjava/lang/Class;)V"),
          "java/lang/Runtime.halt(I)V",
          new Target("halt", "(Ljava/lang/Runtime;ILjava/lang/Class;)V"));

  /** Virtual methods: the receiver becomes the first parameter. */
  private static final List<String> VIRTUAL =
      List.of(
          "java/lang/Runtime.removeShutdownHook(Ljava/lang/Thread;)Z",
          "java/lang/ref/Cleaner.register(Ljava/lang/Object;Ljava/lang/Runnable;)"
              + "Ljava/lang/ref/Cleaner$Cleanable;",
          "java/lang/Class.getResource(Ljava/lang/String;)Ljava/net/URL;",
          "java/lang/Class.getResourceAsStream(Ljava/lang/String;)Ljava/io/InputStream;",
          "java/lang/ClassLoader.getResource(Ljava/lang/String;)Ljava/net/URL;",
          "java/lang/ClassLoader.getResourceAsStream(Ljava/lang/String;)Ljava/io/InputStream;",
          "java/lang/ClassLoader.getResources(Ljava/lang/String;)Ljava/util/Enumeration;",
          "java/lang/ClassLoader.loadClass(Ljava/lang/String;)Ljava/lang/Class;");

  /** Static methods, by the same name and parameters. */
  private static final List<String> STATIC =
      List.of(
          "java/lang/Class.forName(Ljava/lang/String;ZLjava/lang/ClassLoader;)Ljava/lang/Class;",
          "java/util/ServiceLoader.load(Ljava/lang/Class;)Ljava/util/ServiceLoader;",
          "java/util/ServiceLoader.load(Ljava/lang/Class;Ljava/lang/ClassLoader;)"
              + "Ljava/util/ServiceLoader;");

  private static final Map<String, Target> TARGETS = targets();

  private record Target(String name, String descriptor) {}

  private Redirects() {}

  /** Returns a call of one of the runtime's static methods for woven code. */
  static MethodInsnNode woven(String name, String descriptor) {
    return new MethodInsnNode(Opcodes.INVOKESTATIC, WOVEN, name, descriptor, false);
  }

  /** Redirects the calls and the method references in a method. */
  static void weave(ClassNode node, MethodNode method) {
    for (AbstractInsnNode instruction : method.instructions.toArray()) {
      // Not calls of super: a loader of the program's own would call itself.
      if (instruction instanceof MethodInsnNode call && call.getOpcode() != Opcodes.INVOKESPECIAL) {
        weave(node, method, call);
      } else if (instruction instanceof InvokeDynamicInsnNode dynamic) {
        for (int i = 0; i < dynamic.bsmArgs.length; i++) {
          if (dynamic.bsmArgs[i] instanceof Handle handle) {
            dynamic.bsmArgs[i] = redirected(handle);
          }
        }
      }
    }
  }

  private static void weave(ClassNode node, MethodNode method, MethodInsnNode call) {
    String key = call.owner + '.' + call.name + call.desc;
    Target withCaller = WITH_CALLER.get(key);
    if (withCaller != null) {
      method.instructions.insertBefore(call, new LdcInsnNode(Type.getObjectType(node.name)));
      method.instructions.set(call, woven(withCaller.name(), withCaller.descriptor()));
      return;
    }
    Target target = TARGETS.get(key);
    if (target != null) {
      method.instructions.set(call, woven(target.name(), target.descriptor()));
    }
  }

  private static Handle redirected(Handle handle) {
    if (handle.getTag() == Opcodes.H_INVOKESPECIAL) {
      return handle;
    }
    String key = handle.getOwner() + '.' + handle.getName() + handle.getDesc();
    Target target = key.equals(SYSTEM_EXIT) ? REFERRED_EXIT : TARGETS.get(key);
    return target == null
        ? handle
        : new Handle(Opcodes.H_INVOKESTATIC, WOVEN, target.name(), target.descriptor(), false);
  }

  private static Map<String, Target> targets() {
    Map<String, Target> targets = new HashMap<>();
    for (String key : VIRTUAL) {
      String owner = key.substring(0, key.indexOf('.'));
      String descriptor = key.substring(key.indexOf('('));
      targets.put(key, new Target(name(key), "(L" + owner + ';' + descriptor.substring(1)));
    }
    for (String key : STATIC) {
      targets.put(key, new Target(name(key), key.substring(key.indexOf('('))));
    }
    return Map.copyOf(targets);
  }

  private static String name(String key) {
    return key.substring(key.indexOf('.') + 1, key.indexOf('('));
  }
}
