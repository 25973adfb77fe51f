package dev.kitsune.transform;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The writes to what the old and the new version share, each with its old value, in order. None
 * takes effect before {@link #apply}; {@link #undo} reverses what did.
 */
final class WriteLog {

  private Slot[] slots = new Slot[64];
  private @Nullable Object[] holders = new Object[64];
  private int[] indexes = new int[64];
  private @Nullable Object[] olds = new Object[64];
  private @Nullable Object[] news = new Object[64];
  private int size;
  private int applied;

  /** Lists a write. */
  void add(
      Slot slot, @Nullable Object holder, int index, @Nullable Object old, @Nullable Object fresh) {
    if (size == slots.length) {
      int more = size + (size >> 1);
      slots = Arrays.copyOf(slots, more);
      holders = Arrays.copyOf(holders, more);
      indexes = Arrays.copyOf(indexes, more);
      olds = Arrays.copyOf(olds, more);
      news = Arrays.copyOf(news, more);
    }
    slots[size] = slot;
    holders[size] = holder;
    indexes[size] = index;
    olds[size] = old;
    news[size] = fresh;
    size++;
  }

  /** Does all listed writes that were not done. */
  void apply() {
    while (applied < size) {
      int i = applied;
      slots[i].set(holders[i], indexes[i], news[i]);
      applied++;
    }
  }

  /** Reverses all writes that were done, last first. */
  void undo() {
    while (applied > 0) {
      int i = --applied;
      slots[i].set(holders[i], indexes[i], olds[i]);
    }
  }

  int size() {
    return size;
  }

  /** Lets go of everything. */
  void clear() {
    slots = new Slot[0];
    holders = new Object[0];
    olds = new Object[0];
    news = new Object[0];
    size = 0;
    applied = 0;
  }
}
