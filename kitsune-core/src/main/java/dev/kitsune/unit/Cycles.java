package dev.kitsune.unit;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;

/**
 * Strongly connected components of a graph, after Tarjan, "Depth-first search and linear graph
 * algorithms" (1972), with an explicit stack.
 */
final class Cycles {

  private final SortedMap<String, SortedSet<String>> edges;
  private final Map<String, Integer> index = new HashMap<>();
  private final Map<String, Integer> lowLink = new HashMap<>();
  private final Deque<String> open = new ArrayDeque<>();
  private final Set<String> isOpen = new HashSet<>();
  private final List<List<String>> components = new ArrayList<>();

  private Cycles(SortedMap<String, SortedSet<String>> edges) {
    this.edges = edges;
  }

  /**
   * Returns the components, each sorted; a component comes after all those that it has edges to.
   *
   * @param edges every node's successors, which are nodes too
   */
  static List<List<String>> components(SortedMap<String, SortedSet<String>> edges) {
    Cycles search = new Cycles(edges);
    for (String node : edges.keySet()) {
      if (!search.index.containsKey(node)) {
        search.from(node);
      }
    }
    return search.components;
  }

  /** One node on the way down, and which of its edges come next. */
  private record Step(String node, Iterator<String> successors) {}

  private void from(String root) {
    Deque<Step> path = new ArrayDeque<>();
    path.push(enter(root));
    while (!path.isEmpty()) {
      Step step = path.element();
      if (step.successors().hasNext()) {
        String next = step.successors().next();
        if (!index.containsKey(next)) {
          path.push(enter(next));
        } else if (isOpen.contains(next)) {
          lowLink.merge(step.node(), index.get(next), Math::min);
        }
      } else {
        path.pop();
        if (!path.isEmpty()) {
          lowLink.merge(path.element().node(), Lookup.in(lowLink, step.node()), Math::min);
        }
        if (Lookup.in(lowLink, step.node()).equals(index.get(step.node()))) {
          close(step.node());
        }
      }
    }
  }

  private Step enter(String node) {
    lowLink.put(node, index.size());
    index.put(node, index.size());
    open.push(node);
    isOpen.add(node);
    return new Step(node, Lookup.in(edges, node).iterator());
  }

  private void close(String root) {
    List<String> component = new ArrayList<>();
    String member;
    do {
      member = open.pop();
      isOpen.remove(member);
      component.add(member);
    } while (!member.equals(root));
    Collections.sort(component);
    components.add(List.copyOf(component));
  }
}
