package dev.kitsune.transform;

import static dev.kitsune.transform.Kind.carried;
import static dev.kitsune.transform.Kind.refused;
import static dev.kitsune.transform.KindWorld.key;
import static dev.kitsune.transform.KindWorld.keys;
import static dev.kitsune.transform.KindWorld.newKey;
import static dev.kitsune.transform.KindWorld.newKeys;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.base.Optional;
import com.google.common.cache.Cache;
import com.google.common.cache.CacheBuilder;
import com.google.common.collect.*;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/** Guava's collections, as a library of the platform. */
@SuppressWarnings({"unchecked", "rawtypes"})
final class GuavaKinds {

  private GuavaKinds() {}

  static List<Kind> all() {
    List<Kind> all = new ArrayList<>();
    immutable(all);
    multi(all);
    others(all);
    return all;
  }

  private static Kind map(String name, Supplier<Map> maker) {
    return carried(
        "Guava " + name,
        maker,
        (Map map) -> {
          assertThat(map).hasSize(3);
          assertThat(map.get(newKey(1))).isEqualTo(newKey(-1));
          assertThat(map.get(newKey(20))).isEqualTo(newKey(-20));
          assertThat(map.keySet()).contains(newKey(300));
        });
  }

  private static <T extends Map> T filled(T map) {
    map.putAll(Map.of(key(1), key(-1), key(20), key(-20), key(300), key(-300)));
    return map;
  }

  private static void immutable(List<Kind> all) {
    all.add(
        carried(
            "Guava ImmutableList, its sub-lists and reverse",
            () -> {
              ImmutableList list = ImmutableList.copyOf(keys(1, 2, 3));
              return new Object[] {
                list, list.subList(1, 3), list.reverse(), ImmutableList.of(key(1))
              };
            },
            (Object[] lists) -> {
              assertThat((List) lists[0]).containsExactly(newKeys(1, 2, 3));
              assertThat((List) lists[1]).containsExactly(newKeys(2, 3));
              assertThat((List) lists[2]).containsExactly(newKeys(3, 2, 1));
              assertThat((List) lists[3]).containsExactly(newKey(1));
            }));
    all.add(
        carried(
            "Guava ImmutableSet and its asList",
            () -> {
              ImmutableSet set = ImmutableSet.copyOf(keys(1, 20, 300));
              return new Object[] {set, set.asList(), ImmutableSet.of(key(4))};
            },
            (Object[] sets) -> {
              assertThat(((Set) sets[0]).contains(newKey(300))).isTrue();
              assertThat((Set) sets[0]).containsExactly(newKeys(1, 20, 300));
              assertThat((List) sets[1]).containsExactly(newKeys(1, 20, 300));
              assertThat(((Set) sets[2]).contains(newKey(4))).isTrue();
            }));
    all.add(map("ImmutableMap", () -> ImmutableMap.copyOf(filled(new java.util.HashMap<>()))));
    all.add(
        carried(
            "Guava ImmutableMap with old values only, and its views",
            () -> {
              ImmutableMap map = ImmutableMap.of("a", key(1), "b", key(2));
              return new Object[] {map, map.values(), map.entrySet()};
            },
            (Object[] views) -> {
              assertThat(((Map) views[0]).get("a")).isEqualTo(newKey(1));
              assertThat((Collection) views[1]).containsExactly(newKeys(1, 2));
              assertThat((Set) views[2])
                  .containsExactly(Map.entry("a", newKey(1)), Map.entry("b", newKey(2)));
            }));
    all.add(map("ImmutableBiMap", () -> ImmutableBiMap.copyOf(filled(new java.util.HashMap<>()))));
    all.add(
        carried(
            "Guava ImmutableSortedMap and ImmutableSortedSet",
            () ->
                new Object[] {
                  ImmutableSortedMap.copyOf(filled(new java.util.HashMap<>())),
                  ImmutableSortedSet.copyOf((Collection) List.of(keys(1, 2, 3)))
                },
            (Object[] sorted) -> {
              assertThat(((ImmutableSortedMap) sorted[0]).firstKey()).isEqualTo(newKey(300));
              assertThat(((Map) sorted[0]).get(newKey(20))).isEqualTo(newKey(-20));
              assertThat((Set) sorted[1]).containsExactly(newKeys(3, 2, 1));
            }));
  }

