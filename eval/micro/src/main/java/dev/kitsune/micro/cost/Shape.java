package dev.kitsune.micro.cost;

import java.util.HashMap;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/** What the items are held in. */
enum Shape {
  MAP,
  LIST,
  ARRAY,
  SKIPLIST;

  /**
   * Builds a container.
   *
   * @param make makes one item
   * @param chain makes a list of so many; returns its head
   */
  Object build(int size, LongFunction<Object> make, LongFunction<Object> chain) {
    switch (this) {
      case MAP -> {
        HashMap<Object, Object> map = new HashMap<>();
        for (int i = 0; i < size; i++) {
          map.put("key:" + i, make.apply(i));
        }
        return map;
      }
      case ARRAY -> {
        @Nullable Object[] array = new Object[size];
        for (int i = 0; i < size; i++) {
          array[i] = make.apply(i);
        }
        return array;
      }
      case SKIPLIST -> {
        ConcurrentSkipListMap<Object, Object> map = new ConcurrentSkipListMap<>();
        for (int i = 0; i < size; i++) {
          map.put(i, make.apply(i));
        }
        return map;
      }
      default -> {
        return chain.apply(size);
      }
    }
  }

  /** Transforms a container of {@link OldItem}s; returns what takes its place. */
  @SuppressWarnings("unchecked")
  Object byHand(Object container) {
    switch (this) {
      case MAP -> ByHand.map((HashMap<Object, Object>) container);
      case ARRAY -> ByHand.array((@Nullable Object[]) container);
      case SKIPLIST -> ByHand.skipList((ConcurrentSkipListMap<Object, Object>) container);
      default -> {
        return ByHand.move((OldItem) container);
      }
    }
    return container;
  }

  /** Returns an item of the container, to see that it is a new one. */
  Object anyItem(Object container) {
    Object item =
        switch (this) {
          case MAP -> ((HashMap<?, ?>) container).get("key:7");
          case ARRAY -> ((@Nullable Object[]) container)[7];
          case SKIPLIST -> ((ConcurrentSkipListMap<?, ?>) container).get(7);
          default -> container;
        };
    return Objects.requireNonNull(item);
  }

  String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
