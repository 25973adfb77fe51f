package dev.kitsune.transform;

import static dev.kitsune.transform.Kind.carried;
import static dev.kitsune.transform.Kind.refused;
import static dev.kitsune.transform.KindWorld.fresh;
import static dev.kitsune.transform.KindWorld.key;
import static dev.kitsune.transform.KindWorld.keys;
import static dev.kitsune.transform.KindWorld.newKey;
import static dev.kitsune.transform.KindWorld.newKeys;
import static dev.kitsune.transform.KindWorld.old;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.*;
import java.util.concurrent.*;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** The JDK's collections, their views and iterators. */
@SuppressWarnings({"unchecked", "rawtypes"})
final class CollectionKinds {

  private CollectionKinds() {}

  static List<Kind> all() {
    List<Kind> all = new ArrayList<>();
    maps(all);
    sets(all);
    sequences(all);
    queues(all);
    enums(all);
    immutables(all);
    views(all);
    wrappers(all);
    iterators(all);
    return all;
  }

  private static Kind map(String name, Supplier<Map> maker) {
    return carried(
        name,
        () -> {
          Map map = maker.get();
          for (int i : new int[] {5, 2, 900, 17, 33, 1, 64}) {
            map.put(key(i), key(-i));
          }
          map.put(key(7), "text");
          return map;
        },
        (Map map) -> {
          assertThat(map).hasSize(8);
          for (Map.Entry entry : new ArrayList<>((Set<Map.Entry>) map.entrySet())) {
            assertThat(map.get(entry.getKey())).isSameAs(entry.getValue());
          }
          if (map instanceof IdentityHashMap) {
            assertThat(map.get(newKey(900))).isNull();
          } else {
            assertThat(map.get(newKey(900))).isEqualTo(newKey(-900));
          }
          if (map instanceof SortedMap sorted) {
            assertThat(sorted.firstKey()).isEqualTo(newKey(900));
          }
          map.put(newKey(1000), "added");
          assertThat(map).hasSize(9);
        });
  }

  private static void maps(List<Kind> all) {
    all.add(map("HashMap", HashMap::new));
    all.add(map("LinkedHashMap", LinkedHashMap::new));
    all.add(map("LinkedHashMap in access order", () -> new LinkedHashMap(16, 0.75f, true)));
    all.add(map("Hashtable", Hashtable::new));
    all.add(map("IdentityHashMap", IdentityHashMap::new));
    all.add(map("ConcurrentHashMap", ConcurrentHashMap::new));
    all.add(map("TreeMap in natural order", TreeMap::new));
    all.add(map("ConcurrentSkipListMap in natural order", ConcurrentSkipListMap::new));
    all.add(ordered("TreeMap with a program comparator", TreeMap::new));
    all.add(ordered("ConcurrentSkipListMap with a program comparator", ConcurrentSkipListMap::new));
    all.add(
        carried(
            "map with old values only",
            () -> new HashMap<>(Map.of("a", key(1), "b", key(2))),
            (Map map) -> assertThat(map).isEqualTo(Map.of("a", newKey(1), "b", newKey(2)))));
    all.add(
        carried(
            "map in a map's key",
            () -> new HashMap(Map.of(new HashMap(Map.of(key(1), "in")), "out")),
            (Map map) -> assertThat(map.get(Map.of(newKey(1), "in"))).isEqualTo("out")));
    all.add(
        carried(
            "WeakHashMap",
            () -> {
              Object key = key(1);
              WeakHashMap map = new WeakHashMap();
              map.put(key, key(2));
              map.put("text", key(3));
              return new Object[] {map, key};
            },
            (Object[] state) -> {
              Map map = (Map) state[0];
              assertThat(map.get(newKey(1))).isEqualTo(newKey(2));
              assertThat(map.get("text")).isEqualTo(newKey(3));
            }));
  }

  private static Kind ordered(
      String name, java.util.function.Function<Comparator<Object>, SortedMap> maker) {
    return carried(
        name,
        () -> {
          SortedMap map =
              maker.apply((Comparator) Make.object(KindWorld.VERSIONS.oldClass("p.Order")));
          List.of("b", "d", "a", "c").forEach(k -> map.put(k, key(1)));
          return map;
        },
        (SortedMap map) -> {
          assertThat(map.keySet()).containsExactly("d", "c", "b", "a");
          assertThat(KindWorld.isNew(map.comparator())).isTrue();
          assertThat(map.get("c")).isEqualTo(newKey(1));
          map.put("bb", "added");
          assertThat(map.keySet()).containsExactly("d", "c", "bb", "b", "a");
        });
  }

