package dev.kitsune.transform;

import java.lang.reflect.Array;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.*;
import java.util.concurrent.*;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * A random graph over the old version's classes, kept ones and JDK containers, linked at random.
 */
@SuppressWarnings({"unchecked", "rawtypes"})
final class RandomObjects {

  private static final int OBJECTS = 200;

  private final TwoVersions versions;
  private final Random random;
  private final List<Object> pool = new ArrayList<>();
  private int ids;

  RandomObjects(TwoVersions versions, long seed) {
    this.versions = versions;
    this.random = new Random(seed);
  }

  /** Returns the roots. */
  Object[] make() {
    for (int i = 0; i < OBJECTS; i++) {
      pool.add(object());
    }
    List.copyOf(pool).forEach(this::link);
    Object[] roots = new Object[6];
    Arrays.setAll(roots, i -> any(Object.class));
    return roots;
  }

  /** Puts an object whose class is gone where a reference to any object is. */
  void poison() {
    Object gone = Make.object(versions.oldClass("p.Gone"));
    for (int tries = 0; tries < 1000; tries++) {
      Object holder = pool.get(random.nextInt(pool.size()));
      if (holder.getClass() == Object[].class) {
        ((Object[]) holder)[0] = gone;
        return;
      }
      if (holder instanceof AtomicReference reference) {
        reference.set(gone);
        return;
      }
    }
    throw new AssertionError("no place");
  }

  private Object object() {
    return switch (random.nextInt(24)) {
      case 0, 1, 2, 3, 4, 5 ->
          Make.object(versions.oldClass("p.P" + random.nextInt(RandomClasses.CHANGED)));
      case 6, 7, 8 -> Make.object(versions.keptClass("k.K" + random.nextInt(RandomClasses.KEPT)));
      case 9 -> Make.object(versions.keptClass("k.Box"));
      case 10 -> Make.object(versions.oldClass("p.R"), ids++, any(Object.class), null);
      case 11 -> versions.oldClass("p.E").getEnumConstants()[random.nextInt(3)];
      case 12 -> random.nextBoolean() ? new ArrayList() : new LinkedList();
      case 13 -> random.nextBoolean() ? new ArrayDeque() : new CopyOnWriteArrayList();
      case 14 -> random.nextBoolean() ? new HashMap() : new LinkedHashMap();
      case 15 -> random.nextBoolean() ? new TreeMap() : new ConcurrentSkipListMap();
      case 16 -> random.nextBoolean() ? new ConcurrentHashMap() : new IdentityHashMap();
      case 17 -> random.nextBoolean() ? new HashSet() : new LinkedHashSet();
      case 18 -> random.nextBoolean() ? new TreeSet() : new ConcurrentSkipListSet();
      case 19 -> new Object[1 + random.nextInt(4)];
      case 20 -> Array.newInstance(versions.oldClass("p.P0"), random.nextInt(4));
      case 21 -> new AtomicReference();
      case 22 -> {
        Object held = any(Object.class);
        yield held == null ? List.of() : random.nextBoolean() ? Optional.of(held) : List.of(held);
      }
      default -> random.nextBoolean() ? versions.oldClass("p.P1") : key();
    };
  }

  private Object key() {
    return Make.object(versions.oldClass("p.Key"), ids++);
  }

  private @Nullable Object any(Class<?> type) {
    for (int i = 0; i < 30 && !pool.isEmpty(); i++) {
      Object candidate = pool.get(random.nextInt(pool.size()));
      if (type.isInstance(candidate)) {
        return candidate;
      }
    }
    return null;
  }

  private Object some() {
    Object any = any(Object.class);
    return any == null ? "none" : any;
  }

  private void link(Object object) {
    int count = random.nextInt(8);
    if (object instanceof Map map) {
      for (int i = 0; i < count; i++) {
        boolean sorted = map instanceof SortedMap;
        map.put(sorted || random.nextInt(3) > 0 ? key() : "k" + i, some());
      }
    } else if (object instanceof Set set) {
      for (int i = 0; i < count; i++) {
        set.add(key());
      }
    } else if (object instanceof Collection all && !object.getClass().getName().contains("$")) {
      for (int i = 0; i < count; i++) {
        all.add(some());
      }
    } else if (object instanceof AtomicReference reference) {
      reference.set(any(Object.class));
    } else if (object instanceof Object[] array) {
      Arrays.setAll(array, i -> any(array.getClass().getComponentType()));
    } else if (versions.isProgram(object.getClass())) {
      linkFields(object);
    }
  }

  private void linkFields(Object object) {
    for (Class<?> c = object.getClass(); versions.isProgram(c); c = c.getSuperclass()) {
      for (Field field : c.getDeclaredFields()) {
        boolean fixed = field.getName().equals("id") || field.getName().startsWith("$");
        if (!Modifier.isStatic(field.getModifiers()) && !fixed) {
          TwoVersions.set(object, field, value(field.getType()));
        }
      }
    }
  }

  private @Nullable Object value(Class<?> type) {
    return switch (type.getName()) {
      case "int" -> random.nextInt();
      case "long" -> random.nextLong();
      case "double" -> random.nextDouble();
      case "boolean" -> random.nextBoolean();
      case "byte" -> (byte) random.nextInt();
      case "java.lang.String" -> "text " + ids++;
      case "java.util.List" -> listOf();
      case "java.util.Map" -> new HashMap(Map.of("a", typed(), "b", typed()));
      default ->
          type.isArray()
              ? Array.newInstance(type.getComponentType(), random.nextInt(3))
              : any(type);
    };
  }

  // What a declaration of elements admits may be any of the classes: these have no order.
  private Object typed() {
    return Make.object(versions.oldClass("p.P0"));
  }

  private @Nullable Object listOf() {
    return random.nextBoolean() ? new ArrayList() : null;
  }
}
