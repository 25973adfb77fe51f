package dev.kitsune.transform;

import java.util.ArrayList;
import java.util.List;

/**
 * All objects that one worker reached, in order: the list of what carries a mark, and the way back
 * to a root, at eight bytes an object.
 */
final class Visits {

  private static final int BITS = 14;
  private static final int MASK = (1 << BITS) - 1;

  private final List<Object[]> objects = new ArrayList<>();
  private final List<int[]> parents = new ArrayList<>();
  private Object[] lastObjects = {};
  private int[] lastParents = {};
  private int size;

  /**
   * Adds an object.
   *
   * @param parent the visit of its holder; below zero it is the root of number {@code -parent - 1}
   * @return its number
   */
  int add(Object object, int parent) {
    int at = size & MASK;
    if (at == 0) {
      lastObjects = new Object[1 << BITS];
      lastParents = new int[1 << BITS];
      objects.add(lastObjects);
      parents.add(lastParents);
    }
    lastObjects[at] = object;
    lastParents[at] = parent;
    return size++;
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

  /** Lets go of everything. */
  void clear() {
    objects.clear();
    parents.clear();
    lastObjects = new Object[0];
    lastParents = new int[0];
    size = 0;
  }
}
