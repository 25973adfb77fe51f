package dev.kitsune.verify;

import java.lang.reflect.AccessibleObject;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;

/**
 * Opens the JDK's packages to the verifying mode, which reads what no command line could list: all
 * fields of all objects. Packages that were opened stay open until the process ends.
 */
final class Opened {

  private static final Method ADD_OPENS = addOpens();

  private Opened() {}

  /** Makes the member readable, whatever its class; false if the JVM refuses. */
  static boolean open(AccessibleObject member, Class<?> declaring) {
    Module module = declaring.getModule();
    Module ours = Opened.class.getModule();
    if (!module.isOpen(declaring.getPackageName(), ours)) {
      try {
        ADD_OPENS.invoke(module, declaring.getPackageName(), ours);
      } catch (IllegalAccessException | InvocationTargetException e) {
        return false;
      }
    }
    return member.trySetAccessible();
  }

  private static Method addOpens() {
    try {
      Method method = Module.class.getDeclaredMethod("implAddOpens", String.class, Module.class);
      method.setAccessible(true);
      return method;
    } catch (ReflectiveOperationException | RuntimeException e) {
      throw new IllegalStateException(
          "the verifying mode must open packages: expected Module.implAddOpens; start java with"
              + " --add-opens java.base/java.lang=ALL-UNNAMED",
          e);
    }
  }
}
