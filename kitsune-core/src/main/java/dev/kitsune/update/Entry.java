package dev.kitsune.update;

import dev.kitsune.load.LoadedVersion;
import java.io.Serializable;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.SerializedLambda;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where a program thread or a signal begins: a static method by name, found again in each version.
 *
 * @param descriptor the method's descriptor in the version that named it
 */
record Entry(String className, String methodName, String descriptor) {

  /** Its workers are program threads whose entry outlives all versions. */
  private static final String EXECUTOR = "dev.kitsune.ProgramExecutor";

  /** The entry of a program. */
  static Entry main(String mainClass) {
    return new Entry(mainClass, "main", "([Ljava/lang/String;)V");
  }

  /**
   * Reads the method that a non-capturing method reference names.
   *
   * @throws IllegalArgumentException if it is a lambda, captures something, or names no static
   *     method
   */
  static Entry of(Serializable reference) {
    SerializedLambda lambda = serialized(reference);
    if (lambda.getCapturedArgCount() > 0) {
      throw new IllegalArgumentException(
          "an entry may capture nothing: found a reference to "
              + lambda.getImplClass()
              + "::"
              + lambda.getImplMethodName()
              + " with captured="
              + lambda.getCapturedArgCount()
              + "; hand it over as the thread's state");
    }
    if (lambda.getImplMethodName().startsWith("lambda$")) {
      throw new IllegalArgumentException(
          "an entry is a method reference, not a lambda, whose body javac renumbers: found="
              + lambda.getImplClass()
              + "."
              + lambda.getImplMethodName()
              + "; name a static method and write Class::method");
    }
    return new Entry(
        lambda.getImplClass().replace('/', '.'),
        lambda.getImplMethodName(),
        lambda.getImplMethodSignature());
  }

  private static SerializedLambda serialized(Serializable reference) {
    try {
      Method replace = reference.getClass().getDeclaredMethod("writeReplace");
      replace.setAccessible(true);
      return (SerializedLambda) replace.invoke(reference);
    } catch (ReflectiveOperationException | ClassCastException e) {
      throw new IllegalArgumentException(
          "an entry is a method reference: found="
              + reference.getClass().getName()
              + "; write Class::method",
          e);
    }
  }

  /**
   * Finds the method in a version: by class, name and descriptor, else by name if only one static
   * method of the class has it.
   *
   * @return a handle that takes the state, or nothing for a method without parameters; null if the
   *     version has no such method
   */
  @Nullable MethodHandle in(LoadedVersion version) {
    Class<?> type = className.equals(EXECUTOR) ? ofPlatform(className) : version.find(className);
    if (type == null) {
      return null;
    }
    List<Method> named = new ArrayList<>();
    for (Method method : type.getDeclaredMethods()) {
      if (method.getName().equals(methodName) && Modifier.isStatic(method.getModifiers())) {
        if (descriptorOf(method).equals(descriptor)) {
          return handle(type, method);
        }
        named.add(method);
      }
    }
    return named.size() == 1 ? handle(type, named.get(0)) : null;
  }

  private static @Nullable Class<?> ofPlatform(String name) {
    try {
      return Class.forName(name, true, Entry.class.getClassLoader());
    } catch (ClassNotFoundException e) {
      return null;
    }
  }

  private static String descriptorOf(Method method) {
    return java.lang.invoke.MethodType.methodType(
            method.getReturnType(), method.getParameterTypes())
        .toMethodDescriptorString();
  }

  private static MethodHandle handle(Class<?> type, Method method) {
    try {
      return MethodHandles.privateLookupIn(type, MethodHandles.lookup()).unreflect(method);
    } catch (IllegalAccessException e) {
      throw new IllegalStateException("entry is not accessible: " + method, e);
    }
  }

  /** Returns whether a stack frame is of this entry. */
  boolean is(StackWalker.StackFrame frame) {
    return frame.getClassName().equals(className) && frame.getMethodName().equals(methodName);
  }

  @Override
  public String toString() {
    return className + "::" + methodName;
  }
}
