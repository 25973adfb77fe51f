package dev.kitsune.transform;

import dev.kitsune.unit.Lambdas;
import dev.kitsune.unit.Likeness;
import java.io.Serializable;
import java.lang.invoke.LambdaConversionException;
import java.lang.invoke.LambdaMetafactory;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandleInfo;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.invoke.SerializedLambda;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Finds what a lambda or method reference of a changed unit has become, and makes a lambda class of
 * it in the name of the new version's class.
 */
final class NewLambda {

  /** What the weaver adds to classes that have lambdas: the one look-up that may make them. */
  private static final String LOOKUP = "$kitsune$lookup";

  private final Plans plans;
  private final Class<?> type;
  private final Class<?> host;
  private final SerializedLambda form;

  NewLambda(Plans plans, Object old) throws Copier.Refusal {
    this.plans = plans;
    this.type = old.getClass();
    this.host = type.getNestHost();
    this.form = form(old);
  }

  private static SerializedLambda form(Object lambda) throws Copier.Refusal {
    try {
      Method method = lambda.getClass().getDeclaredMethod("writeReplace");
      method.setAccessible(true);
      return (SerializedLambda) method.invoke(lambda);
    } catch (ReflectiveOperationException e) {
      throw new Copier.Refusal(
          "it is not known which method a lambda of a changed unit calls: class="
              + lambda.getClass().getNestHost().getName()
              + "; use a static nested class");
    }
  }

  /** Returns what makes the new lambda of its captured variables, in an array. */
  MethodHandle maker() throws Copier.Refusal {
    Class<?> newHost = translated(host);
    try {
      MethodHandles.Lookup lookup = lookup(newHost);
      ClassLoader loader = newHost.getClassLoader();
      List<Object> arguments = new ArrayList<>();
      arguments.add(descriptor(form.getFunctionalInterfaceMethodSignature(), loader));
      arguments.add(implementation(lookup, loader));
      arguments.add(descriptor(form.getInstantiatedMethodType(), loader));
      addFlags(arguments);
      return LambdaRemaker.spread(
          LambdaMetafactory.altMetafactory(
                  lookup,
                  form.getFunctionalInterfaceMethodName(),
                  factoryType(),
                  arguments.toArray())
              .getTarget());
    } catch (ReflectiveOperationException | LambdaConversionException | TypeNotPresentException e) {
      throw new Copier.Refusal(
          what()
              + " has no counterpart in the new version: method="
              + form.getImplClass().replace('/', '.')
              + "."
              + form.getImplMethodName()
              + ", cause="
              + e
              + "; keep the method, or use a static nested class");
    }
  }

  private String what() {
    return (Lambdas.isBody(form.getImplMethodName()) ? "a lambda of " : "a method reference of ")
        + host.getName();
  }

  private Class<?> translated(Class<?> old) throws Copier.Refusal {
    Class<?> fresh = plans.translate(old);
    if (fresh == null) {
      throw new Copier.Refusal(what() + " is held in state, and " + plans.gone(old));
    }
    return fresh;
  }

  private MethodHandles.Lookup lookup(Class<?> newHost)
      throws ReflectiveOperationException, Copier.Refusal {
    Method method;
    try {
      method = newHost.getDeclaredMethod(LOOKUP);
    } catch (NoSuchMethodException e) {
      throw new Copier.Refusal(
          what()
              + " has no counterpart: the class has no lambdas in the new version; keep one, or use"
              + " a static nested class");
    }
    method.setAccessible(true);
    return (MethodHandles.Lookup) method.invoke(null);
  }

  // The constructor's parameters are the captured types.
  private MethodType factoryType() throws Copier.Refusal {
    List<Class<?>> captured = new ArrayList<>();
    for (Class<?> each : type.getDeclaredConstructors()[0].getParameterTypes()) {
      captured.add(translated(each));
    }
    return MethodType.methodType(translated(functionalInterface()), captured);
  }

