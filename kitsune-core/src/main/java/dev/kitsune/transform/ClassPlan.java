package dev.kitsune.transform;

import java.lang.invoke.VarHandle;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What is done with objects of one class. Made once per class and update by {@link Plans}. */
final class ClassPlan {

  /** How an object is treated when it is reached. */
  enum Kind {
    /** Stays and cannot reach an old object, or is not followed. */
    STAY,
    /** A {@code Class}: the new version's class of the same name. */
    CLASS,
    /** A constant of an old enum: the new version's constant of the same name. */
    ENUM,
    /** Of an old class: copied once. */
    COPY,
    /** An array of an old class: a new array. */
    COPY_ARRAY,
    /** Made anew if what it holds or names changed; nothing in it can be written. */
    REMAKE,
    /** Stays and is repaired in place. */
    KEEP,
    /** An array that stays and is repaired in place. */
    ARRAY,
    /** Of an old class whose objects are dropped: references become null. */
    DROP,
    /** Cannot be carried over, unless its counterpart is known. */
    REFUSE
  }

  private static final Slot[] NONE = {};

  final Class<?> type;
  final Kind kind;

  /** The forwarding field, or null: then an identity map remembers objects of the class. */
  @Nullable VarHandle forward;

  /** References to follow. */
  Slot[] refs = NONE;

  /** Of a JDK container, the references to follow if the elements are not looked at; else null. */
  Slot @Nullable [] shell;

  /** How many references are not followed because of what their declarations say. */
  int pruned;

  /** What else the object contains. */
  @Nullable Contents contents;

  /** For {@link Kind#COPY}. */
  @Nullable Copier copier;

  /** Of a program class with a forwarding field: what reaches its objects. */
  @Nullable Accessor accessor;

  /** For {@link Kind#COPY}: what fills new objects. */
  @Nullable Accessor filler;

  /** What to tell if an object of the class is met. */
  List<String> notes = List.of();

  /** The number of the plan, from 0, for whoever counts by plan. */
  int id;

  /** Whether an object of the class was met. Guarded by the plans. */
  boolean used;

  /** For {@link Kind#COPY}: the new class; for arrays: the new component type. */
  Class<?> target;

  /** For {@link Kind#REMAKE}. */
  @Nullable Remaker remaker;

  /** Of rules, for objects that become new ones; run when all are filled. */
  List<Rules.Body> bodies = List.of();

  /** For {@link Kind#REFUSE}. */
  @Nullable String refusal;

  /** Whether a counterpart is known of an object whose kind would not ask. */
  boolean bound;

  /** Whether hash and equality are those of {@code Object}. */
  boolean identityHash;

  /** For {@link Kind#REMAKE}: whether it cannot live on as it is. */
  boolean ofOldUnit;

  /** Of a platform that is not followed, and should be told. */
  boolean opaque;

  ClassPlan(Class<?> type, Kind kind) {
    this.type = type;
    this.kind = kind;
    this.target = type;
  }

  static ClassPlan refuse(Class<?> type, String why) {
    ClassPlan plan = new ClassPlan(type, Kind.REFUSE);
    plan.refusal = why;
    return plan;
  }

  static ClassPlan remake(Class<?> type, Remaker remaker) {
    ClassPlan plan = new ClassPlan(type, Kind.REMAKE);
    plan.remaker = remaker;
    return plan;
  }

  /** Whether objects of the class hold nothing that a walk would look at. */
  boolean isEmpty() {
    return refs.length == 0 && contents == null;
  }

  /** Shows a holder's references, itself not copied; the visitor repairs. */
  void scan(Object holder, Visitor visitor) {
    if (kind == Kind.ARRAY || kind == Kind.COPY_ARRAY) {
      visitor.visitElements((@Nullable Object[]) holder);
      return;
    }
    scanFields(holder, visitor);
    if (contents != null) {
      contents.scan(holder, visitor);
    }
  }

  /** Shows what a holder's fields refer to, without further contents; the visitor repairs. */
  void scanFields(Object holder, Visitor visitor) {
    for (Slot slot : refs) {
      visitor.visit(slot, holder, -1);
    }
  }

  /** Shows what a JDK container holds beside its elements; the visitor repairs. */
  void scanShell(Object holder, Visitor visitor) {
    for (Slot slot : Objects.requireNonNull(shell)) {
      Object value = slot.get(holder, -1);
      if (value != null && value != holder) { // its own lock
        Object fresh = visitor.reachShell(value);
        if (fresh != value) {
          visitor.write(slot, holder, -1, value, fresh);
        }
      }
    }
    if (contents != null) {
      contents.scanShell(holder, visitor);
    }
  }

  /** Returns the part of a path that leads from the holder to the child. */
  String label(Object holder, Object child) {
    if (holder instanceof @Nullable Object[] array) {
      for (int i = 0; i < array.length; i++) {
        if (array[i] == child) {
          return Names.simple(type) + "[" + i + "]";
        }
      }
      return Names.simple(type);
    }
    if (remaker != null) {
      return remaker.label(holder);
    }
    for (Slot slot : refs) {
      if (slot.get(holder, -1) == child) {
        return slot.label(-1);
      }
    }
    return contents != null ? contents.label(holder, child) : Names.simple(type);
  }
}
