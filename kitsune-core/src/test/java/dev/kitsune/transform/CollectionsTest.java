package dev.kitsune.transform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.ref.SoftReference;
import java.lang.ref.WeakReference;
import java.util.*;
import java.util.concurrent.*;
import java.util.concurrent.atomic.*;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Each kind of JDK container, with old objects as values, elements and keys. */
class CollectionsTest {

  private static final String KEY =
      """
      package p;
      public class Key implements Comparable<Key> {
        public int id;
        public Key() {}
        public Key(int id) { this.id = id; }
        @Override public int hashCode() { return id; }
        @Override public boolean equals(Object o) { return o instanceof Key k && k.id == id; }
        @Override public int compareTo(Key k) { return Integer.compare(id, k.id); }
        @Override public String toString() { return "key " + id; }
      }
      """;

  // Another hash, the opposite order, and one bit less that counts.
  private static final TwoVersions VERSIONS =
      TwoVersions.of(
          new String[] {
            """
            package k;
            public record Pair(Object left, Object right) {}
            """
          },
          new String[] {
            KEY,
            """
            package p;
            import java.util.*;
            public class Order implements Comparator<Object> {
              public int compare(Object a, Object b) { return String.valueOf(a).compareTo(String.valueOf(b)); }
            }
            """,
            """
            package p;
            public enum Color { RED, GREEN, BLUE }
            """,
            """
            package p;
            public class Lru extends java.util.LinkedHashMap<Object, Object> {
              int limit = 3;
              public Lru() { super(16, 0.5f, true); }
              @Override protected boolean removeEldestEntry(java.util.Map.Entry<Object, Object> e) { return size() > limit; }
              @Override public Object put(Object k, Object v) { if (limit == 0) throw new IllegalStateException(); return super.put(k, v); }
            }
            """,
            """
            package p;
            public class Failure extends RuntimeException {
              public Object what; public Failure(String m, Object what) { super(m); this.what = what; }
            }
            """
          },
          new String[] {
            KEY.replace("return id;", "return 1000 - id * 31;")
                .replace("Integer.compare(id, k.id)", "Integer.compare(k.id, id)"),
            """
            package p;
            import java.util.*;
            public class Order implements Comparator<Object> {
              public int compare(Object a, Object b) { return String.valueOf(b).compareTo(String.valueOf(a)); }
            }
            """,
            """
            package p;
            public enum Color { BLACK, BLUE, GREEN, RED }
            """,
            """
            package p;
            public class Lru extends java.util.LinkedHashMap<Object, Object> {
              int limit = 3;
              int more = 1;
              public Lru() { super(16, 0.5f, true); }
              @Override protected boolean removeEldestEntry(java.util.Map.Entry<Object, Object> e) { return size() > limit; }
              @Override public Object put(Object k, Object v) { if (limit == 0) throw new IllegalStateException(); return super.put(k, v); }
            }
            """,
            """
            package p;
            public class Failure extends RuntimeException {
              public Object what; int more; public Failure(String m, Object what) { super(m); this.what = what; }
            }
            """
          });

  private static Object key(int id) {
    return Make.object(VERSIONS.oldClass("p.Key"), id);
  }

  private static Object newKey(int id) {
    return Make.object(VERSIONS.newClass("p.Key"), id);
  }

  private static Transformation transform(Object... roots) {
    Transformation transformation = new Transformation(VERSIONS);
    for (int i = 0; i < roots.length; i++) {
      transformation.root("root " + i, roots[i]);
    }
    transformation.run();
    transformation.apply();
    return transformation;
  }

  private static boolean isNew(Object object) {
    return object.getClass().getClassLoader() == VERSIONS.newClass("p.Key").getClassLoader();
  }

  static Stream<Arguments> lists() {
    return Stream.of(
            ArrayList::new,
            LinkedList::new,
            ArrayDeque::new,
            Vector::new,
            (Function<Collection<Object>, Collection<Object>>)
                all -> {
                  Stack<Object> stack = new Stack<>();
                  stack.addAll(all);
                  return stack;
                },
            CopyOnWriteArrayList::new,
            ConcurrentLinkedQueue::new,
            ConcurrentLinkedDeque::new,
            LinkedBlockingQueue::new,
            LinkedBlockingDeque::new,
            LinkedTransferQueue::new,
            all -> new ArrayBlockingQueue<>(20, false, all),
            all -> Collections.unmodifiableList(new ArrayList<>(all)),
            all -> Collections.synchronizedList(new LinkedList<>(all)),
            all -> Collections.unmodifiableCollection(new ArrayDeque<>(all)),
            all -> List.of(all.toArray()),
            all -> List.of(all.iterator().next()),
            all -> Arrays.asList(all.toArray()),
            all -> Arrays.asList(typed(all)),
            all -> new ArrayList<>(all).subList(1, 3))
        .map((Function<Collection<Object>, Collection<Object>> maker) ->
            Arguments.of(named(maker), maker));
  }

