package dev.kitsune.transform;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Fills a new object from an old one: each field of the new class, in its whole hierarchy, from the
 * old field of the same declaring class, name and type, all compared by name.
 */
final class Copier {

  /**
   * One field of both classes.
   *
   * @param followed whether what it refers to is reached, else the value is taken as it is
   * @param shell whether elements of a JDK container held there need not be reached
   */
  record Pair(Field from, Field to, boolean followed, boolean shell) {}

  private final List<Pair> pairs;
  private final List<String> notes;
  private final @Nullable Contents contents;
  private final boolean constructed;
  private final int bytes;
  private final int pruned;

  private Copier(Builder built, @Nullable Contents contents) {
    this.pairs = List.copyOf(built.pairs);
    this.notes = List.copyOf(built.notes);
    this.contents = contents;
    this.constructed = built.constructed;
    this.bytes = (built.bytes + 7) & ~7;
    this.pruned = built.pruned;
  }

  /** Returns the fields that are filled. */
  List<Pair> pairs() {
    return pairs;
  }

  /** Whether a copy reaches nothing. */
  boolean isFlat() {
    return contents == null && pairs.stream().noneMatch(Pair::followed);
  }

  /** Whether the new object was made by its own constructor. */
  boolean isConstructed() {
    return constructed;
  }

  /** Returns the shallow size of the new object, as compressed references would have it. */
  int bytes() {
    return bytes;
  }

  /** Returns how many references are not followed because of what their declarations say. */
  int pruned() {
    return pruned;
  }

  /** Returns what whoever wrote the new version may want to know. */
  List<String> notes() {
    return notes;
  }

  /** Returns the old references that a copy follows. */
  Slot[] refs() {
    return pairs.stream()
        .filter(Pair::followed)
        .map(pair -> pair.shell() ? Access.slot(pair.from()).asShell() : Access.slot(pair.from()))
        .toArray(Slot[]::new);
  }

  @Nullable Contents contents() {
    return contents;
  }

  /** Makes the copier of a pair of classes. */
  static final class Builder {
    private final Plans plans;
    private final Class<?> oldClass;
    private final Class<?> newClass;
    private final boolean constructed;
    private final Predicate<Field> wanted;
    private final List<Pair> pairs = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();
    private final Set<Field> used = new HashSet<>();
    private int bytes = 12;
    private int pruned;

    /**
     * @param constructed whether the new object was made by its own constructor
     * @param wanted which fields of the new class are to be filled
     */
    Builder(
        Plans plans,
        Class<?> oldClass,
        Class<?> newClass,
        boolean constructed,
        Predicate<Field> wanted) {
      this.constructed = constructed;
      this.plans = plans;
      this.oldClass = oldClass;
      this.newClass = newClass;
      this.wanted = wanted;
    }

    /** Returns the copier, or throws {@link Refusal}. */
    Copier build() throws Refusal {
      Map<String, Field> olds = new HashMap<>();
      for (Class<?> c = oldClass; c != null; c = c.getSuperclass()) {
        for (Field field : c.getDeclaredFields()) {
          if (isState(field)) {
            olds.put(key(c, field), field);
          }
        }
      }
      Contents contents = plans.contentsOf(newClass);
      for (Class<?> c = newClass; c != null && c != Object.class; c = c.getSuperclass()) {
        boolean accessible = plans.isProgram(c) || Platform.isOpened(c);
        for (Field field : c.getDeclaredFields()) {
          if (!isState(field)) {
            continue;
          }
          bytes += size(field.getType());
          Field old = source(olds, field);
          if (!wanted.test(field) || Platform.isUnsettable(field)) {
            continue;
          }
          if (!accessible) {
            throw new Refusal(
                "an object of class "
                    + oldClass.getName()
                    + " cannot be copied: it extends the"
                    + " platform's "
                    + c.getName()
                    + ", whose fields are closed; hold such an"
                    + " object in a field instead of extending its class");
          }
          pair(old, field, contents);
        }
      }
      for (Field gone : olds.values()) {
        if (used.contains(gone) || plans.rules().isUsed(gone)) {
          continue;
        }
        notes.add("field " + Slot.label(gone) + " is gone; its values were dropped");
      }
      return new Copier(this, contents);
    }

    /** Returns the old field that the new one takes its value from, or null. */
    private @Nullable Field source(Map<String, Field> olds, Field field) {
      Rules.Source source = plans.rules().source(field);
      if (source == null) {
        Field old = olds.get(key(field.getDeclaringClass().getName(), field));
        return old == null ? null : used(old);
      }
      for (Field old : olds.values()) {
        if (old.getName().equals(source.oldField())
            && old.getDeclaringClass().getName().equals(source.oldClass())) {
          return used(old);
        }
      }
      return null;
    }

    private Field used(Field old) {
      used.add(old);
      return old;
    }

    private void pair(@Nullable Field old, Field field, @Nullable Contents contents)
        throws Refusal {
      if (old == null && plans.rules().source(field) != null) {
        return; // a rule gives the value
      }
      if (old == null && field.isSynthetic() && !constructed) {
        throw new Refusal(
            "an object of inner or local class "
                + oldClass.getName()
                + " cannot know what the new version's code would have it capture: field="
                + Slot.label(field)
                + "; use a static nested class");
      }
      if (old == null) {
        notes.add(
            "new field "
                + Slot.label(field)
                + (constructed
                    ? " kept what the new version's code gave it"
                    : " took zero; write INIT " + Slot.label(field) + ": { ... } for more"));
        return;
      }
      plans.checkType(old, field);
      boolean owned = contents != null && contents.owned().contains(Slot.label(field));
      boolean asIs = owned || plans.isInert(old.getType());
      boolean skipped = !asIs && plans.isPruned(old);
      pruned += skipped ? 1 : 0;
      pairs.add(new Pair(old, field, !asIs && !skipped, plans.edge(old) == Pruning.Edge.SHELL));
    }

    private static boolean isState(Field field) {
      return !Modifier.isStatic(field.getModifiers())
          && !field.getName().startsWith(Forwarding.WOVEN_PREFIX);
    }

    private String key(Class<?> oldClass, Field field) {
      Class<?> now = plans.translate(oldClass); // numbered classes have another name
      return key(now != null ? now.getName() : plans.rules().newName(oldClass.getName()), field);
    }

    private static String key(String newClass, Field field) {
      return newClass + "." + field.getName();
    }

    private static int size(Class<?> type) {
      return switch (type.descriptorString()) {
        case "Z", "B" -> 1;
        case "S", "C" -> 2;
        case "J", "D" -> 8;
        default -> 4;
      };
    }
  }

  /** Objects of a class cannot be carried over; the message says why and what to do. */
  static final class Refusal extends Exception {
    Refusal(String message) {
      super(message);
    }
  }
}
