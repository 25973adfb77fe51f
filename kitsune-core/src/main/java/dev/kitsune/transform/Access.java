package dev.kitsune.transform;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.invoke.VarHandle;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import org.jspecify.annotations.Nullable;

/**
 * Handles of fields of program classes and of opened JDK packages; objects without constructors.
 */
final class Access {

  private static final MethodHandle ALLOCATE = allocator();

  private Access() {}

  /** Returns an object of the class of which no constructor was run. */
  static Object allocate(Class<?> type) throws InstantiationException {
    try {
      return (Object) ALLOCATE.invokeExact(type);
    } catch (InstantiationException | RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new IllegalStateException(e);
    }
  }

  /** Returns a handle that reads the field, and writes it unless it is final. */
  static VarHandle handle(Field field) {
    try {
      return in(field.getDeclaringClass()).unreflectVarHandle(field);
    } catch (IllegalAccessException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Returns a handle of a JDK class's field. */
  static VarHandle handle(Class<?> type, String name) {
    return handle(field(type, name));
  }

  /** Returns the slot of a JDK class's field. */
  static Slot slot(Class<?> type, String name) {
    return slot(field(type, name));
  }

  /** Returns the slot of an instance field; whether it can be written depends on the class. */
  static Slot slot(Field field) {
    if (!Modifier.isFinal(field.getModifiers())) {
      return new Slot.Plain(field, handle(field));
    }
    return new Slot.Final(field, handle(field), setter(field));
  }

  /**
   * Returns a setter of a final field as {@code (Object, Object)void}, or null if there is none.
   */
  static @Nullable MethodHandle setter(Field field) {
    try {
      field.setAccessible(true); // without it the setter of a final field is refused
      return in(field.getDeclaringClass())
          .unreflectSetter(field)
          .asType(MethodType.methodType(void.class, Object.class, Object.class));
    } catch (IllegalAccessException e) {
      return null; // fields of records and of hidden classes are really final
    }
  }

  /** Returns a nested or package-private JDK class. */
  static Class<?> jdkClass(String name) {
    try {
      return Class.forName(name);
    } catch (ClassNotFoundException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Field field(Class<?> type, String name) {
    try {
      return type.getDeclaredField(name);
    } catch (NoSuchFieldException e) {
      throw new IllegalStateException("this JDK keeps " + type.getName() + " in another way", e);
    }
  }

  private static MethodHandles.Lookup in(Class<?> type) throws IllegalAccessException {
    return MethodHandles.privateLookupIn(type, MethodHandles.lookup());
  }

  // Reached by name: javac has no way to silence its warning about a direct use.
  private static MethodHandle allocator() {
    try {
      Class<?> unsafe = Class.forName("sun.misc.Unsafe");
      Field the = unsafe.getDeclaredField("theUnsafe");
      the.setAccessible(true);
      return MethodHandles.lookup()
          .findVirtual(unsafe, "allocateInstance", MethodType.methodType(Object.class, Class.class))
          .bindTo(the.get(null))
          .asType(MethodType.methodType(Object.class, Class.class));
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("expected sun.misc.Unsafe of module jdk.unsupported", e);
    }
  }
}
