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

  private final Move[] moves;
  private final Slot[] from;
  private final Slot[] to;
  private final @Nullable Contents contents;
  private final int bytes;
  private final int pruned;

  private Copier(
      List<Move> moves,
      List<Slot> from,
      List<Slot> to,
      @Nullable Contents contents,
      int bytes,
      int pruned) {
    this.moves = moves.toArray(Move[]::new);
    this.from = from.toArray(Slot[]::new);
    this.to = to.toArray(Slot[]::new);
    this.contents = contents;
    this.bytes = bytes;
    this.pruned = pruned;
  }

  /** Whether a copy reaches nothing. */
  boolean isFlat() {
    return from.length == 0 && contents == null;
  }

  /** Returns the shallow size of the new object, as compressed references would have it. */
  int bytes() {
    return bytes;
  }

  /** Returns how many references are not followed because of what their declarations say. */
  int pruned() {
    return pruned;
  }

  /** Returns the old references that a copy follows. */
  Slot[] refs() {
    return from;
  }

  @Nullable Contents contents() {
    return contents;
  }

  /** Fills the new object; what the old one holds is reached. */
  void copy(Object old, Object fresh, Visitor visitor) {
    if (contents != null) {
      contents.prepare(old, fresh);
    }
    for (Move move : moves) {
      move.move(old, fresh);
    }
    for (int i = 0; i < from.length; i++) {
      Object value = from[i].get(old, -1);
      Object counterpart = value == null ? null : visitor.reach(from[i], value);
      if (counterpart != null && !to[i].type(fresh).isInstance(counterpart)) {
        visitor.refuse(
            "field "
                + to[i].label(-1)
                + " cannot hold the new value: expected="
                + to[i].type(fresh).getName()
                + ", found="
                + counterpart.getClass().getName()
                + "; keep the supertype or change the field in both versions");
        continue;
      }
      to[i].set(fresh, -1, counterpart);
    }
    if (contents != null) {
      // The new object has the old one's insides now, and they are repaired as for a kept one.
      contents.scan(fresh, visitor);
    }
  }

  /** Makes the copier of a pair of classes. */
  static final class Builder {
    private final Plans plans;
    private final Class<?> oldClass;
    private final Class<?> newClass;
    private final boolean constructed;
    private final Predicate<Field> wanted;
    private final List<Move> moves = new ArrayList<>();
    private final List<Slot> from = new ArrayList<>();
    private final List<Slot> to = new ArrayList<>();
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
        plans.note("field " + Slot.label(gone) + " is gone; its values were dropped");
      }
      return new Copier(moves, from, to, contents, (bytes + 7) & ~7, pruned);
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
        plans.note(
            "new field "
                + Slot.label(field)
                + (constructed
                    ? " kept what the new version's code gave it"
                    : " took zero; write INIT " + Slot.label(field) + ": { ... } for more"));
        return;
      }
      plans.checkType(old, field);
      boolean owned = contents != null && contents.owned().contains(Slot.label(field));
      if (owned || plans.isInert(old.getType())) {
        moves.add(Move.of(old, field));
      } else if (plans.isPruned(old)) {
        moves.add(Move.of(old, field));
        pruned++;
      } else {
        from.add(plans.slot(old));
        to.add(Access.slot(field));
      }
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
