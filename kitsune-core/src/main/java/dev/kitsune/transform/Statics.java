package dev.kitsune.transform;

import java.lang.reflect.Array;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * The statics of one initialised class of a changed unit and of its counterpart: final ones forward
 * their objects, the others are state.
 */
final class Statics {

  private final VersionPair pair;
  private final Class<?> old;
  private final List<Pairing> pairings;
  private final List<Field> added; // of the new class, state, and in no pair
  private final Set<Object> shared = Collections.newSetFromMap(new IdentityHashMap<>());
  private final List<Object[]> carried = new ArrayList<>(); // field, old object, new object
  private final List<Object[]> installs = new ArrayList<>(); // field, new value

  /**
   * @param fresh the counterpart, or null if rules alone say what becomes of the statics
   */
  Statics(VersionPair pair, Class<?> old, @Nullable Class<?> fresh) {
    this.pair = pair;
    this.old = old;
    // Once, and ahead of the pause: an enum may have a hundred constants.
    Map<String, Field> olds = Facts.staticsByName(pair, old);
    Map<String, Field> news = fresh == null ? Map.of() : Facts.staticsByName(pair, fresh);
    this.pairings = pairings(Facts.statics(pair, old), news);
    this.added =
        news.values().stream()
            .filter(field ->
                !olds.containsKey(field.getName())
                    && pair.rules().source(field) == null
                    && !Facts.isFinal(pair, field))
            .toList();
  }

  /** Forgets what was found, for another walk. */
  void restart() {
    carried.clear();
    installs.clear();
  }

  /**
   * Adds the classes of objects that {@link #bind} may forward, without a look at the new version's
   * statics, whose initialisers may not have run.
   */
  void addPossiblyBoundClasses(Set<Object> keptObjects, Set<Class<?>> classes) {
    for (Pairing each : pairings) {
      Field field = each.old();
      Object value = field.getType().isPrimitive() ? null : Facts.value(field);
      if (value != null && !keptObjects.contains(value) && mayBeForwarded(value, each)) {
        classes.add(value.getClass());
      }
    }
  }

  /**
   * Adds the classes of objects that {@link #bind} will forward.
   *
   * @param keptObjects what statics of kept classes refer to: shared, whoever else refers to it
   */
  void addBoundClasses(Set<Object> keptObjects, Set<Class<?>> classes) {
    shared.addAll(keptObjects);
    for (Pairing each : pairings) {
      Object value = Facts.value(each.old());
      if (value != null && isForwarded(value, each)) {
        classes.add(value.getClass());
      }
    }
  }

  /**
   * An old static and one that takes its place, if any.
   *
   * @param isFinal whether that one is final
   */
  private record Pairing(Field old, @Nullable Field fresh, boolean isFinal) {}

  private Pairing pairing(Field field, @Nullable Field counterpart) {
    return new Pairing(field, counterpart, counterpart != null && Facts.isFinal(pair, counterpart));
  }

  /** Pairs statics by rule, else by name; one that several rules read is in several pairs. */
  private List<Pairing> pairings(List<Field> fields, Map<String, Field> news) {
    List<Pairing> found = new ArrayList<>();
    for (Field field : fields) {
      List<Field> moved = pair.rules().movedTo(field);
      moved.forEach(to -> found.add(pairing(field, to)));
      Field same = news.get(field.getName());
      boolean byName = same != null && pair.rules().source(same) == null;
      if (byName || moved.isEmpty()) {
        found.add(pairing(field, byName ? same : null));
      }
    }
    return found;
  }

  private boolean isForwarded(@Nullable Object value, Pairing each) {
    Field counterpart = each.fresh();
    if (value == null
        || counterpart == null
        || !mayBeForwarded(value, each)
        || shared.contains(value)) {
      return false;
    }
    Object now = Facts.value(counterpart);
    return now != null && now != value;
  }

  private boolean mayBeForwarded(Object value, Pairing each) {
    // Constants and classes are paired by name, whichever field refers to them.
    return each.isFinal()
        && !each.old().getType().isPrimitive()
        && !Registry.BOXES.contains(value.getClass())
        && !(value instanceof Enum)
        && !(value instanceof Class)
        && !StaticFinals.isPlatformSingleton(pair, value);
  }

