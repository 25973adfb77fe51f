package dev.kitsune.transform;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * How one kind of JDK object keeps what it contains, where following its fields would be wrong or
 * slow. Without state.
 */
abstract class Contents {

  /** Fields that this object looks after, such as {@code HashMap.table}; others are followed. */
  abstract Set<String> owned();

  /** Shows everything that the container holds. */
  abstract void scan(Object container, Visitor visitor);

  /**
   * Cuts a large container into parts that together show what {@link #scan} shows, in any order and
   * side by side.
   *
   * @param atLeast how many elements are worth it
   * @return no parts if the container is smaller, or cannot be cut
   */
  List<Part> parts(Object container, int atLeast) {
    return List.of();
  }

  /** Cuts what is counted from 0 into ranges; into none if it is shorter than that. */
  static List<Part> ranges(int length, int atLeast, BiFunction<Integer, Integer, Part> range) {
    List<Part> parts = new ArrayList<>();
    for (int from = 0; length >= atLeast && from < length; from += Walk.PART) {
      parts.add(range.apply(from, Math.min(length, from + Walk.PART)));
    }
    return parts;
  }

  /** Some elements of a container. */
  @FunctionalInterface
  interface Part {

    /** Shows them. */
    void scan(Visitor visitor);
  }

  /** Shows what the container holds beside its elements: its comparator. */
  void scanShell(Object container, Visitor visitor) {}

  /** Returns how a path names the place of the child in the container. */
  abstract String label(Object container, Object child);

  /** Does what copying the fields of an old object cannot do. Called before they are copied. */
  void prepare(Object old, Object fresh) {}

  /** Shows what the places of the entries depend on: keys, the comparator. */
  void keys(Object container, Visitor visitor) {}

  /** Puts entries where the new keys belong; called when all values have been written. */
  void rebuild(Object container, Rebuilding how) {
    throw new UnsupportedOperationException(getClass().getName());
  }

  /** What contents may do while they are put in order again. */
  interface Rebuilding {

    /** Returns what takes the place of a reached object. */
    @Nullable Object fresh(@Nullable Object old);

    /** Writes to the container, undone on roll-back. */
    void write(Slot slot, Object container, @Nullable Object fresh);

    /** Ends the update: the container cannot hold its new contents. */
    TransformException conflict(Object container, String what);
  }

  /** What weakly referring contents may ask. */
  interface Reached {

    /** Whether the object is none of the old version, or was reached from elsewhere. */
    boolean isAlive(Object referent);
  }

  /** Contents with weak references. */
  interface Weak {

    /** Shows what counts because its referent was reached since. May be called many times. */
    void advance(Object container, Visitor visitor, Reached reached);

    /** Nothing more will be reached: lists the writes, what was not reached is dropped. */
    void settle(Object container, Visitor visitor, Reached reached);
  }
}
