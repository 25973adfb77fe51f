package dev.kitsune.transform;

import java.util.Comparator;
import java.util.Objects;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.concurrent.PriorityBlockingQueue;
import org.jspecify.annotations.Nullable;

/** {@link PriorityQueue} and {@link PriorityBlockingQueue}: a heap in an array. */
final class PriorityQueueContents extends Contents {

  static final Contents PLAIN = new PriorityQueueContents(PriorityQueue.class, true);
  static final Contents BLOCKING = new PriorityQueueContents(PriorityBlockingQueue.class, false);

  private final String name;
  private final Slot queue;
  private final Slot size;
  private final Slot comparator;
  private final @Nullable Slot modCount;

  private PriorityQueueContents(Class<?> type, boolean counted) {
    this.name = type.getSimpleName();
    this.queue = Access.slot(type, "queue");
    this.size = Access.slot(type, "size");
    this.comparator = Access.slot(type, "comparator");
    this.modCount = counted ? Access.slot(type, "modCount") : null;
  }

  @Override
  Set<String> owned() {
    return Set.of(name + ".queue", name + ".comparator");
  }

  @Override
  void scan(Object container, Visitor visitor) {
    boolean moved = scanComparator(container, visitor);
    @Nullable Object[] elements = elements(container);
    for (Object element : elements) {
      if (element != null && visitor.unsettles(element, true)) {
        moved = true;
      }
    }
    if (moved) {
      visitor.rebuild(this, container);
    }
  }

  @Override
  void scanShell(Object container, Visitor visitor) {
    if (scanComparator(container, visitor)) {
      visitor.rebuild(this, container);
    }
  }

  private boolean scanComparator(Object container, Visitor visitor) {
    Object order = comparator.get(container, -1);
    if (order == null) {
      return false;
    }
    boolean moved = visitor.unsettles(order, true);
    visitor.visit(comparator, container, -1);
    return moved;
  }

  @Override
  void keys(Object container, Visitor visitor) {
    Object order = comparator.get(container, -1);
    if (order != null) {
      visitor.reach(order);
    }
    for (Object element : elements(container)) {
      if (element != null) {
        visitor.reach(element);
      }
    }
  }

  @SuppressWarnings("unchecked")
  @Override
  void rebuild(Object container, Rebuilding how) {
    @Nullable Object[] elements = elements(container);
    int count = (Integer) Objects.requireNonNull(size.get(container, -1));
    PriorityQueue<Object> scratch =
        new PriorityQueue<>(Math.max(1, count), (Comparator<Object>) comparator.get(container, -1));
    for (int i = 0; i < count; i++) {
      scratch.add(Objects.requireNonNull(how.fresh(elements[i])));
    }
    PriorityQueueContents plain = (PriorityQueueContents) PLAIN;
    how.write(queue, container, plain.queue.get(scratch, -1));
    if (modCount != null) {
      how.write(
          modCount, container, (Integer) Objects.requireNonNull(modCount.get(container, -1)) + 1);
    }
  }

  private @Nullable Object[] elements(Object container) {
    return (Object[]) Objects.requireNonNull(queue.get(container, -1));
  }

  @Override
  String label(Object container, Object child) {
    return Names.simple(container.getClass())
        + (comparator.get(container, -1) == child ? ".comparator" : ".element");
  }
}
