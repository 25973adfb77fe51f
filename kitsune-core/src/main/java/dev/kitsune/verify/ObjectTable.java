package dev.kitsune.verify;

import java.util.Arrays;

/**
 * Objects by identity, numbered in the order in which they were met, each with the number of the
 * one that led to it: about 16 bytes an object, and no allocation but of the tables.
 */
final class ObjectTable {

  private static final int LEAST = 1024;

  private Object[] objects = new Object[LEAST];
  private int[] parents = new int[LEAST];
  private int[] buckets = new int[2 * LEAST]; // number + 1; 0 is empty
  private int size;

  /**
   * Adds an object unless it is here.
   *
   * @param parent the number of the object that refers to it; a root is {@code -1 - its number}
   * @return its number: the size before this call if it is new
   */
  int add(Object object, int parent) {
    int bucket = bucketOf(object);
    if (buckets[bucket] != 0) {
      return buckets[bucket] - 1;
    }
    if (size == objects.length) {
      int more = size + (size >> 1);
      objects = Arrays.copyOf(objects, more);
      parents = Arrays.copyOf(parents, more);
    }
    objects[size] = object;
    parents[size] = parent;
    size++;
    buckets[bucket] = size;
    if (size * 3L > buckets.length * 2L) {
      rehash();
    }
    return size - 1;
  }

  /** Returns the object's number, or -1. */
  int numberOf(Object object) {
    return buckets[bucketOf(object)] - 1;
  }

  private int bucketOf(Object object) {
    int mask = buckets.length - 1;
    int bucket = mixed(System.identityHashCode(object)) & mask;
    while (buckets[bucket] != 0 && objects[buckets[bucket] - 1] != object) {
      bucket = (bucket + 1) & mask;
    }
    return bucket;
  }

  private static int mixed(int hash) {
    int product = hash * 0x9E3779B9;
    return product ^ product >>> 15;
  }

  private void rehash() {
    if (buckets.length == 1 << 30) {
      throw new OutOfMemoryError("more objects than can be verified: objects=" + size);
    }
    buckets = new int[buckets.length * 2];
    for (int i = 0; i < size; i++) {
      buckets[bucketOf(objects[i])] = i + 1;
    }
  }

  Object get(int number) {
    return objects[number];
  }

  int parentOf(int number) {
    return parents[number];
  }

  int size() {
    return size;
  }
}
