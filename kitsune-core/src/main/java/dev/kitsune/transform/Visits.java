package dev.kitsune.transform;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All objects that a walk reached, in order: its worklist, the list of what carries a mark, and the
 * way back to a root, at eight bytes an object.
 */
final class Visits {

  private static final int BITS = 14;
  private static final int MASK = (1 << BITS) - 1;

  private final List<Object[]> objects = new ArrayList<>();
  private final List<int[]> parents = new ArrayList<>();
  private int size;

  /** Adds an object. A parent below zero is the root of number {@code -parent - 1}. */
  void add(Object object, int parent) {
    int at = size & MASK;
    if (at == 0) {
      objects.add(new Object[1 << BITS]);
      parents.add(new int[1 << BITS]);
    }
    objects.get(size >> BITS)[at] = object;
    parents.get(size >> BITS)[at] = parent;
    size++;
  }

  Object get(int index) {
    return objects.get(index >> BITS)[index & MASK];
  }

  int parent(int index) {
    return parents.get(index >> BITS)[index & MASK];
  }

  int size() {
    return size;
  }

  /** Returns where the object is, or -1. */
  int find(Object object) {
    for (int i = 0; i < size; i++) {
      if (get(i) == object) {
        return i;
      }
    }
    return -1;
  }

  /** Lets go of everything. */
  void clear() {
    objects.clear();
    parents.clear();
    size = 0;
  }

  /**
   * Returns the path to a child of a visited object, the middle of a long one left out.
   *
   * @param holder the index of the object, or a root
   * @param child what it holds, or null for the object itself
   */
  String path(int holder, @Nullable Object child, Plans plans, List<String> roots) {
    ArrayDeque<String> last = new ArrayDeque<>();
    ArrayDeque<String> first = new ArrayDeque<>();
    long left = 0;
    Object held = child;
    int at = holder;
    while (at >= 0) {
      Object object = get(at);
      if (held != null) {
        String label = plans.of(object.getClass()).label(object, held);
        if (last.size() < 12) {
          last.addFirst(label);
        } else {
          first.addFirst(label);
          if (first.size() > 12) {
            first.removeLast();
            left++;
          }
        }
      }
      held = object;
      at = parent(at);
    }
    first.addFirst(roots.get(-at - 1));
    if (left > 0) {
      first.addLast("… " + left + " more …");
    }
    first.addAll(last);
    return String.join(" -> ", first);
  }
}
