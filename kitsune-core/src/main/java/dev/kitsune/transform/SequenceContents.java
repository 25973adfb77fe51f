package dev.kitsune.transform;

import java.lang.invoke.VarHandle;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Lists and queues in an array of their own, or in a chain of nodes, walked without marks. */
abstract class SequenceContents extends Contents {

  /** Returns the contents of a class that keeps elements in an array. */
  static Contents array(Class<?> type, String field) {
    return new OfArray(type, field);
  }

  /** Returns the contents of a class that keeps elements in nodes linked by {@code next}. */
  static Contents chain(Class<?> type, String first) {
    return new OfChain(type, first);
  }

  private static final class OfArray extends SequenceContents {
    private final Slot array;

    OfArray(Class<?> type, String field) {
      this.array = Access.slot(type, field);
    }

    @Override
    Set<String> owned() {
      return Set.of(array.label(-1));
    }

    private @Nullable Object[] elements(Object container) {
      return (Object[]) Objects.requireNonNull(array.get(container, -1));
    }

    @Override
    void scan(Object container, Visitor visitor) {
      visitor.visitElements(elements(container));
    }

    @Override
    List<Part> parts(Object container, int atLeast) {
      @Nullable Object[] elements = elements(container);
      return ranges(
          elements.length,
          atLeast,
          (from, to) -> visitor -> visitor.visitElements(elements, from, to));
    }

    @Override
    String label(Object container, Object child) {
      @Nullable Object[] elements = elements(container);
      int i = 0;
      while (i < elements.length && elements[i] != child) {
        i++;
      }
      return Names.simple(container.getClass()) + "[" + i + "]";
    }
  }

  private static final class OfChain extends SequenceContents {
    private final Slot first;
    private final Set<String> owned;
    private final Slot item;
    private final VarHandle next;

    OfChain(Class<?> type, String field) {
      Class<?> node = Access.jdkClass(type.getName() + "$Node");
      this.first = Access.slot(type, field);
      this.owned =
          Set.of(first.label(-1), type.getSimpleName() + ".last", type.getSimpleName() + ".tail");
      this.item = Access.slot(node, "item");
      this.next = Access.handle(node, "next");
    }

    @Override
    Set<String> owned() {
      return owned;
    }

    @Override
    void scan(Object container, Visitor visitor) {
      Object node = first.get(container, -1);
      while (node != null) {
        visitor.visit(item, node, -1);
        node = (Object) next.get(node);
      }
    }

    @Override
    String label(Object container, Object child) {
      Object node = first.get(container, -1);
      int i = 0;
      while (node != null && item.get(node, -1) != child) {
        i += item.get(node, -1) == null ? 0 : 1;
        node = (Object) next.get(node);
      }
      return Names.simple(container.getClass()) + "[" + i + "]";
    }
  }
}
