package dev.kitsune.transform;

import java.lang.reflect.Constructor;

/** Makes objects of the versions' classes. */
final class Make {

  private Make() {}

  static Object object(Class<?> type, Object... arguments) {
    for (Constructor<?> constructor : type.getDeclaredConstructors()) {
      if (constructor.getParameterCount() == arguments.length) {
        try {
          constructor.setAccessible(true);
          return constructor.newInstance(arguments);
        } catch (ReflectiveOperationException e) {
          throw new AssertionError(e);
        }
      }
    }
    throw new AssertionError("no constructor with " + arguments.length + " parameters: " + type);
  }
}