  /** Forwards the objects of final statics to the new version's, before anything is reached. */
  void bind(Walk walk, Plans plans) {
    for (Pairing each : pairings) {
      Field field = each.old();
      walk.startRoot(label(field));
      Field counterpart = each.fresh();
      if (counterpart == null) {
        if (!field.isEnumConstant() && !pair.rules().isUsed(field)) {
          plans.note("static " + Slot.label(field) + " is gone; its value was dropped");
        }
        continue;
      }
      if (each.isFinal() && !Facts.isFinal(pair, field)) {
        plans.note("static " + Slot.label(field) + " became final; it has the new code's value");
      }
      Object value = Facts.value(field);
      if (!isForwarded(value, each)) {
        continue;
      }
      if (StaticFinals.isUndecided(pair, field, counterpart)) {
        throw walk.failed(String.join("; ", StaticFinals.undecided(pair, old)), null, null);
      }
      Object target = Objects.requireNonNull(Facts.value(counterpart));
      walk.bind(Objects.requireNonNull(value), target);
      if (Facts.isMarked(pair, counterpart, Facts.MIGRATE)) {
        carried.add(new Object[] {field, value, target});
      }
    }
    for (Field field : added) {
      plans.note("new static " + Slot.label(field) + " kept what the new version's code gave it");
    }
  }

  /** Reaches the values of statics that are state, and contents that are carried over. */
  void reach(Walk walk, Plans plans, List<Carried> tasks) {
    for (Object[] carry : carried) {
      walk.startRoot(label((Field) carry[0]));
      reachContents(walk, plans, carry[1], carry[2], tasks);
      walk.drain();
    }
    for (Pairing each : pairings) {
      Field field = each.old();
      Field counterpart = each.fresh();
      Object value = Facts.value(field);
      walk.startRoot(label(field));
      if (field.isEnumConstant() && counterpart != null && value != null) {
        walk.reach(value); // its mutable fields are state, whoever refers to it
      } else if (counterpart != null && isState(each, counterpart)) {
        installs.add(new Object[] {counterpart, newValue(walk, plans, field, counterpart, value)});
      } else if (counterpart != null
          && each.isFinal()
          && value != null
          && (value == Facts.value(counterpart) || shared.contains(value))) {
        walk.reach(value); // an object of a kept unit
      }
      walk.drain();
    }
  }

  private boolean isState(Pairing each, Field counterpart) {
    return !each.isFinal() && !Facts.isMarked(pair, counterpart, Facts.NO_MIGRATE);
  }

  private @Nullable Object newValue(
      Walk walk, Plans plans, Field field, Field counterpart, @Nullable Object value) {
    try {
      plans.checkType(field, counterpart);
    } catch (Copier.Refusal e) {
      throw walk.failed(String.valueOf(e.getMessage()), null, null);
    }
    boolean asIs = value == null || field.getType().isPrimitive() || pair.rules().isOpaque(field);
    Object now = asIs ? value : walk.reach(Objects.requireNonNull(value));
    if (now != null && !field.getType().isPrimitive() && !counterpart.getType().isInstance(now)) {
      throw walk.failed(
          "a static cannot hold the new value: expected="
              + counterpart.getType().getName()
              + ", found="
              + now.getClass().getName()
              + "; keep the supertype in the new version",
          null,
          null);
    }
    return now;
  }

  private void reachContents(Walk walk, Plans plans, Object from, Object to, List<Carried> tasks) {
    boolean program = pair.isProgram(from.getClass()) || pair.isProgram(to.getClass());
    if (!program && from instanceof Map<?, ?> map && to instanceof Map<?, ?>) {
      List<@Nullable Object> entries = new ArrayList<>();
      map.forEach((key, value) -> {
        entries.add(key == null ? null : walk.reach(key));
        entries.add(value == null ? null : walk.reach(value));
      });
      tasks.add(new Carried(from, to, entries));
    } else if (!program && from instanceof Collection<?> all && to instanceof Collection<?>) {
      List<@Nullable Object> elements = new ArrayList<>();
      for (Object element : all) {
        elements.add(element == null ? null : walk.reach(element));
      }
      tasks.add(new Carried(from, to, elements));
    } else if (from.getClass().isArray()) {
      reachElements(walk, from, to);
    } else if (plans.translate(from.getClass()) == to.getClass()) {
      try {
        walk.carry(from, plans.carrier(from.getClass(), to.getClass()));
      } catch (Copier.Refusal e) {
        throw walk.failed(String.valueOf(e.getMessage()), null, null);
      }
    } else {
      throw walk.failed(
          "the contents of a static final cannot be carried over: from="
              + from.getClass().getName()
              + ", to="
              + to.getClass().getName()
              + "; keep the class, or make the field non-final",
          null,
          null);
    }
  }