  private static Kind set(String name, Supplier<Set> maker) {
    return carried(
        name,
        () -> {
          Set set = maker.get();
          set.addAll(List.of(keys(7, 3, 500, 12)));
          return set;
        },
        (Set set) -> {
          assertThat(set).hasSize(4).allMatch(KindWorld::isNew);
          for (Object element : new ArrayList<>(set)) {
            assertThat(set.contains(element)).isTrue();
          }
          assertThat(set.add(newKey(1))).isTrue();
        });
  }

  private static void sets(List<Kind> all) {
    all.add(set("HashSet", HashSet::new));
    all.add(set("LinkedHashSet", LinkedHashSet::new));
    all.add(set("TreeSet", TreeSet::new));
    all.add(set("ConcurrentSkipListSet", ConcurrentSkipListSet::new));
    all.add(set("CopyOnWriteArraySet", CopyOnWriteArraySet::new));
    all.add(set("ConcurrentHashMap.newKeySet", ConcurrentHashMap::newKeySet));
    all.add(
        set("Collections.newSetFromMap", () -> Collections.newSetFromMap(new IdentityHashMap<>())));
    all.add(
        carried(
            "BitSet",
            () -> BitSet.valueOf(new long[] {5}),
            (BitSet bits) -> assertThat(bits.cardinality()).isEqualTo(2)));
  }

  private static Kind sequence(String name, java.util.function.Function<List, Object> maker) {
    return carried(
        name,
        () -> maker.apply(new ArrayList(List.of(keys(3, 1, 2, 9)))),
        (Collection fresh) -> assertThat(List.copyOf(fresh)).containsExactly(newKeys(3, 1, 2, 9)));
  }

  private static void sequences(List<Kind> all) {
    all.add(sequence("ArrayList", ArrayList::new));
    all.add(sequence("LinkedList", LinkedList::new));
    all.add(sequence("Vector", Vector::new));
    all.add(
        sequence(
            "Stack",
            some -> {
              Stack stack = new Stack();
              stack.addAll(some);
              return stack;
            }));
    all.add(sequence("CopyOnWriteArrayList", CopyOnWriteArrayList::new));
    all.add(sequence("ArrayDeque", ArrayDeque::new));
    all.add(sequence("ConcurrentLinkedQueue", ConcurrentLinkedQueue::new));
    all.add(sequence("ConcurrentLinkedDeque", ConcurrentLinkedDeque::new));
    all.add(sequence("ArrayBlockingQueue", some -> new ArrayBlockingQueue(9, false, some)));
    all.add(sequence("LinkedBlockingQueue", LinkedBlockingQueue::new));
    all.add(sequence("LinkedBlockingDeque", LinkedBlockingDeque::new));
    all.add(sequence("LinkedTransferQueue", LinkedTransferQueue::new));
    all.add(
        carried(
            "SynchronousQueue",
            () -> new SynchronousQueue<>(true),
            (SynchronousQueue queue) -> assertThat(queue.poll()).isNull()));
    all.add(
        carried(
            "array of a changed class",
            () -> {
              Object[] row =
                  (Object[])
                      java.lang.reflect.Array.newInstance(KindWorld.VERSIONS.oldClass("p.Key"), 2);
              row[0] = key(1);
              return row;
            },
            (Object[] row) -> {
              assertThat(row.getClass().getComponentType())
                  .isSameAs(KindWorld.VERSIONS.newClass("p.Key"));
              assertThat(row).containsExactly(newKey(1), null);
            }));
    all.add(
        carried(
            "array of Object",
            () -> new Object[] {key(1), new int[] {1}},
            (Object[] row) -> assertThat(row[0]).isEqualTo(newKey(1))));
  }

  private static Kind queue(String name, Supplier<Queue> maker) {
    return carried(
        name,
        () -> {
          Queue queue = maker.get();
          queue.addAll(List.of(keys(4, 8, 1, 9, 2, 2)));
          return queue;
        },
        (Queue queue) -> {
          List<Object> drained = new ArrayList<>();
          while (!queue.isEmpty()) {
            drained.add(queue.remove());
          }
          assertThat(drained).containsExactly(newKeys(9, 8, 4, 2, 2, 1));
        });
  }

  private static void queues(List<Kind> all) {
    all.add(queue("PriorityQueue", PriorityQueue::new));
    all.add(queue("PriorityBlockingQueue", PriorityBlockingQueue::new));
    all.add(queue("DelayQueue", () -> (Queue) new DelayQueue()));
    all.add(
        carried(
            "PriorityQueue with a program comparator",
            () -> {
              Queue queue =
                  new PriorityQueue(
                      (Comparator) Make.object(KindWorld.VERSIONS.oldClass("p.Order")));
              queue.addAll(List.of("b", "c", "a"));
              return queue;
            },
            (Queue queue) -> {
              assertThat(queue.remove()).isEqualTo("c");
              assertThat(queue.remove()).isEqualTo("b");
            }));
  }

