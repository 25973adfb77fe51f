package dev.kitsune.transform;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Whether an object of a changed unit can be reached from a place, by what the declarations say: a
 * search through all types that objects held there can refer to, and what these can refer to.
 *
 * <p>What a declaration leaves open may reach. Objects that an unchecked cast put where their type
 * does not belong are not looked for.
 */
final class MayReach {

  /** More types than that in one search: the answer is that it may. */
  private static final int MOST_TYPES = 4000;

  private final ClosedWorld world;
  private final Set<Class<?>> bound;
  private final Map<StaticType, Boolean> known = new HashMap<>();
  private final Map<Class<?>, Field[]> fields = new HashMap<>();

  /**
   * @param bound classes of objects that must be met, whatever they refer to
   */
  MayReach(ClosedWorld world, Set<Class<?>> bound) {
    this.world = world;
    this.bound = bound;
  }

  /** Whether what a place of the type holds is, or may lead to, what must be met. */
  boolean test(StaticType type) {
    Boolean answer = known.get(type);
    return answer != null ? answer : !search(type).isEmpty();
  }

  /** Returns types that lead from this one to one that is open or changed, or none. */
  List<StaticType> search(StaticType from) {
    Map<StaticType, @Nullable StaticType> parents = new HashMap<>();
    ArrayDeque<StaticType> todo = new ArrayDeque<>();
    parents.put(from, null);
    todo.add(from);
    List<StaticType> next = new ArrayList<>();
    while (!todo.isEmpty()) {
      StaticType type = todo.remove();
      next.clear();
      if (leadsOut(type, next) || parents.size() > MOST_TYPES) {
        return path(type, parents);
      }
      for (StaticType held : next) {
        if (!parents.containsKey(held) && known.getOrDefault(held, true)) {
          parents.put(held, type);
          todo.add(held);
        }
      }
    }
    parents.keySet().forEach(type -> known.put(type, Boolean.FALSE)); // all were looked into
    return List.of();
  }

  private List<StaticType> path(StaticType end, Map<StaticType, @Nullable StaticType> parents) {
    List<StaticType> path = new ArrayList<>();
    for (StaticType type = end; type != null; type = parents.get(type)) {
      known.put(type, Boolean.TRUE);
      path.add(0, type);
    }
    return path;
  }

  /** Whether the search is over; if not, adds what objects of the type and its subtypes hold. */
  private boolean leadsOut(StaticType type, List<StaticType> held) {
    try {
      if (known.getOrDefault(type, false) || isBound(type.erasure())) {
        return true;
      }
      if (type instanceof StaticType.Row row) {
        held.add(row.component());
        return false;
      }
      return leadsOut((StaticType.Plain) type, held);
    } catch (RuntimeException | LinkageError e) {
      return true; // a signature that names what is not there
    }
  }

  private boolean isBound(Class<?> erasure) {
    for (Class<?> each : bound) {
      if (erasure.isAssignableFrom(each)) {
        return true;
      }
    }
    return false;
  }

  private boolean leadsOut(StaticType.Plain type, List<StaticType> held) {
    Class<?> raw = type.raw();
    if (raw.isPrimitive() || Registry.BOXES.contains(raw)) {
      return false;
    }
    if (!world.isProgram(raw)) {
      return isOpenPlatform(raw, held, type.bindings());
    }
    if (world.isChanged(raw) || world.isOpen(raw)) {
      return true;
    }
    if (Enum.class.isAssignableFrom(raw)) {
      return false; // constants of kept enums are reached from their statics
    }
    for (Class<?> below : world.directSubtypes(raw)) {
      held.add(
          new StaticType.Plain(
              below, StaticType.bindingsBelow(supertype(below, raw), type.bindings())));
    }
    return !raw.isInterface() && !addFields(raw, type.bindings(), held);
  }

  private boolean isOpenPlatform(
      Class<?> raw, List<StaticType> held, Map<TypeVariable<?>, StaticType> bindings) {
    if (!Modifier.isFinal(raw.getModifiers()) || raw == Class.class || Remakers.contains(raw)) {
      return !raw.isEnum(); // one whose constants have bodies is not final
    }
    if (!Platform.isFollowed(raw)) {
      return false; // nor is it by the walk
    }
    return Registry.contents(raw) != null || !addFields(raw, bindings, held);
  }

  private static Type supertype(Class<?> below, Class<?> above) {
    if (below.getSuperclass() == above) {
      return below.getGenericSuperclass();
    }
    Class<?>[] raws = below.getInterfaces();
    int i = 0;
    while (raws[i] != above) {
      i++;
    }
    return below.getGenericInterfaces()[i];
  }

  /** Adds what fields hold; returns false if the class inherits from a platform class. */
  private boolean addFields(
      Class<?> type, Map<TypeVariable<?>, StaticType> own, List<StaticType> held) {
    Map<TypeVariable<?>, StaticType> bindings = own;
    Class<?> c = type;
    while (c != null && c != Object.class && c != Record.class) {
      if (c != type && !world.isProgram(c)) {
        return false;
      }
      for (Field field : fields.computeIfAbsent(c, MayReach::references)) {
        held.add(StaticType.of(field, bindings));
      }
      bindings = StaticType.bindingsOf(c.getGenericSuperclass(), bindings);
      c = c.getSuperclass();
    }
    return true;
  }

  private static Field[] references(Class<?> type) {
    Set<Field> references = new HashSet<>();
    for (Field field : type.getDeclaredFields()) {
      if (!Modifier.isStatic(field.getModifiers())
          && !field.getType().isPrimitive()
          && !field.getName().startsWith(Forwarding.WOVEN_PREFIX)
          && !Platform.isUnsettable(field)) {
        references.add(field);
      }
    }
    return references.toArray(Field[]::new);
  }
}