  private static void reachElements(Walk walk, Object from, Object to) {
    int length = Array.getLength(from);
    if (!to.getClass().isArray()
        || Array.getLength(to) != length
        || from.getClass().getComponentType().isPrimitive() && from.getClass() != to.getClass()) {
      throw walk.failed(
          "the elements of a static final array cannot be carried over: expected an array of the"
              + " same type and length="
              + length
              + ", found="
              + to.getClass().getTypeName()
              + "; make the field non-final",
          null,
          null);
    }
    if (from.getClass().getComponentType().isPrimitive()) {
      System.arraycopy(from, 0, to, 0, length);
      return;
    }
    for (int i = 0; i < length; i++) {
      Object value = Array.get(from, i);
      Array.set(to, i, value == null ? null : walk.reach(value));
    }
  }

  /** Whether these are the old class's. */
  boolean isOf(Class<?> type) {
    return old == type;
  }

  /** Takes the values that code may have changed since they were put into the statics. */
  void recapture() {
    for (Object[] install : installs) {
      install[1] = Facts.value((Field) install[0]);
    }
  }

  /** Puts the new values into the new version's statics. */
  void install() {
    for (Object[] install : installs) {
      new Slot.Static((Field) install[0], true).set(null, -1, install[1]);
    }
  }

  /** Shows the values that {@link #install} puts into statics, by the statics' names. */
  void showInstalls(BiConsumer<String, @Nullable Object> to) {
    for (Object[] install : installs) {
      to.accept(label((Field) install[0]), install[1]);
    }
  }

  private static String label(Field field) {
    return "static " + field.getDeclaringClass().getName() + "." + field.getName();
  }

  /** Returns what keeps an old class without a counterpart from being let go, or null. */
  static @Nullable String lost(VersionPair pair, Class<?> old) {
    for (Field field : Facts.statics(pair, old)) {
      if (Facts.isMarked(pair, field, Facts.NO_MIGRATE)
          || field.isEnumConstant()
          || pair.rules().isUsed(field)) {
        continue;
      }
      Object value = Facts.value(field);
      boolean state =
          Facts.isFinal(pair, field)
              ? StaticFinals.isMutable(pair, value)
              : value != null && !isZero(field, value);
      if (state) {
        return "class "
            + old.getName()
            + " is gone in the new version, and its state would be"
            + " lost: static="
            + field.getName()
            + "; keep the class, or mark the static"
            + " @NoMigrate in the version that has it";
      }
    }
    return null;
  }

  private static boolean isZero(Field field, Object value) {
    return field.getType().isPrimitive()
        && (value instanceof Number number
            ? number.doubleValue() == 0
            : value.equals(false) || value.equals('\0'));
  }

  /** Whether the field is a reference of a kept class, and thus a root. */
  static boolean isKeptRoot(Field field) {
    return Modifier.isStatic(field.getModifiers())
        && !field.getType().isPrimitive()
        && !field.getName().startsWith(Forwarding.WOVEN_PREFIX);
  }

  /**
   * Contents of a platform collection that are put into the new version's own, with new elements.
   */
  record Carried(Object from, Object to, List<@Nullable Object> elements) {

    /** Fills the collection of the new version. */
    @SuppressWarnings("unchecked")
    void fill() {
      if (to instanceof Map<?, ?>) {
        Map<Object, Object> map = (Map<Object, Object>) to;
        map.clear();
        for (int i = 0; i < elements.size(); i += 2) {
          int size = map.size();
          map.put(elements.get(i), elements.get(i + 1));
          if (map.size() == size) {
            throw new IllegalStateException(
                "two keys became equal: one of them is " + Names.key(elements.get(i)));
          }
        }
      } else {
        Collection<Object> collection = (Collection<Object>) to;
        collection.clear();
        for (Object element : elements) {
          if (!collection.add(element)) {
            throw new IllegalStateException(
                "two elements became equal: one of them is " + Names.key(element));
          }
        }
      }
    }
  }
}
