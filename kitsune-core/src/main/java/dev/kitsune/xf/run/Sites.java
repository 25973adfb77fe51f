package dev.kitsune.xf.run;

import dev.kitsune.transform.Rules;
import dev.kitsune.xf.step.Site;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodHandles.Lookup;
import java.lang.invoke.MethodType;
import java.lang.reflect.Array;
import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Type;

/**
 * Finds a method handle for each place where a transformer touches the program. It is done at
 * prepare, with full access, and runs no code of the program.
 */
final class Sites {

  private static final Lookup LOOKUP = MethodHandles.lookup();

  private final VersionClasses classes;
  private Rules.@Nullable Moving moving;

  Sites(VersionClasses classes) {
    this.classes = classes;
  }

  /** Says which transformation is under way, or none. */
  void moving(Rules.@Nullable Moving now) {
    moving = now;
  }

  /** Returns a handle for each site. */
  List<MethodHandle> find(List<Site> sites) throws ReflectiveOperationException {
    List<MethodHandle> handles = new ArrayList<>();
    for (Site site : sites) {
      handles.add(find(site));
    }
    return handles;
  }

  private MethodHandle find(Site site) throws ReflectiveOperationException {
    return switch (site.kind()) {
      case GET, GET_STATIC -> {
        Field field = field(site);
        yield in(field.getDeclaringClass()).unreflectGetter(field);
      }
      case PUT, PUT_STATIC -> {
        Field field = field(site);
        yield in(field.getDeclaringClass()).unreflectSetter(field);
      }
      case CALL, CALL_STATIC -> call(site);
      case NEW -> {
        Class<?> owner = owner(site);
        Constructor<?> constructor = owner.getDeclaredConstructor(parameters(site.descriptor()));
        yield in(owner).unreflectConstructor(constructor);
      }
      case CAST ->
          MethodHandles.insertArguments(
              own("cast", Object.class, Class.class, Object.class), 0, owner(site));
      case INSTANCE_OF ->
          MethodHandles.insertArguments(
              own("isInstance", boolean.class, Class.class, Object.class), 0, owner(site));
      case ARRAY -> array(site);
      case CLASS -> MethodHandles.constant(Class.class, owner(site));
      case XFORM -> own("move", Object.class, Object.class);
    };
  }

  private MethodHandle array(Site site) throws ReflectiveOperationException {
    Class<?> type = owner(site);
    int dimensions = Integer.parseInt(site.descriptor());
    if (dimensions == 1) {
      return MethodHandles.arrayConstructor(type);
    }
    Class<?> element = type;
    for (int i = 0; i < dimensions; i++) {
      element = element.getComponentType();
    }
    return LOOKUP
        .findStatic(
            Array.class,
            "newInstance",
            MethodType.methodType(Object.class, Class.class, int[].class))
        .bindTo(element)
        .asCollector(int[].class, dimensions);
  }

  private MethodHandle own(String name, Class<?> result, Class<?>... parameters)
      throws ReflectiveOperationException {
    return LOOKUP
        .findVirtual(Sites.class, name, MethodType.methodType(result, parameters))
        .bindTo(this);
  }

  /** A cast to a new class takes an old object for the one that takes its place. */
  private @Nullable Object cast(Class<?> type, @Nullable Object value) {
    return value == null || type.isInstance(value) ? value : type.cast(forwarded(value));
  }

  private boolean isInstance(Class<?> type, @Nullable Object value) {
    return value != null && (type.isInstance(value) || type.isInstance(forwarded(value)));
  }

  private @Nullable Object forwarded(Object value) {
    Rules.Moving now = moving;
    return now != null && now.isOld(value) ? now.move(value) : value;
  }

  private @Nullable Object move(@Nullable Object value) {
    return Objects.requireNonNull(moving, "no transformation is under way").move(value);
  }

  private Class<?> owner(Site site) throws ClassNotFoundException {
    return classes.of(Type.getType(site.owner()));
  }

  private Class<?>[] parameters(String descriptor) throws ClassNotFoundException {
    Type[] types = Type.getArgumentTypes(descriptor);
    Class<?>[] parameters = new Class<?>[types.length];
    for (int i = 0; i < types.length; i++) {
      parameters[i] = classes.of(types[i]);
    }
    return parameters;
  }

  private static Lookup in(Class<?> type) throws IllegalAccessException {
    return MethodHandles.privateLookupIn(type, LOOKUP);
  }

  private Field field(Site site) throws ReflectiveOperationException {
    Class<?> type = classes.of(Type.getType(site.descriptor()));
    List<Class<?>> todo = new ArrayList<>(List.of(owner(site)));
    for (int i = 0; i < todo.size(); i++) {
      Class<?> c = todo.get(i);
      for (Field field : c.getDeclaredFields()) {
        if (field.getName().equals(site.name()) && field.getType() == type) {
          return field;
        }
      }
      addSupertypes(c, todo);
    }
    throw new NoSuchFieldException(owner(site).getName() + "." + site.name());
  }

  private MethodHandle call(Site site) throws ReflectiveOperationException {
    Class<?>[] parameters = parameters(site.descriptor());
    Class<?> result = classes.of(Type.getReturnType(site.descriptor()));
    Class<?> owner = owner(site);
    List<Class<?>> todo = new ArrayList<>(List.of(owner));
    for (int i = 0; i < todo.size(); i++) {
      Class<?> c = todo.get(i);
      if (isProgram(c)) {
        for (Method method : c.getDeclaredMethods()) {
          if (method.getName().equals(site.name())
              && method.getReturnType() == result
              && Arrays.equals(method.getParameterTypes(), parameters)) {
            return in(c).unreflect(method);
          }
        }
        addSupertypes(c, todo);
      }
    }
    MethodType type = MethodType.methodType(result, parameters);
    return site.kind() == Site.Kind.CALL
        ? in(owner).findVirtual(owner, site.name(), type)
        : in(owner).findStatic(owner, site.name(), type);
  }

  private boolean isProgram(Class<?> type) {
    return classes.old().owns(type) || classes.fresh().owns(type);
  }

  private static void addSupertypes(Class<?> type, List<Class<?>> to) {
    if (type.getSuperclass() != null && !to.contains(type.getSuperclass())) {
      to.add(type.getSuperclass());
    }
    for (Class<?> each : type.getInterfaces()) {
      if (!to.contains(each)) {
        to.add(each);
      }
    }
  }
}