  private static void enums(List<Kind> all) {
    all.add(
        carried(
            "EnumMap, constants added and moved",
            () -> {
              EnumMap map = new EnumMap(KindWorld.VERSIONS.oldClass("p.Color"));
              map.put(old("Color", "RED"), key(1));
              map.put(old("Color", "BLUE"), null);
              return map;
            },
            (EnumMap map) -> {
              assertThat(map.keySet())
                  .containsExactly(fresh("Color", "BLUE"), fresh("Color", "RED"));
              assertThat(map.get(fresh("Color", "RED"))).isEqualTo(newKey(1));
              map.put(fresh("Color", "BLACK"), "added");
              assertThat(map).hasSize(3);
            }));
    all.add(
        carried(
            "EnumMap of a kept enum",
            () -> new EnumMap(Map.of(TimeUnit.DAYS, key(1))),
            (Map map) -> assertThat(map.get(TimeUnit.DAYS)).isEqualTo(newKey(1))));
    all.add(enumSet("EnumSet, constants added and moved", "Color", "RED", "GREEN", "BLACK"));
    all.add(enumSet("EnumSet, more than 64 constants", "Jumbo", "C1", "C66", "C75"));
    all.add(enumSet("EnumSet that grows over 64 constants", "Growing", "C1", "C59", "C65"));
    all.add(enumSet("EnumSet that shrinks under 65 constants", "Shrinking", "C1", "C59", "C3"));
    all.add(
        refused(
            "EnumSet with a constant that is gone",
            () -> EnumSet.of((Enum) old("Shrinking", "C65")),
            "gone in the new version: constant=p.Shrinking.C65"));
    all.add(
        carried(
            "view of an EnumSet that grows over 64 constants",
            () -> Collections.unmodifiableSet(EnumSet.of((Enum) old("Growing", "C5"))),
            (Set set) -> assertThat(set).containsExactly(fresh("Growing", "C5"))));
  }

  private static Kind enumSet(String name, String type, String one, String two, String added) {
    return carried(
        name,
        () -> EnumSet.of((Enum) old(type, one), (Enum) old(type, two)),
        (EnumSet set) -> {
          assertThat(set).containsExactlyInAnyOrder(fresh(type, one), fresh(type, two));
          assertThat(set.add(fresh(type, added))).isTrue();
          assertThat(EnumSet.complementOf(set))
              .hasSize(fresh(type, one).getDeclaringClass().getEnumConstants().length - 3);
        });
  }

  private static void immutables(List<Kind> all) {
    all.add(sequence("List.of", some -> List.of(some.toArray())));
    all.add(
        carried(
            "List.of one or two",
            () -> List.of(List.of(key(1)), List.of(key(2), key(3))),
            (List list) ->
                assertThat(list)
                    .containsExactly(List.of(newKey(1)), List.of(newKey(2), newKey(3)))));
    all.add(
        carried(
            "Set.of",
            () -> Set.of(keys(1, 2, 3, 4, 5)),
            (Set set) -> assertThat(set).hasSize(5).contains(newKeys(1, 2, 3, 4, 5))));
    all.add(
        carried(
            "Set.of one or two",
            () -> List.of(Set.of(key(1)), Set.of(key(2), key(3))),
            (List list) ->
                assertThat(list).containsExactly(Set.of(newKey(1)), Set.of(newKey(2), newKey(3)))));
    all.add(
        carried(
            "Map.of",
            () -> Map.of(key(1), key(-1), key(2), "two", "three", key(3)),
            (Map map) -> {
              assertThat(map.get(newKey(1))).isEqualTo(newKey(-1));
              assertThat(map.get(newKey(2))).isEqualTo("two");
              assertThat(map.get("three")).isEqualTo(newKey(3));
            }));
    all.add(
        carried(
            "Map.of one",
            () -> Map.of(key(1), key(2)),
            (Map map) -> assertThat(map.get(newKey(1))).isEqualTo(newKey(2))));
    all.add(
        carried(
            "Map.entry and AbstractMap.SimpleEntry",
            () -> List.of(Map.entry(key(1), key(2)), new AbstractMap.SimpleEntry(key(3), key(4))),
            (List list) ->
                assertThat(list)
                    .containsExactly(
                        Map.entry(newKey(1), newKey(2)), Map.entry(newKey(3), newKey(4)))));
    all.add(
        carried(
            "views of List.of, Set.of and Map.of",
            () ->
                new Object[] {
                  List.of(keys(1, 2, 3)).subList(1, 3),
                  Map.of(key(1), key(2)).keySet(),
                  Map.of("k", key(2)).values()
                },
            (Object[] views) -> {
              assertThat((List) views[0]).containsExactly(newKeys(2, 3));
              assertThat((Set) views[1]).containsExactly(newKey(1));
              assertThat((Collection) views[2]).containsExactly(newKey(2));
            }));
  }

