package dev.kitsune.transform;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * All classes of the program in both versions, and so all subtypes that one of its types can have.
 *
 * <p>Objects that no class file speaks of are those of lambdas and of proxies: a type that they may
 * implement is open.
 */
final class ClosedWorld {

  private static final Set<String> PROXIES =
      Set.of("java.lang.reflect.Proxy", "java.lang.invoke.MethodHandleProxies");

  private final Set<Class<?>> changed;
  private final Set<Class<?>> program = new HashSet<>();
  private final Map<Class<?>, Set<Class<?>>> subtypes = new HashMap<>();
  private final Map<Class<?>, Boolean> open = new HashMap<>();
  private final boolean hasProxies;

  ClosedWorld(VersionPair pair) {
    Collection<Class<?>> ofOneVersion = pair.changedClasses();
    changed = new HashSet<>(ofOneVersion);
    boolean proxies = false;
    for (Collection<Class<?>> some : List.of(ofOneVersion, pair.keptClasses())) {
      for (Class<?> type : some) {
        program.add(type);
        add(type);
        proxies |= pair.facts(type).references().stream().anyMatch(PROXIES::contains);
      }
    }
    hasProxies = proxies;
  }

  private void add(Class<?> type) {
    if (type.getSuperclass() != null) {
      addSubtype(type.getSuperclass(), type);
    }
    for (Class<?> above : type.getInterfaces()) {
      addSubtype(above, type);
    }
  }

  private void addSubtype(Class<?> above, Class<?> type) {
    subtypes.computeIfAbsent(above, any -> new LinkedHashSet<>()).add(type);
  }

  /** Whether the class is of the program, in either version. */
  boolean isProgram(Class<?> type) {
    return program.contains(type);
  }

  /** Whether only one of the versions has the class. */
  boolean isChanged(Class<?> type) {
    return changed.contains(type);
  }

  /** Returns the program's classes that name the class as their superclass or superinterface. */
  Set<Class<?>> directSubtypes(Class<?> type) {
    return subtypes.getOrDefault(type, Set.of());
  }

  /** Whether a program type may have objects of classes that are not listed here. */
  boolean isOpen(Class<?> type) {
    return type.isInterface() && open.computeIfAbsent(type, this::canBeImplementedAtRunTime);
  }

  private boolean canBeImplementedAtRunTime(Class<?> type) {
    if (type.isSealed()) {
      return false; // neither lambdas nor proxies may implement it
    }
    return hasProxies || type.isAnnotation() || isFunctional(type);
  }

  /** Whether a lambda may implement the interface, on its own or beside another one. */
  private static boolean isFunctional(Class<?> type) {
    Set<String> functions = new HashSet<>();
    for (Method method : type.getMethods()) {
      if (Modifier.isAbstract(method.getModifiers()) && !isOfObject(method)) {
        // Generic methods that override each other differ in more than that.
        functions.add(method.getName() + "/" + method.getParameterCount());
      }
    }
    return functions.size() <= 1;
  }

  private static boolean isOfObject(Method method) {
    try {
      Object.class.getMethod(method.getName(), method.getParameterTypes());
      return true;
    } catch (NoSuchMethodException e) {
      return false;
    }
  }
}