  private static String named(Function<Collection<Object>, Collection<Object>> maker) {
    return maker.apply(List.of("a", "b", "c")).getClass().getSimpleName();
  }

  private static Object[] typed(Collection<Object> all) {
    return all.iterator().next() instanceof String
        ? all.toArray()
        : all.toArray(
            (Object[]) java.lang.reflect.Array.newInstance(VERSIONS.oldClass("p.Key"), 0));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("lists")
  void sequence_ofOldObjects_keepsIdentityAndOrder(
      String name, Function<Collection<Object>, Collection<Object>> maker) {
    Collection<Object> list = maker.apply(List.of(key(3), key(1), key(2), key(9)));
    List<Object> olds = new ArrayList<>(list);
    List<String> before = Digest.of(list);

    Transformation transformation = transform(list);

    assertThat(transformation.fresh(list)).isSameAs(list);
    assertThat(list).hasSameSizeAs(olds).allMatch(CollectionsTest::isNew);
    assertThat(list.toString()).isEqualTo(olds.toString());
    transformation.undo();
    assertThat(Digest.of(list)).isEqualTo(before);
  }

  static Stream<Arguments> maps() {
    List<java.util.function.Supplier<Map<Object, Object>>> makers =
        List.of(
            HashMap::new,
            () -> new HashMap<>(2, 5f),
            LinkedHashMap::new,
            () -> new LinkedHashMap<>(16, 0.75f, true),
            Hashtable::new,
            ConcurrentHashMap::new,
            IdentityHashMap::new,
            TreeMap::new,
            ConcurrentSkipListMap::new,
            () -> Collections.synchronizedMap(new HashMap<>()),
            () -> Collections.synchronizedMap(new TreeMap<>()));
    List<Arguments> all = new ArrayList<>();
    for (int i = 0; i < makers.size(); i++) {
      all.add(
          Arguments.of(makers.get(i).get().getClass().getSimpleName() + " " + i, makers.get(i)));
    }
    return all.stream();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("maps")
  void map_withOldKeysAndValues_isReordered(
      String name, java.util.function.Supplier<Map<Object, Object>> maker) {
    Map<Object, Object> map = maker.get();
    for (int i : new int[] {5, 2, 900, 17, 33, 1, 64, 128, 256, 512, 3}) {
      map.put(key(i), key(-i));
    }
    String order = map.toString();
    List<String> before = Digest.of(map);

    Transformation transformation = transform(map);

    assertThat(map).hasSize(11);
    assertThat(map.keySet()).allMatch(CollectionsTest::isNew);
    assertThat(map.values()).allMatch(CollectionsTest::isNew);
    for (Map.Entry<Object, Object> entry : new ArrayList<>(map.entrySet())) {
      assertThat(map.get(entry.getKey())).isSameAs(entry.getValue());
      assertThat(entry.getValue().toString())
          .isEqualTo(entry.getKey().toString().replace("key ", "key -"));
    }
    if (map instanceof IdentityHashMap<?, ?>) {
      assertThat(map.get(newKey(5))).isNull();
    } else {
      assertThat(map.get(newKey(900))).isEqualTo(newKey(-900));
    }
    transformation.undo();
    assertThat(map.toString()).isEqualTo(order);
    assertThat(Digest.of(map)).isEqualTo(before);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("maps")
  void map_withOldValuesOnly_keepsItsInsides(
      String name, java.util.function.Supplier<Map<Object, Object>> maker) {
    Map<Object, Object> map = maker.get();
    for (int i : new int[] {5, 2, 900}) {
      map.put("k" + i, key(i));
    }
    List<Object> keys = new ArrayList<>(map.keySet());
    List<String> before = Digest.of(map);

    Transformation transformation = transform(map);

    assertThat(new ArrayList<>(map.keySet())).isEqualTo(keys);
    assertThat(map.values()).allMatch(CollectionsTest::isNew);
    transformation.undo();
    assertThat(Digest.of(map)).isEqualTo(before);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("maps")
  void map_emptyOrUntouched_isNotWritten(
      String name, java.util.function.Supplier<Map<Object, Object>> maker) {
    Map<Object, Object> empty = maker.get();
    Map<Object, Object> strings = maker.get();
    strings.put("a", "b");
    List<String> before = Digest.of(empty, strings);

    transform(empty, strings);

    assertThat(Digest.of(empty, strings)).isEqualTo(before);
  }

  @Test
  void linkedMap_inAccessOrder_staysInIt() {
    Map<Object, Object> map = new LinkedHashMap<>(16, 0.75f, true);
    for (int i = 0; i < 4; i++) {
      map.put(key(i), i);
    }
    map.get(key(1));

    transform(map);

    assertThat(map.values()).containsExactly(0, 2, 3, 1);
    map.get(newKey(0));
    assertThat(map.values()).containsExactly(2, 3, 1, 0);
  }

  @Test
  void sortedMap_naturalOrderOfNewClass_isReversed() {
    TreeMap<Object, Object> map = new TreeMap<>();
    TreeSet<Object> set = new TreeSet<>();
    ConcurrentSkipListSet<Object> skip = new ConcurrentSkipListSet<>();
    for (int i = 0; i < 20; i++) {
      map.put(key(i), i);
      set.add(key(i));
      skip.add(key(i));
    }

    transform(map, set, skip);

    assertThat(map.firstEntry().getValue()).isEqualTo(19);
    assertThat(new ArrayList<>(map.values()))
        .isSortedAccordingTo(Comparator.<Object>comparingInt(x -> (int) x).reversed());
    assertThat(set.first()).isEqualTo(newKey(19));
    assertThat(skip.first()).isEqualTo(newKey(19));
    assertThat(set.contains(newKey(3))).isTrue();
    assertThat(skip.contains(newKey(3))).isTrue();
  }

  static Stream<Arguments> sorted() {
    BiFunction<Comparator<Object>, List<Object>, Object> tree =
        (order, all) -> fill(new TreeMap<>(order), all);
    BiFunction<Comparator<Object>, List<Object>, Object> skip =
        (order, all) -> fill(new ConcurrentSkipListMap<>(order), all);
    return Stream.of(Arguments.of("TreeMap", tree), Arguments.of("ConcurrentSkipListMap", skip));
  }

  private static Object fill(Map<Object, Object> map, List<Object> all) {
    all.forEach(k -> map.put(k, k));
    return map;
  }

  @SuppressWarnings("unchecked")
  @ParameterizedTest(name = "{0}")
  @MethodSource("sorted")
  void sortedMap_comparatorOfChangedClass_isReplacedInTheSameMap(
      String name, BiFunction<Comparator<Object>, List<Object>, Object> maker) {
    Comparator<Object> order = (Comparator<Object>) Make.object(VERSIONS.oldClass("p.Order"));
    SortedMap<Object, Object> map =
        (SortedMap<Object, Object>) maker.apply(order, List.of("a", "b", "c", "d"));
    List<String> before = Digest.of(map);

    Transformation transformation = transform(map);

    assertThat(isNew(map.comparator())).isTrue();
    assertThat(map.keySet()).containsExactly("d", "c", "b", "a");
    assertThat(map.get("c")).isEqualTo("c");
    transformation.undo();
    assertThat(map.comparator()).isSameAs(order);
    assertThat(Digest.of(map)).isEqualTo(before);
  }

  @SuppressWarnings("unchecked")
  @Test
  void priorityQueues_areHeapsOfTheNewOrder() {
    Comparator<Object> order = (Comparator<Object>) Make.object(VERSIONS.oldClass("p.Order"));
    Queue<Object> plain = new PriorityQueue<>();
    Queue<Object> blocking = new PriorityBlockingQueue<>();
    Queue<Object> compared = new PriorityQueue<>(order);
    for (int i : new int[] {4, 8, 1, 9, 2, 2}) {
      plain.add(key(i));
      blocking.add(key(i));
      compared.add("" + i);
    }
    List<String> before = Digest.of(plain, blocking, compared);

    Transformation transformation = transform(plain, blocking, compared);
    List<String> written = Digest.of(plain, blocking, compared);

    assertThat(written).isNotEqualTo(before);
    transformation.undo();
    assertThat(Digest.of(plain, blocking, compared)).isEqualTo(before);

    transform(plain, blocking, compared);
    assertThat(drain(plain)).isEqualTo("[key 9, key 8, key 4, key 2, key 2, key 1]");
    assertThat(drain(blocking)).isEqualTo("[key 9, key 8, key 4, key 2, key 2, key 1]");
    assertThat(drain(compared)).isEqualTo("[9, 8, 4, 2, 2, 1]");
  }

  private static String drain(Queue<Object> queue) {
    List<Object> all = new ArrayList<>();
    while (!queue.isEmpty()) {
      all.add(queue.remove());
    }
    return all.toString();
  }

  static Stream<Arguments> sets() {
    List<java.util.function.Supplier<Set<Object>>> makers =
        List.of(
            HashSet::new,
            LinkedHashSet::new,
            TreeSet::new,
            ConcurrentHashMap::newKeySet,
            CopyOnWriteArraySet::new,
            ConcurrentSkipListSet::new,
            () -> Collections.newSetFromMap(new IdentityHashMap<>()),
            () -> Collections.synchronizedSet(new HashSet<>()));
    return makers.stream().map(m -> Arguments.of(m.get().getClass().getName(), m));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("sets")
  void set_ofOldElements_containsTheNew(
      String name, java.util.function.Supplier<Set<Object>> maker) {
    Set<Object> set = maker.get();
    for (int i : new int[] {7, 3, 500, 12}) {
      set.add(key(i));
    }
    List<String> before = Digest.of(set);

    Transformation transformation = transform(set);

    assertThat(set).hasSize(4).allMatch(CollectionsTest::isNew);
    for (Object element : new ArrayList<>(set)) {
      assertThat(set.contains(element)).isTrue();
    }
    transformation.undo();
    assertThat(Digest.of(set)).isEqualTo(before);
  }

  @Test
  void immutableSetsAndMaps_areProbedByTheNewHash() {
    Set<Object> set = Set.of(key(1), key(2), key(3), key(4), key(5));
    Set<Object> two = Set.of(key(1), key(2));
    Map<Object, Object> map = Map.of(key(1), key(-1), key(2), key(-2), key(3), key(-3));
    Map<Object, Object> one = Map.of(key(1), key(-1));
    Map<Object, Object> values = Map.of("a", key(1), "b", key(2));
    List<String> before = Digest.of(set, two, map, one, values);

    Transformation transformation = transform(set, two, map, one, values);

    for (int i = 1; i <= 5; i++) {
      assertThat(set.contains(newKey(i))).isTrue();
    }
    assertThat(two.contains(newKey(2))).isTrue();
    assertThat(map.get(newKey(3))).isEqualTo(newKey(-3));
    assertThat(one.get(newKey(1))).isEqualTo(newKey(-1));
    assertThat(values.get("b")).isEqualTo(newKey(2));
    transformation.undo();
    assertThat(Digest.of(set, two, map, one, values)).isEqualTo(before);
  }

  @SuppressWarnings({"unchecked", "rawtypes"})
  @Test
  void enumContainers_ofChangedEnum_followTheNewConstants() {
    Class oldColor = VERSIONS.oldClass("p.Color");
    Class newColor = VERSIONS.newClass("p.Color");
    EnumMap map = new EnumMap(oldColor);
    map.put(Enum.valueOf(oldColor, "RED"), key(1));
    map.put(Enum.valueOf(oldColor, "BLUE"), null);
    EnumSet set = EnumSet.of(Enum.valueOf(oldColor, "RED"), Enum.valueOf(oldColor, "GREEN"));
    EnumMap kept = new EnumMap(TimeUnit.class);
    kept.put(TimeUnit.DAYS, key(2));
    EnumSet keptSet = EnumSet.of(TimeUnit.DAYS);
    List<String> before = Digest.of(map, set, kept, keptSet);

    Transformation transformation = transform(map, set, kept, keptSet);

    assertThat(map.keySet())
        .containsExactly(Enum.valueOf(newColor, "BLUE"), Enum.valueOf(newColor, "RED"));
    assertThat(map.get(Enum.valueOf(newColor, "RED"))).isEqualTo(newKey(1));
    assertThat(map.get(Enum.valueOf(newColor, "BLUE"))).isNull();
    assertThat(set).containsExactly(Enum.valueOf(newColor, "GREEN"), Enum.valueOf(newColor, "RED"));
    set.add(Enum.valueOf(newColor, "BLACK"));
    assertThat(set).hasSize(3);
    set.remove(Enum.valueOf(newColor, "BLACK"));
    assertThat(kept.get(TimeUnit.DAYS)).isEqualTo(newKey(2));
    assertThat(keptSet).containsExactly(TimeUnit.DAYS);
    transformation.undo();
    assertThat(Digest.of(map, set, kept, keptSet)).isEqualTo(before);
  }

  @Test
  void wrappersAndReferences_holdTheNewObject() throws Exception {
    Object key = key(1);
    Optional<Object> optional = Optional.of(key);
    AtomicReference<Object> atomic = new AtomicReference<>(key);
    AtomicReferenceArray<Object> atomics = new AtomicReferenceArray<>(new Object[] {key, null});
    Map.Entry<Object, Object> entry = new AbstractMap.SimpleEntry<>(key, key);
    Map.Entry<Object, Object> fixed = Map.entry(key, key);
    SoftReference<Object> soft = new SoftReference<>(key);
    CompletableFuture<Object> future = CompletableFuture.completedFuture(key);
    ThreadLocal<Object> local = new ThreadLocal<>();
    Object[] state = {optional, atomic, atomics, entry, fixed, soft, future, local};
    List<String> before = Digest.of((Object) state);

    Transformation transformation = transform((Object) state);

    Object fresh = transformation.fresh(key);
    assertThat(isNew(fresh)).isTrue();
    assertThat(optional.get()).isSameAs(fresh);
    assertThat(atomic.get()).isSameAs(fresh);
    assertThat(atomics.get(0)).isSameAs(fresh);
    assertThat(entry.getKey()).isSameAs(fresh).isSameAs(entry.getValue());
    assertThat(fixed.getKey()).isSameAs(fresh).isSameAs(fixed.getValue());
    assertThat(soft.get()).isSameAs(fresh);
    assertThat(future.get()).isSameAs(fresh);
    assertThat(state[7]).isSameAs(local);
    assertThat(transformation.counts().copied()).isEqualTo(1);
    transformation.undo();
    assertThat(Digest.of((Object) state)).isEqualTo(before);
  }

  @Test
  void weakReference_countsOnlyIfReachedOtherwise() {
    Object held = key(1);
    Object unheld = key(2);
    WeakReference<Object> alive = new WeakReference<>(held);
    WeakReference<Object> dead = new WeakReference<>(unheld);

    Transformation transformation = transform(alive, dead, held);

    assertThat(alive.get()).isSameAs(transformation.fresh(held));
    assertThat(dead.get()).isNull();
    assertThat(transformation.counts().copied()).isEqualTo(1);
    transformation.undo();
    assertThat(alive.get()).isSameAs(held);
    assertThat(dead.get()).isSameAs(unheld);
  }

  @Test
  void weakHashMap_entryCountsOnceItsKeyIsReached() {
    Object held = key(1);
    Object viaValue = key(2);
    Object unheld = key(3);
    WeakHashMap<Object, Object> map = new WeakHashMap<>();
    map.put(held, new ArrayList<>(List.of(viaValue)));
    map.put(viaValue, key(22));
    map.put(unheld, key(33));
    map.put("text", key(44));
    map.put(null, key(55));

    Transformation transformation = transform(map, held);

    assertThat(map).hasSize(4);
    assertThat(map.get(newKey(1)).toString()).isEqualTo("[key 2]");
    assertThat(map.get(newKey(2))).isEqualTo(newKey(22));
    assertThat(map.get("text")).isEqualTo(newKey(44));
    assertThat(map.get(null)).isEqualTo(newKey(55));
    transformation.undo();
    assertThat(map).hasSize(5).containsEntry(unheld, key(33)).containsEntry(viaValue, key(22));
    assertThat(List.of(held, viaValue, unheld)).hasSize(3);
  }

  @Test
  void keysThatBecomeEqual_areAnErrorWithPath_andUndone() {
    TwoVersions versions =
        TwoVersions.of(
            KEY,
            KEY.replace("return id;", "return id / 2;")
                .replace("k.id == id", "k.id / 2 == id / 2"));
    Class<?> type = versions.oldClass("p.Key");
    Map<Object, Object> map = new HashMap<>();
    for (int i = 0; i < 4; i++) {
      map.put(Make.object(type, i), i);
    }
    Map<String, Object> holder = new HashMap<>(Map.of("m", new ArrayList<>(List.of(map))));
    List<String> before = Digest.of(holder);
    Transformation transformation = new Transformation(versions);
    transformation.root("static p.Main.index", holder);
    transformation.run();

    assertThatThrownBy(transformation::apply)
        .isInstanceOf(TransformException.class)
        .hasMessageContaining("two keys of a HashMap became equal: one of them is a Key")
        .hasMessageEndingWith("path: static p.Main.index -> HashMap[\"m\"] -> ArrayList[0]");
    transformation.undo();
    assertThat(Digest.of(holder)).isEqualTo(before);
  }

  @Test
  void immutableSet_elementsThatBecomeEqual_areAnError() {
    TwoVersions versions =
        TwoVersions.of(KEY, KEY.replace("return id;", "return 1;").replace("k.id == id", "true"));
    Class<?> type = versions.oldClass("p.Key");
    Transformation transformation = new Transformation(versions);
    transformation.root(
        "r", Set.of(Make.object(type, 1), Make.object(type, 2), Make.object(type, 3)));
    transformation.run();

    assertThatThrownBy(transformation::apply).hasMessageContaining("became equal");
  }

  @Test
  void nestedContainersAsKeys_areRebuiltInnermostFirst() {
    // Each outer set's hash hangs on an inner set that must be in order before it.
    Set<Object> inner = new HashSet<>(Set.of(key(1), key(2)));
    Set<Object> middle = new HashSet<>(Set.of(inner, key(3)));
    Map<Object, Object> outer = new HashMap<>();
    outer.put(middle, "found");
    outer.put(List.of(key(4)), "list");
    outer.put(Make.object(VERSIONS.keptClass("k.Pair"), key(5), inner), "pair");
    List<String> before = Digest.of(outer);

    Transformation transformation = transform(outer, middle, inner);

    assertThat(outer.get(Set.of(Set.of(newKey(1), newKey(2)), newKey(3)))).isEqualTo("found");
    assertThat(outer.get(List.of(newKey(4)))).isEqualTo("list");
    assertThat(
            outer.get(
                Make.object(VERSIONS.keptClass("k.Pair"), newKey(5), Set.of(newKey(1), newKey(2)))))
        .isEqualTo("pair");
    transformation.undo();
    assertThat(Digest.of(outer)).isEqualTo(before);
  }

  @Test
  void programSubclassOfCollection_isCopiedWithItsContents() {
    @SuppressWarnings("unchecked")
    Map<Object, Object> old = (Map<Object, Object>) Make.object(VERSIONS.oldClass("p.Lru"));
    for (int i = 0; i < 3; i++) {
      old.put(key(i), key(-i));
    }
    TwoVersions.set(old, "limit", 0);
    old.get(key(0));
    Object keySet = old.keySet();
    Object[] state = {old, keySet};
    List<String> before = Digest.of((Object) state);

    Transformation transformation = transform((Object) state);

    @SuppressWarnings("unchecked")
    Map<Object, Object> fresh = (Map<Object, Object>) state[0];
    assertThat(isNew(fresh)).isTrue();
    assertThat(fresh.toString()).isEqualTo("{key 1=key -1, key 2=key -2, key 0=key 0}");
    assertThat(fresh.get(newKey(2))).isEqualTo(newKey(-2));
    assertThat(fresh.keySet()).isSameAs(keySet).hasSize(3).allMatch(CollectionsTest::isNew);
    transformation.undo();
    assertThat(Digest.of((Object) state)).isEqualTo(before);
  }

  @Test
  void programThrowable_keepsItsStackTraceAndCause() {
    Object key = key(1);
    Throwable cause = new IllegalStateException("cause");
    Throwable old = (Throwable) Make.object(VERSIONS.oldClass("p.Failure"), "text", key);
    old.initCause(cause);
    Object[] state = {old};

    Transformation transformation = transform((Object) state);

    Throwable fresh = (Throwable) state[0];
    assertThat(isNew(fresh)).isTrue();
    assertThat(fresh).hasMessage("text").hasCause(cause);
    assertThat(fresh.getStackTrace()).isNotEmpty().isEqualTo(old.getStackTrace());
    assertThat(TwoVersions.get(fresh, "what")).isSameAs(transformation.fresh(key));
  }

  @Test
  void oldIterator_ofRebuiltMap_failsFast() {
    Map<Object, Object> map = new HashMap<>(Map.of(key(1), 1, key(2), 2));
    Iterator<Object> iterator = map.keySet().iterator();

    transform(map);

    assertThatThrownBy(iterator::next).isInstanceOf(ConcurrentModificationException.class);
  }
}
