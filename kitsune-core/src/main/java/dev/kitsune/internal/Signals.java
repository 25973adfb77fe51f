package dev.kitsune.internal;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Proxy;

/**
 * The one place that knows the JDK's signal class. It is called by reflection, because javac warns
 * of {@code sun.misc} without a switch to turn that off.
 */
public final class Signals {

  private Signals() {}

  /**
   * Runs the action when the process gets the signal.
   *
   * @param signal its name without SIG, for example {@code TERM}
   * @throws IllegalArgumentException if this JVM does not know or keeps the signal
   */
  public static void handle(String signal, Runnable action) {
    try {
      Class<?> type = Class.forName("sun.misc.Signal");
      Class<?> handlerType = Class.forName("sun.misc.SignalHandler");
      MethodHandles.Lookup lookup = MethodHandles.publicLookup();
      MethodHandle create =
          lookup.findConstructor(type, MethodType.methodType(void.class, String.class));
      MethodHandle bind =
          lookup.findStatic(type, "handle", MethodType.methodType(handlerType, type, handlerType));
      Object unused = bind.invoke(create.invoke(signal), handler(handlerType, action));
    } catch (RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new IllegalStateException("this JVM has no signals: expected sun.misc.Signal", e);
    }
  }

  private static Object handler(Class<?> type, Runnable action) {
    return Proxy.newProxyInstance(
        Signals.class.getClassLoader(),
        new Class<?>[] {type},
        (proxy, method, arguments) ->
            switch (method.getName()) {
              case "equals" -> proxy == arguments[0];
              case "hashCode" -> System.identityHashCode(proxy);
              case "toString" -> "signal handler " + action;
              default -> {
                action.run();
                yield null;
              }
            });
  }
}