  private static Kind multimap(String name, Supplier<Multimap> maker) {
    return carried(
        "Guava " + name,
        () -> {
          Multimap map = maker.get();
          map.put(key(1), key(2));
          map.put(key(1), key(3));
          map.put(key(4), "text");
          return map;
        },
        (Multimap map) -> {
          assertThat(map.get(newKey(1))).containsExactlyInAnyOrder(newKeys(2, 3));
          assertThat(map.containsEntry(newKey(4), "text")).isTrue();
          assertThat(map.remove(newKey(1), newKey(3))).isTrue();
        });
  }

  private static void multi(List<Kind> all) {
    all.add(multimap("HashMultimap", HashMultimap::create));
    all.add(multimap("ArrayListMultimap", ArrayListMultimap::create));
    all.add(
        refused(
            "Guava LinkedHashMultimap",
            () -> LinkedHashMultimap.create(ImmutableMultimap.of(key(1), key(2))),
            "keys changed in a collection that cannot be put in order again: entry="
                + "com.google.common.collect.LinkedHashMultimap$ValueEntry"));
    all.add(
        carried(
            "Guava HashMultiset",
            () -> HashMultiset.create(List.of(keys(1, 1, 2))),
            (Multiset set) -> assertThat(set.count(newKey(1))).isEqualTo(2)));
    all.add(
        carried(
            "Guava ImmutableSetMultimap",
            () -> ImmutableSetMultimap.of(key(1), key(2), key(1), key(3), key(4), key(5)),
            (Multimap map) -> {
              assertThat(map.get(newKey(1))).containsExactly(newKeys(2, 3));
              assertThat(map.containsEntry(newKey(1), newKey(3))).isTrue();
            }));
  }

  private static void others(List<Kind> all) {
    all.add(map("HashBiMap", () -> filled(HashBiMap.create())));
    all.add(
        carried(
            "Guava HashBasedTable",
            () -> {
              Table table = HashBasedTable.create();
              table.put(key(1), key(2), key(3));
              return table;
            },
            (Table table) -> assertThat(table.get(newKey(1), newKey(2))).isEqualTo(newKey(3))));
    all.add(
        carried(
            "Guava Cache with old values",
            () -> {
              Cache cache = CacheBuilder.newBuilder().maximumSize(10).build();
              cache.put("a", key(1));
              cache.put("b", List.of(key(2)));
              return cache;
            },
            (Cache cache) -> {
              assertThat(cache.getIfPresent("a")).isEqualTo(newKey(1));
              assertThat(cache.getIfPresent("b")).isEqualTo(List.of(newKey(2)));
            }));
    all.add(
        refused(
            "Guava Cache with old keys",
            () -> {
              Cache cache = CacheBuilder.newBuilder().build();
              cache.put(key(1), "a");
              return cache;
            },
            "keys changed in a collection that cannot be put in order again: entry="
                + "com.google.common.cache.LocalCache$StrongEntry"));
    all.add(
        refused(
            "Guava Cache with weak old keys",
            () -> {
              Object key = key(1);
              Cache cache = CacheBuilder.newBuilder().weakKeys().build();
              cache.put(key, "a");
              return new Object[] {cache, key};
            },
            "keys changed in a collection that cannot be put in order again: entry="
                + "com.google.common.cache.LocalCache$WeakEntry"));
    all.add(
        carried(
            "Guava RangeMap",
            () -> {
              RangeMap map = TreeRangeMap.create();
              map.put(Range.closed(1, 5), key(1));
              return map;
            },
            (RangeMap map) -> assertThat(map.get(3)).isEqualTo(newKey(1))));
    all.add(
        carried(
            "Guava Optional",
            () -> Optional.of(key(1)),
            (Optional optional) -> assertThat(optional.get()).isEqualTo(newKey(1))));
  }
}
