package dev.kitsune.transform;

import java.lang.annotation.Annotation;
import java.lang.invoke.CallSite;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.invoke.VarHandle;
import java.lang.reflect.Constructor;
import java.lang.reflect.Executable;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.lang.reflect.Proxy;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.EnumSet;
import org.jspecify.annotations.Nullable;

/** The platform's objects that name classes, and those whose class follows from what they hold. */
final class Remakers {

  private Remakers() {}

  /** Returns what makes objects of a platform class anew, or null if they are none of these. */
  static @Nullable Remaker of(Class<?> type, Plans plans) {
    if (Proxy.isProxyClass(type)) {
      return Annotation.class.isAssignableFrom(type)
          ? naming("an annotation", old -> ((Annotation) old).annotationType())
          : Remakers::proxy;
    }
    if (type == Method.class || type == Constructor.class || type == Field.class) {
      return Remakers::member;
    }
    if (MethodHandle.class.isAssignableFrom(type)) {
      return new HandleRemaker.OfMethod(plans);
    }
    if (VarHandle.class.isAssignableFrom(type)) {
      return new HandleRemaker.OfVariable(plans);
    }
    if (type == MethodType.class) {
      return (old, visitor) -> methodType((MethodType) old, visitor);
    }
    if (type == MethodHandles.Lookup.class) {
      return naming("a look-up", old -> ((MethodHandles.Lookup) old).lookupClass());
    }
    if (type == RecordComponent.class) {
      return naming("a record component", old -> ((RecordComponent) old).getDeclaringRecord());
    }
    if (type == Parameter.class) {
      return naming("a parameter", old -> declaring(((Parameter) old).getDeclaringExecutable()));
    }
    if (CallSite.class.isAssignableFrom(type)) {
      return Remakers::callSite;
    }
    return EnumSet.class.isAssignableFrom(type) ? Remakers::enumSet : null;
  }

  private static Class<?> declaring(Executable executable) {
    return executable.getDeclaringClass();
  }

  /** Whether objects of a platform class are among these. */
  static boolean contains(Class<?> type) {
    return Proxy.isProxyClass(type)
        || type.getPackageName().equals("java.lang.reflect")
        || type.getPackageName().equals("java.lang.invoke")
        || EnumSet.class.isAssignableFrom(type);
  }

  private interface Named {
    Class<?> in(Object old);
  }

  /** Refuses what names a changed class and cannot be asked for in another one's place. */
  private static Remaker naming(String what, Named named) {
    return (old, visitor) -> {
      Class<?> type = named.in(old);
      if (visitor.reach(type) != type) {
        throw new Copier.Refusal(
            what
                + " of a changed class is held in state: class="
                + type.getName()
                + "; hold it in a static final, or ask for it when it is needed");
      }
      return old;
    };
  }

  private static Class<?> reach(Class<?> old, Visitor visitor) throws Copier.Refusal {
    if (visitor.reach(old) instanceof Class<?> fresh) {
      return fresh;
    }
    throw new Copier.Refusal("expected a class in the place of " + old.getName());
  }

  private static Class<?>[] reach(Class<?>[] olds, Visitor visitor) throws Copier.Refusal {
    Class<?>[] all = new Class<?>[olds.length];
    for (int i = 0; i < all.length; i++) {
      all[i] = reach(olds[i], visitor);
    }
    return all;
  }

  private static Object proxy(Object old, Visitor visitor) throws Copier.Refusal {
    Class<?>[] interfaces = old.getClass().getInterfaces();
    Class<?>[] fresh = reach(interfaces, visitor);
    Object before = Proxy.getInvocationHandler(old);
    Object handler = visitor.reach(before);
    if (handler == before && Arrays.equals(fresh, interfaces)) {
      return old;
    }
    if (!(handler instanceof java.lang.reflect.InvocationHandler invocations)) {
      throw new Copier.Refusal("a proxy's handler has no counterpart: " + before.getClass());
    }
    ClassLoader loader = old.getClass().getClassLoader();
    for (int i = 0; i < fresh.length; i++) {
      if (fresh[i] != interfaces[i]) {
        loader = fresh[i].getClassLoader();
      }
    }
    try {
      return Proxy.newProxyInstance(loader, fresh, invocations);
    } catch (IllegalArgumentException e) {
      throw new Copier.Refusal(
          "a proxy of a changed interface cannot be made anew, cause="
              + e.getMessage()
              + "; use a class that implements it");
    }
  }

  @SuppressWarnings("deprecation") // isAccessible: whether access was once given is what is meant
  private static Object member(Object old, Visitor visitor) throws Copier.Refusal {
    Class<?> declaring = ((java.lang.reflect.Member) old).getDeclaringClass();
    Class<?> in = reach(declaring, visitor);
    if (in == declaring) {
      return old;
    }
    try {
      java.lang.reflect.AccessibleObject fresh;
      if (old instanceof Field field) {
        fresh = in.getDeclaredField(field.getName());
        check(((Field) fresh).getType() == reach(field.getType(), visitor), old);
      } else {
        Executable executable = (Executable) old;
        Class<?>[] parameters = reach(executable.getParameterTypes(), visitor);
        fresh =
            executable instanceof Method
                ? in.getDeclaredMethod(executable.getName(), parameters)
                : in.getDeclaredConstructor(parameters);
        check(
            !(executable instanceof Method method)
                || ((Method) fresh).getReturnType() == reach(method.getReturnType(), visitor),
            old);
      }
      if (((java.lang.reflect.AccessibleObject) old).isAccessible()) {
        fresh.setAccessible(true);
      }
      return fresh;
    } catch (NoSuchFieldException | NoSuchMethodException e) {
      throw gone(old);
    }
  }

  private static void check(boolean same, Object old) throws Copier.Refusal {
    if (!same) {
      throw gone(old);
    }
  }

  private static Copier.Refusal gone(Object member) {
    return new Copier.Refusal(
        "a "
            + Names.simple(member.getClass())
            + " of a changed class is held in state, and the new version has none like it: "
            + member
            + "; keep it, or hold it in a static final");
  }

  private static Object methodType(MethodType old, Visitor visitor) throws Copier.Refusal {
    return MethodType.methodType(
        reach(old.returnType(), visitor), reach(old.parameterArray(), visitor));
  }

  private static Object callSite(Object old, Visitor visitor) throws Copier.Refusal {
    MethodHandle target = ((CallSite) old).getTarget();
    if (visitor.reach(target) != target) {
      throw new Copier.Refusal(
          "a call site that leads to a changed class is held in state; hold it in a static final");
    }
    return old;
  }

  // A set of more than 64 constants is of another class; otherwise it stays and is rebuilt.
  @SuppressWarnings({"unchecked", "rawtypes"})
  private static Object enumSet(Object old, Visitor visitor) throws Copier.Refusal {
    Class<?> before = EnumContents.SET.type(old);
    Class<?> type = reach(before, visitor);
    if (type == before) {
      return old;
    }
    EnumSet fresh = EnumSet.noneOf((Class) type);
    if (fresh.getClass() == old.getClass()) {
      EnumContents.SET.scan(old, visitor);
      return old;
    }
    for (Object constant : (EnumSet<?>) old) {
      fresh.add((Enum) visitor.reach(constant));
    }
    return fresh;
  }
}
