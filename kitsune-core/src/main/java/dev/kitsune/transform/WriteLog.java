package dev.kitsune.transform;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The writes to what the old and the new version share, each with its old value, in order. None
 * takes effect before {@link #apply}; {@link #undo} reverses what did.
 */
final class WriteLog {

  private static final int BITS = 12;
  private static final int MASK = (1 << BITS) - 1;

  /** Some writes, side by side, so that one is read and written in one place. */
  private static final class Chunk {
    final @Nullable Object[] objects = new Object[4 << BITS]; // slot, holder, old, new
    final int[] indexes = new int[1 << BITS];
  }

  /** Elements of an array; the values are those that are not in the array now. */
  private static final class Elements {
    final @Nullable Object[] array;
    final int from;
    @Nullable Object[] values;

    Elements(@Nullable Object[] array, int from, @Nullable Object[] values) {
      this.array = array;
      this.from = from;
      this.values = values;
    }

    void swap() {
      @Nullable Object[] now = new Object[values.length];
      System.arraycopy(array, from, now, 0, now.length);
      System.arraycopy(values, 0, array, from, now.length);
      values = now;
    }
  }

  private final List<Elements> elements = new ArrayList<>();
  private int elementsApplied;
  private final List<Chunk> chunks = new ArrayList<>();
  private Chunk last = new Chunk();
  private int size;
  private int applied;

  /** Lists a write. */
  void add(
      Slot slot, @Nullable Object holder, int index, @Nullable Object old, @Nullable Object fresh) {
    int at = size & MASK;
    if (at == 0) {
      last = size == 0 ? last : new Chunk();
      chunks.add(last);
    }
    @Nullable Object[] objects = last.objects;
    int first = at << 2;
    objects[first] = slot;
    objects[first + 1] = holder;
    objects[first + 2] = old;
    objects[first + 3] = fresh;
    last.indexes[at] = index;
    size++;
  }

  /** Lists a write of all elements of an array from an index on. */
  void add(@Nullable Object[] array, int from, @Nullable Object[] values) {
    elements.add(new Elements(array, from, values));
  }

  /** Does all listed writes that were not done. */
  void apply() {
    while (elementsApplied < elements.size()) {
      elements.get(elementsApplied).swap();
      elementsApplied++;
    }
    while (applied < size) {
      set(applied, 3);
      applied++;
    }
  }

  /** Reverses all writes that were done, last first. */
  void undo() {
    while (applied > 0) {
      applied--;
      set(applied, 2);
    }
    while (elementsApplied > 0) {
      elementsApplied--;
      elements.get(elementsApplied).swap();
    }
  }

  private void set(int write, int value) {
    Chunk chunk = chunks.get(write >> BITS);
    int at = write & MASK;
    int first = at << 2;
    Slot slot = (Slot) Objects.requireNonNull(chunk.objects[first]);
    slot.set(chunk.objects[first + 1], chunk.indexes[at], chunk.objects[first + value]);
  }

  /** Lets go of everything. */
  void clear() {
    chunks.clear();
    elements.clear();
    elementsApplied = 0;
    last = new Chunk();
    size = 0;
    applied = 0;
  }
}
