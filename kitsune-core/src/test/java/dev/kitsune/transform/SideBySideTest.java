package dev.kitsune.transform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Large containers and wide graphs, by one thread and by several: the same outcome. */
class SideBySideTest {

  private static final int COUNT = 2 * Walk.LARGE + 17;

  private static final String KEPT =
      """
      package k;
      public class Cell { public Object value; public Object also; }
      """;

  private static final String OLD =
      """
      package p;
      public class Item {
        int id; Item left; Item right; Object[] own;
        Item(int id) { this.id = id; }
        static Item tree(int depth, int id) {
          Item item = new Item(id);
          if (depth > 0) {
            item.left = tree(depth - 1, 2 * id);
            item.right = tree(depth - 1, 2 * id + 1);
          }
          return item;
        }
        public static Item make(Integer id) { return new Item(id); }
        public static Item tree(Integer depth) { return tree(depth, 1); }
      }
      class Bad { }
      """;

  private static final String NEW =
      """
      package p;
      public class Item { int id; Item left; Item right; Object[] own; long added; }
      """;

  private static final TwoVersions VERSIONS = TwoVersions.over(KEPT, OLD, NEW);

  static Stream<Map<Object, Object>> maps() {
    return Stream.of(
        new HashMap<>(),
        new LinkedHashMap<>(),
        new TreeMap<>(),
        new ConcurrentHashMap<>(),
        new ConcurrentSkipListMap<>());
  }

  private static Object item(int id) {
    return Objects.requireNonNull(TwoVersions.call(VERSIONS.oldClass("p.Item"), "make", id));
  }

  private static void isNew(@Nullable Object item, int id) {
    assertThat(item).isNotNull();
    assertThat(item.getClass()).isSameAs(VERSIONS.newClass("p.Item"));
    assertThat(TwoVersions.get(item, "id")).isEqualTo(id);
  }

  private static Transformation transform(int threads, Object root) {
    Transformation transformation = new Transformation(VERSIONS, threads);
    transformation.root("root", root);
    transformation.run();
    transformation.apply();
    return transformation;
  }

  @ParameterizedTest
  @MethodSource("maps")
  void map_largeWithSharedValues_keepsOrderSharingAndCounts(Map<Object, Object> map) {
    List<Object> items = new ArrayList<>();
    for (int i = 0; i < COUNT; i++) {
      Object item = i % 3 == 0 ? item(i) : items.get(i - 1); // each is held three times
      items.add(item);
      map.put(i, item);
    }
    List<Object> keys = new ArrayList<>(map.keySet());

    Transformation transformation = transform(4, map);

    assertThat(new ArrayList<>(map.keySet())).isEqualTo(keys);
    for (int i = 0; i < COUNT; i++) {
      Object now = map.get(i);
      isNew(now, i - i % 3);
      assertThat(now).isSameAs(transformation.fresh(items.get(i)));
    }
    assertThat(transformation.counts().copied()).isEqualTo((COUNT + 2) / 3);
    assertThat(transformation.counts().repaired()).isEqualTo(1);
  }

  @ParameterizedTest
  @MethodSource("maps")
  void undo_largeMap_putsEveryValueBack(Map<Object, Object> map) {
    for (int i = 0; i < COUNT; i++) {
      map.put(i, item(i));
    }
    Map<Object, Object> before = new HashMap<>(map);

    transform(4, map).undo();

    assertThat(map.size()).isEqualTo(COUNT);
    before.forEach((key, item) -> {
      assertThat(map.get(key)).isSameAs(item);
      assertThat(TwoVersions.get(item, Forwarding.FIELD)).isNull();
    });
  }

  @Test
  void array_largeOfOldObjectsInKeptCells_everyCellIsRepairedOnce() {
    Object[] cells = new Object[COUNT];
    for (int i = 0; i < COUNT; i++) {
      Object cell = Make.object(VERSIONS.keptClass("k.Cell"));
      TwoVersions.set(cell, "value", item(i));
      TwoVersions.set(cell, "also", i > 0 ? cells[i - 1] : null);
      cells[i] = cell;
    }

    Transformation transformation = transform(4, cells);

    for (int i = 0; i < COUNT; i++) {
      isNew(TwoVersions.get(cells[i], "value"), i);
    }
    assertThat(transformation.counts().copied()).isEqualTo(COUNT);
    assertThat(transformation.counts().repaired()).isEqualTo(COUNT);
    assertThat(transformation.counts().visited()).isEqualTo(2L * COUNT + 1);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 8})
  void tree_ofProgramObjects_isSharedOutWithoutALargeContainer(int threads) {
    int depth = 17;
    Object root =
        Objects.requireNonNull(TwoVersions.call(VERSIONS.oldClass("p.Item"), "tree", depth));

    Transformation transformation = transform(threads, root);

    assertThat(transformation.counts().copied()).isEqualTo((1L << depth + 1) - 1);
    List<Object> level = List.of(Objects.requireNonNull(transformation.fresh(root)));
    for (int id = 1; !level.isEmpty(); id *= 2) {
      List<Object> below = new ArrayList<>();
      for (int i = 0; i < level.size(); i++) {
        isNew(level.get(i), id + i);
        for (String side : List.of("left", "right")) {
          Object child = TwoVersions.get(level.get(i), side);
          if (child != null) {
            below.add(child);
          }
        }
      }
      level = below;
    }
  }

  @Test
  void keys_ofALargeMapThatChange_areRebuiltOnce() {
    Map<Object, Object> map = new HashMap<>();
    Map<Object, Integer> ids = new IdentityHashMap<>();
    for (int i = 0; i < COUNT; i++) {
      Object item = item(i);
      map.put(item, i);
      ids.put(item, i);
    }

    Transformation transformation = transform(4, map);

    assertThat(map).hasSize(COUNT);
    ids.forEach((old, id) -> assertThat(map.get(transformation.fresh(old))).isEqualTo(id));
  }

  @Test
  void failure_amongManyThreads_isThatOfOneThread() {
    Object[] array = new Object[COUNT];
    for (int i = 0; i < COUNT; i++) {
      array[i] = i == 777 || i > COUNT - 9 ? Make.object(VERSIONS.oldClass("p.Bad")) : item(i);
    }

    for (int round = 0; round < 5; round++) {
      Transformation transformation = new Transformation(VERSIONS, 4);
      transformation.root("root", array);

      assertThatThrownBy(transformation::run)
          .isInstanceOf(TransformException.class)
          .hasMessageContaining("class p.Bad is gone")
          .hasMessageContaining("root -> Object[][777]");

      transformation.undo();
      assertThat(TwoVersions.get(array[COUNT / 2], Forwarding.FIELD)).isNull();
    }
  }
}
