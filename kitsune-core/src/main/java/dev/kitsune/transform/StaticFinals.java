package dev.kitsune.transform;

import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Whose contents a {@code static final} object of a changed unit has: the old one's or the code's.
 */
public final class StaticFinals {

  private static final Set<String> IMMUTABLE_PACKAGES =
      Set.of(
          "java.time",
          "java.time.format",
          "sun.nio.fs", // paths and their file system
          "sun.nio.cs", // the JDK's own character sets
          "java.math",
          "java.nio.charset",
          "java.util.regex",
          "java.lang.invoke",
          "java.lang.reflect",
          "java.util.concurrent.locks");

  private static final Set<String> IMMUTABLE_CLASSES =
      Set.of(
          "java.util.Locale",
          "java.util.UUID",
          "java.util.Currency",
          "java.net.URI",
          "java.net.URL",
          "java.net.InetAddress",
          "java.net.Inet4Address",
          "java.net.Inet6Address",
          "java.net.InetSocketAddress",
          "java.io.File",
          "java.util.HexFormat",
          "java.lang.StackTraceElement",
          "java.lang.Object");

  private StaticFinals() {}

  /**
   * Returns what stands in the way of an update, a line for each {@code static final} of the old
   * class that refers to something mutable, and of which the new version does not say whose its
   * contents are. Reads the program's objects while it may be running, and changes nothing.
   *
   * @param old an initialised class of a changed unit
   */
  public static List<String> undecided(VersionPair pair, Class<?> old) {
    List<String> lines = new ArrayList<>();
    Class<?> fresh = pair.newClass(old);
    Map<String, Field> news = fresh == null ? Map.of() : Facts.staticsByName(pair, fresh);
    for (Field field : Facts.statics(pair, old)) {
      Field counterpart = news.get(field.getName());
      if (counterpart != null && isUndecided(pair, field, counterpart)) {
        lines.add(
            "a static final refers to a mutable object, and nothing says whose contents it is to"
                + " have: field="
                + old.getName()
                + "."
                + field.getName()
                + "; mark it @Migrate (the old contents) or @NoMigrate (the new code's)");
      }
    }
    return lines;
  }

  /** Whether the pair of fields is final in the new version, mutable, and not marked. */
  static boolean isUndecided(VersionPair pair, Field old, Field fresh) {
    return Facts.isFinal(pair, fresh)
        && !fresh.getType().isPrimitive()
        && !Facts.isMarked(pair, fresh, Facts.MIGRATE)
        && !Facts.isMarked(pair, fresh, Facts.NO_MIGRATE)
        && isMutable(pair, Facts.value(old));
  }

  /** Whether the value has contents that may have changed since it was made. */
  static boolean isMutable(VersionPair pair, @Nullable Object value) {
    return isMutable(pair, value, Collections.newSetFromMap(new IdentityHashMap<>()));
  }

  private static boolean isMutable(VersionPair pair, @Nullable Object value, Set<Object> seen) {
    if (value == null || value instanceof Enum || value instanceof Class || !seen.add(value)) {
      return false;
    }
    Class<?> type = value.getClass();
    if (type.isHidden()) {
      return false; // a lambda: what it captured is fixed
    }
    if (type.isArray()) {
      return java.lang.reflect.Array.getLength(value) > 0;
    }
    if (pair.isProgram(type)) {
      return isMutableProgramObject(pair, value, seen);
    }
    if (value instanceof Map<?, ?> map) {
      return !isFixed(type)
          || anyMutable(pair, map.keySet(), seen)
          || anyMutable(pair, map.values(), seen);
    }
    if (value instanceof Collection<?> collection) {
      return !isFixed(type) || anyMutable(pair, collection, seen);
    }
    if (value instanceof Optional<?> optional) {
      return isMutable(pair, optional.orElse(null), seen);
    }
    if (type.isRecord()) {
      return anyComponentMutable(pair, value, seen);
    }
    return !isImmutablePlatformObject(type);
  }

