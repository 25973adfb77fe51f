package dev.kitsune.transform;

import java.lang.reflect.Field;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.Collection;
import java.util.Map;
import java.util.Set;

/** Which references need not be followed, decided once for each field of a program class. */
final class Pruning {

  /** What is done with what a field refers to. */
  enum Edge {
    /** It is reached. */
    FOLLOW,
    /** It is reached, and if it is a JDK container, its elements are not. */
    SHELL,
    /** No object of a changed unit can be behind it. */
    SKIP
  }

  private final ClosedWorld world;
  private final MayReach reach;

  /**
   * @param bound classes of objects whose counterparts are known, which must be met
   */
  Pruning(VersionPair pair, Set<Class<?>> bound) {
    this.world = new ClosedWorld(pair);
    this.reach = new MayReach(world, bound);
  }

  /** Decides about a field, static or not, without knowing more of its holder than the class. */
  Edge edge(Field field) {
    if (!world.isProgram(field.getDeclaringClass()) || field.isEnumConstant()) {
      return Edge.FOLLOW; // a kept enum's constants count as reached, so someone has to
    }
    StaticType type = StaticType.of(field, Map.of());
    if (!reach.test(type)) {
      return Edge.SKIP;
    }
    return type instanceof StaticType.Plain plain && holdsOnlyKept(field, plain)
        ? Edge.SHELL
        : Edge.FOLLOW;
  }

  /** Whether the declaration names all that a JDK container holds, and none of it may reach. */
  private boolean holdsOnlyKept(Field field, StaticType.Plain type) {
    Class<?> raw = type.raw();
    int arguments =
        Map.class.isAssignableFrom(raw)
            ? 2
            : Iterable.class == raw || Collection.class.isAssignableFrom(raw) ? 1 : 0;
    if (arguments == 0
        || world.isProgram(raw)
        || raw.getTypeParameters().length != arguments
        || !(field.getGenericType() instanceof ParameterizedType declared)) {
      return false;
    }
    for (Type argument : declared.getActualTypeArguments()) {
      if (reach.test(StaticType.resolve(argument, Map.of()))) {
        return false;
      }
    }
    return true;
  }

  /** Whether an array whose class has this component type may lead to what must be met. */
  boolean mayReach(Class<?> component) {
    return reach.test(StaticType.resolve(component, Map.of()));
  }
}