  private static Map filled(Map map) {
    for (int i = 1; i <= 5; i++) {
      map.put("k" + i, key(i));
    }
    return map;
  }

  private static Kind view(String name, Supplier<Object> state, Object... expected) {
    return carried(
        name,
        state,
        (Object view) ->
            assertThat(view instanceof Map map ? map.values() : (Collection<Object>) view)
                .containsExactly(expected));
  }

  private static void views(List<Kind> all) {
    all.add(
        carried(
            "keySet",
            () -> new LinkedHashMap<>(Map.of(key(1), 1)).keySet(),
            (Set set) -> assertThat(set.contains(newKey(1))).isTrue()));
    all.add(view("values", () -> filled(new TreeMap()).values(), newKeys(1, 2, 3, 4, 5)));
    all.add(
        carried(
            "entrySet",
            () -> new HashMap<>(Map.of(key(1), key(2))).entrySet(),
            (Set set) -> assertThat(set).containsExactly(Map.entry(newKey(1), newKey(2)))));
    all.add(
        view("subMap", () -> ((TreeMap) filled(new TreeMap())).subMap("k2", "k4"), newKeys(2, 3)));
    all.add(
        view(
            "headMap and tailMap",
            () -> ((TreeMap) filled(new TreeMap())).headMap("k4").tailMap("k2"),
            newKeys(2, 3)));
    all.add(
        view(
            "descendingMap",
            () -> ((TreeMap) filled(new TreeMap())).descendingMap(),
            newKeys(5, 4, 3, 2, 1)));
    all.add(
        view(
            "ConcurrentSkipListMap.subMap",
            () -> ((ConcurrentSkipListMap) filled(new ConcurrentSkipListMap())).subMap("k2", "k4"),
            newKeys(2, 3)));
    all.add(
        carried(
            "subMap with old bounds, order kept by a comparator",
            () -> {
              TreeMap map = new TreeMap(Comparator.comparing(Object::toString));
              for (int i = 1; i <= 5; i++) {
                map.put(key(i), i);
              }
              return map.subMap(key(2), key(4));
            },
            (Map map) -> assertThat(map.values()).containsExactly(2, 3)));
    all.add(
        view(
            "ArrayList.subList",
            () -> new ArrayList(List.of(keys(1, 2, 3))).subList(1, 3),
            newKeys(2, 3)));
    all.add(view("Arrays.asList", () -> Arrays.asList(keys(1, 2)), newKeys(1, 2)));
  }

  private static Kind wrapper(String name, java.util.function.Function<List, Object> maker) {
    return sequence(name, maker);
  }