  private static boolean anyComponentMutable(VersionPair pair, Object value, Set<Object> seen) {
    for (RecordComponent component : value.getClass().getRecordComponents()) {
      try {
        Method accessor = component.getAccessor();
        accessor.setAccessible(true);
        if (isMutable(pair, accessor.invoke(value), seen)) {
          return true;
        }
      } catch (ReflectiveOperationException | RuntimeException e) {
        return true; // what cannot be looked into is not known to be immutable
      }
    }
    return false;
  }

  private static boolean anyMutable(VersionPair pair, Collection<?> values, Set<Object> seen) {
    for (Object value : values) {
      if (isMutable(pair, value, seen)) {
        return true;
      }
    }
    return false;
  }

  /** Whether no object of exactly the platform's class has contents that may change. */
  public static boolean isImmutablePlatformClass(Class<?> type) {
    return type == String.class || isImmutablePlatformObject(type);
  }

  // What List.of, Set.of, Map.of and their empty and singleton ancestors make. A view that cannot
  // be modified is none of them: what it shows can be.
  private static boolean isFixed(Class<?> type) {
    String name = type.getName();
    return name.startsWith("java.util.ImmutableCollections$")
        || name.startsWith("java.util.Collections$Empty")
        || name.startsWith("java.util.Collections$Singleton");
  }

  private static boolean isImmutablePlatformObject(Class<?> type) {
    if (IMMUTABLE_CLASSES.contains(type.getName())
        || IMMUTABLE_PACKAGES.contains(type.getPackageName())
        || Registry.BOXES.contains(type)
        || ThreadLocal.class.isAssignableFrom(type)) {
      return true;
    }
    return isLogger(type) || hasNoFields(type);
  }

  private static boolean isLogger(Class<?> type) {
    for (Class<?> c = type; c != null; c = c.getSuperclass()) {
      if (c.getName().equals("java.util.logging.Logger")) {
        return true;
      }
      for (Class<?> i : c.getInterfaces()) {
        if (i.getName().equals("org.slf4j.Logger")
            || i.getName().equals("org.slf4j.spi.LocationAwareLogger")
            || i.getName().equals("java.lang.System$Logger")) {
          return true;
        }
      }
    }
    return false;
  }

  /**
   * Whether many may refer to the platform's object by other ways than the program's field: then it
   * is no sentinel of the program, and references to it elsewhere are none of the field's.
   */
  static boolean isPlatformSingleton(VersionPair pair, Object value) {
    Class<?> type = value.getClass();
    if (type.isHidden() || type.isArray() || type == Object.class || pair.isProgram(type)) {
      return false;
    }
    return hasNoFields(type)
        || value instanceof Optional<?> optional && optional.isEmpty()
        || value instanceof Collection<?> all && isFixed(type) && all.isEmpty()
        || value instanceof Map<?, ?> map && isFixed(type) && map.isEmpty();
  }

  private static boolean hasNoFields(Class<?> type) {
    for (Class<?> c = type; c != null; c = c.getSuperclass()) {
      for (Field field : c.getDeclaredFields()) {
        if (!Modifier.isStatic(field.getModifiers())) {
          return false;
        }
      }
    }
    return true;
  }

  // Fields that were all final, in records and elsewhere, and refer to what is immutable in turn.
  private static boolean isMutableProgramObject(VersionPair pair, Object value, Set<Object> seen) {
    for (Class<?> c = value.getClass(); c != null && c != Object.class; c = c.getSuperclass()) {
      boolean program = pair.isProgram(c);
      for (Field field : c.getDeclaredFields()) {
        if (Modifier.isStatic(field.getModifiers())
            || field.getName().startsWith(Forwarding.WOVEN_PREFIX)) {
          continue;
        }
        if (!program || !Facts.isFinal(pair, field)) {
          return true;
        }
        if (!field.getType().isPrimitive()
            && isMutable(pair, Access.slot(field).get(value, -1), seen)) {
          return true;
        }
      }
    }
    return false;
  }
}
