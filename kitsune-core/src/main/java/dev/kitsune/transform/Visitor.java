package dev.kitsune.transform;

import org.jspecify.annotations.Nullable;

/** What a holder shows its references to. */
abstract class Visitor {

  /** Takes note of a held object and returns what is to be held in its place, often itself. */
  abstract @Nullable Object reach(Object value);

  /** Reaches an object of which, if it is a JDK container, the elements need not be reached. */
  @Nullable Object reachShell(Object value) {
    return reach(value);
  }

  /**
   * Reaches a key and returns whether its place in a container may be another one afterwards.
   *
   * @param sorted whether its order counts, else its hash and equality
   */
  abstract boolean unsettles(Object key, boolean sorted);

  /** The shared holder needs another value. */
  abstract void write(
      Slot slot, @Nullable Object holder, int index, @Nullable Object old, @Nullable Object fresh);

  /** The container is to be put in order again, when all values have been written. */
  abstract void rebuild(Contents contents, Object container);

  /** The container refers weakly: its contents are asked again when all else is reached. */
  abstract void weak(Contents.Weak contents, Object container);

  /** The holder cannot be carried over. */
  abstract void refuse(String what);

  /** Reaches what a slot holds as the slot wants it. */
  final @Nullable Object reach(Slot slot, Object value) {
    return slot.isShell() ? reachShell(value) : reach(value);
  }

  /** Reaches what a shared slot holds, and lists the write if it is to hold something else. */
  final void visit(Slot slot, Object holder, int index) {
    Object value = slot.get(holder, index);
    if (value != null) {
      Object fresh = reach(slot, value);
      if (fresh != value) {
        write(slot, holder, index, value, fresh);
      }
    }
  }

  /** Reaches the elements of a shared array. */
  final void visitElements(@Nullable Object[] array) {
    visitElements(array, 0, array.length);
  }

  /** Reaches some elements of a shared array. */
  void visitElements(@Nullable Object[] array, int from, int to) {
    for (int i = from; i < to; i++) {
      Object value = array[i];
      if (value != null) {
        Object fresh = reach(value);
        if (fresh != value) {
          write(Slot.ELEMENT, array, i, value, fresh);
        }
      }
    }
  }
}
