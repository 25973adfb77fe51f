package dev.kitsune.update;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The program that {@link WarmUp} takes from one version to another: objects with a field of each
 * kind, in the commonest containers. Its class file is loaded under another name, as two versions.
 */
final class WarmUpSample {

  @Nullable static Object root;

  final long number;
  final String name;
  int count;
  double ratio;
  boolean flag;
  byte small;
  char mark;
  @Nullable WarmUpSample next;
  final WarmUpSample[] array = new WarmUpSample[2];
  final List<WarmUpSample> list = new ArrayList<>();
  final Map<String, WarmUpSample> map = new HashMap<>();
  final Set<Object> set = new LinkedHashSet<>();
  final ArrayDeque<Object> queue = new ArrayDeque<>();

  private WarmUpSample(int number) {
    this.number = number;
    this.name = "sample " + number;
  }

  /** Makes a chain of samples that refer to one another. */
  static void fill(int length) {
    WarmUpSample first = new WarmUpSample(0);
    WarmUpSample last = first;
    for (int i = 1; i < length; i++) {
      WarmUpSample made = new WarmUpSample(i);
      made.next = last;
      made.array[0] = first;
      made.list.add(last);
      made.map.put(last.name, last);
      made.set.add(made.name);
      made.queue.add(first);
      last = made;
    }
    root = last;
  }
}