  private Class<?> functionalInterface() {
    String name = form.getFunctionalInterfaceClass().replace('/', '.');
    for (Class<?> each : type.getInterfaces()) {
      if (each.getName().equals(name)) {
        return each;
      }
    }
    throw new IllegalStateException("a lambda that does not implement its interface: " + name);
  }

  private static MethodType descriptor(String descriptor, @Nullable ClassLoader loader) {
    return MethodType.fromMethodDescriptorString(descriptor, loader);
  }

  private MethodHandle implementation(MethodHandles.Lookup lookup, @Nullable ClassLoader loader)
      throws ReflectiveOperationException, Copier.Refusal {
    Class<?> old =
        Class.forName(form.getImplClass().replace('/', '.'), false, host.getClassLoader());
    Class<?> owner = translated(old);
    String name = form.getImplMethodName();
    String descriptor = form.getImplMethodSignature();
    if (old == host && Lambdas.isBody(name)) {
      Lambdas news = plans.lambdas(owner);
      name = body(plans.lambdas(old), news);
      descriptor = news.descriptor(name);
    }
    MethodType signature = descriptor(descriptor, loader);
    return switch (form.getImplMethodKind()) {
      case MethodHandleInfo.REF_invokeStatic -> lookup.findStatic(owner, name, signature);
      case MethodHandleInfo.REF_newInvokeSpecial -> lookup.findConstructor(owner, signature);
      case MethodHandleInfo.REF_invokeSpecial ->
          lookup.findSpecial(owner, name, signature, lookup.lookupClass());
      default -> lookup.findVirtual(owner, name, signature);
    };
  }

  private String body(Lambdas olds, Lambdas news) throws Copier.Refusal {
    Likeness.Item old = olds.item(form.getImplMethodName());
    List<Likeness.Item> found =
        old == null ? List.of() : Likeness.counterparts(old, olds.items(), news.items());
    if (found.size() != 1) {
      throw new Copier.Refusal(
          (found.isEmpty()
                  ? what() + " has no counterpart in the new version: none"
                  : what() + " has several counterparts in the new version: more than one")
              + " stands in the same method with the same interface and captured types: "
              + (old == null ? form.getImplMethodName() : old.kind())
              + "; use a method reference or a static nested class");
    }
    return found.get(0).name();
  }

  /** Adds what the lambda is beside its interface: serialisable, markers, bridge methods. */
  private void addFlags(List<Object> arguments) throws Copier.Refusal {
    List<Class<?>> markers = new ArrayList<>();
    for (Class<?> each : type.getInterfaces()) {
      if (each != functionalInterface() && each != Serializable.class) {
        markers.add(translated(each));
      }
    }
    MethodType signature = (MethodType) arguments.get(0);
    List<MethodType> bridges = new ArrayList<>();
    for (Method method : type.getDeclaredMethods()) {
      if (method.getName().equals(form.getFunctionalInterfaceMethodName())) {
        MethodType bridge =
            MethodType.methodType(
                translated(method.getReturnType()), translatedAll(method.getParameterTypes()));
        if (!bridge.equals(signature)) {
          bridges.add(bridge);
        }
      }
    }
    arguments.add(
        LambdaMetafactory.FLAG_SERIALIZABLE
            | (markers.isEmpty() ? 0 : LambdaMetafactory.FLAG_MARKERS)
            | (bridges.isEmpty() ? 0 : LambdaMetafactory.FLAG_BRIDGES));
    addCounted(arguments, markers);
    addCounted(arguments, bridges);
  }

  private static void addCounted(List<Object> arguments, List<?> some) {
    if (!some.isEmpty()) {
      arguments.add(some.size());
      arguments.addAll(some);
    }
  }

  private Class<?>[] translatedAll(Class<?>[] types) throws Copier.Refusal {
    Class<?>[] all = Arrays.copyOf(types, types.length);
    for (int i = 0; i < all.length; i++) {
      all[i] = translated(all[i]);
    }
    return all;
  }
}