  private static void wrappers(List<Kind> all) {
    all.add(wrapper("Collections.unmodifiableList", Collections::unmodifiableList));
    all.add(wrapper("Collections.unmodifiableCollection", Collections::unmodifiableCollection));
    all.add(wrapper("Collections.synchronizedList", Collections::synchronizedList));
    all.add(
        carried(
            "Collections.unmodifiableMap and synchronizedMap",
            () ->
                new Object[] {
                  Collections.unmodifiableMap(new HashMap(Map.of(key(1), key(2)))),
                  Collections.synchronizedSortedMap(new TreeMap(Map.of(key(1), key(2))))
                },
            (Object[] maps) -> {
              assertThat(((Map) maps[0]).get(newKey(1))).isEqualTo(newKey(2));
              assertThat(((Map) maps[1]).get(newKey(1))).isEqualTo(newKey(2));
            }));
    all.add(
        carried(
            "Collections.checkedList and checkedMap of a changed class",
            () -> {
              Class key = KindWorld.VERSIONS.oldClass("p.Key");
              List list = Collections.checkedList(new ArrayList(), key);
              list.add(key(1));
              Map map = Collections.checkedMap(new HashMap(), key, Object.class);
              map.put(key(1), key(2));
              return new Object[] {list, map};
            },
            (Object[] state) -> {
              ((List) state[0]).add(newKey(2));
              assertThat((List) state[0]).containsExactly(newKeys(1, 2));
              assertThatThrownBy(() -> ((List) state[0]).add(key(3)))
                  .isInstanceOf(ClassCastException.class);
              assertThat(((Map) state[1]).get(newKey(1))).isEqualTo(newKey(2));
            }));
    all.add(
        carried(
            "Collections.singleton, singletonList and singletonMap",
            () ->
                new Object[] {
                  Collections.singleton(key(1)),
                  Collections.singletonList(key(2)),
                  Collections.singletonMap(key(3), key(4))
                },
            (Object[] state) -> {
              assertThat((Set) state[0]).containsExactly(newKey(1));
              assertThat((List) state[1]).containsExactly(newKey(2));
              assertThat(((Map) state[2]).get(newKey(3))).isEqualTo(newKey(4));
            }));
    all.add(
        carried(
            "Collections.nCopies",
            () -> Collections.nCopies(3, key(1)),
            (List list) -> assertThat(list).containsExactly(newKeys(1, 1, 1))));
    all.add(
        carried(
            "Collections.emptyList and the other empty ones",
            () -> new Object[] {Collections.emptyList(), Map.of(), Collections.emptySortedSet()},
            (Object[] state) -> {
              assertThat(state[0]).isSameAs(Collections.emptyList());
              assertThat(state[1]).isSameAs(Map.of());
              assertThat(state[2]).isSameAs(Collections.emptySortedSet());
            }));
    all.add(
        carried(
            "Collections.reverseOrder of a program comparator",
            () -> {
              TreeSet set =
                  new TreeSet(
                      Collections.reverseOrder(
                          (Comparator) Make.object(KindWorld.VERSIONS.oldClass("p.Order"))));
              set.addAll(List.of("a", "b", "c"));
              return set;
            },
            (Set set) -> assertThat(set).containsExactly("a", "b", "c")));
  }

  private static Kind iterator(String name, Supplier<Iterator> state, Object... rest) {
    return carried(
        name,
        () -> {
          Iterator iterator = state.get();
          iterator.next();
          return iterator;
        },
        (Consumer<Iterator>)
            iterator -> {
              List<Object> left = new ArrayList<>();
              iterator.forEachRemaining(left::add);
              assertThat(left).containsExactly(rest);
            });
  }

  private static void iterators(List<Kind> all) {
    List<Object> three = List.of(1, 2, 3);
    all.add(
        iterator(
            "iterator of a list in use",
            () -> new ArrayList(List.of(keys(1, 2, 3))).iterator(),
            newKeys(2, 3)));
    all.add(
        iterator(
            "iterator of a linked list in use",
            () -> new LinkedList(List.of(keys(1, 2, 3))).iterator(),
            newKeys(2, 3)));
    all.add(
        iterator(
            "iterator of a map's values in use",
            () -> filled(new LinkedHashMap()).values().iterator(),
            newKeys(2, 3, 4, 5)));
    all.add(
        iterator(
            "iterator of a copy-on-write list in use",
            () -> new CopyOnWriteArrayList(List.of(keys(1, 2, 3))).iterator(),
            newKeys(2, 3)));
    all.add(
        iterator(
            "iterator of a concurrent queue in use",
            () -> new ConcurrentLinkedQueue(List.of(keys(1, 2, 3))).iterator(),
            newKeys(2, 3)));
    all.add(
        carried(
            "iterator of a map whose keys moved",
            () -> new HashMap<>(Map.of(key(1), three, key(2), three)).keySet().iterator(),
            (Iterator iterator) ->
                assertThatThrownBy(iterator::next)
                    .isInstanceOf(ConcurrentModificationException.class)));
    all.add(
        carried(
            "iterator of a concurrent map whose keys moved",
            () -> new ConcurrentHashMap<>(Map.of(key(1), three)).keySet().iterator(),
            (Iterator iterator) -> assertThat(iterator.next()).isEqualTo(newKey(1))));
    all.add(
        carried(
            "spliterator in use",
            () -> {
              Spliterator spliterator = new ArrayList(List.of(keys(1, 2, 3))).spliterator();
              spliterator.tryAdvance(first -> {});
              return spliterator;
            },
            (Spliterator spliterator) -> {
              List<Object> left = new ArrayList<>();
              spliterator.forEachRemaining(left::add);
              assertThat(left).containsExactly(newKeys(2, 3));
            }));
    all.add(
        iterator(
            "Enumeration in use",
            () -> new Vector(List.of(keys(1, 2, 3))).elements().asIterator(),
            newKeys(2, 3)));
  }
}
