package dev.kitsune.transform;

import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** {@link ReferenceQueue}: a chain that the collector's own thread adds to. */
final class ReferenceQueueContents extends Contents {

  private static final Slot HEAD = Access.slot(ReferenceQueue.class, "head");
  private static final Slot NEXT = Access.slot(Reference.class, "next");

  @Override
  Set<String> owned() {
    return Set.of("ReferenceQueue.head");
  }

  @Override
  void scan(Object container, Visitor visitor) {
    Object reference = HEAD.get(container, -1);
    while (reference != null) {
      if (visitor.reach(reference) != reference) {
        visitor.refuse(
            "a reference queue holds references of a changed class: class="
                + reference.getClass().getName()
                + "; poll it empty before the update point");
      }
      reference = next(reference);
    }
  }

  // The last one refers to itself.
  private static @Nullable Object next(Object reference) {
    Object next = NEXT.get(reference, -1);
    return next == reference ? null : next;
  }

  @Override
  String label(Object container, Object child) {
    return "ReferenceQueue.element";
  }
}
