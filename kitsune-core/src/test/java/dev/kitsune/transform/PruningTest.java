package dev.kitsune.transform;

import static dev.kitsune.transform.TwoVersions.get;
import static dev.kitsune.transform.TwoVersions.set;
import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is decided about each kind of declaration, and what must be met behind innocent ones. */
class PruningTest {

  /** Fields whose names begin with what is to be done with them. */
  private static final String TYPES =
      """
      package k;
      import java.util.*;
      import java.util.concurrent.atomic.AtomicReference;
      public class Types {
        public static final class Leaf { String s; int i; Leaf next; Leaf[] more; }
        public static class Alone { Leaf leaf; Back back; }
        public static class Back { Alone alone; }
        public static class Extended {}
        public static class ExtendedLater {}
        public static class Anonymous {}
        public static Anonymous anonymous(Object o) { return new Anonymous() { public String toString() { return "" + o; } }; }
        public sealed interface Shape permits Circle, Square {}
        public record Circle(Leaf leaf) implements Shape {}
        public static final class Square implements Shape { Shape inner; }
        public sealed interface Leaking permits Tight, Loose {}
        public static final class Tight implements Leaking {}
        public non-sealed static class Loose implements Leaking {}
        public interface Function { void run(); boolean equals(Object o); }
        public interface Marker {}
        public interface Two { void a(); void b(); }
        public static final class TwoOnly implements Two { public void a() {} public void b() {} }
        public interface Implemented { void a(); void b(); }
        public interface OfT<T> { void m(T t); }
        public interface OfString extends OfT<String> { void m(String s); }
        public static final class Box<T> { T held; }
        public static final class Bounded<T extends Leaf> { T held; }
        public static final class Row<T> { T[] held; }
        public static final class Grow<T> { Grow<Box<T>> more; }
        public static class Outer<T> { T v; public class Deep { T get() { return v; } } }
        public static class Base<B> {}
        public static class Sub<A> extends Base<A> { A own; }
        public static class Above<B> { B b; }
        public static final class Below<A> extends Above<Box<A>> {}
        public static final class Mine extends ArrayList<Leaf> {}
        public enum Constant { ONE; Object state; }
        public record Two2(Leaf left, Object right) {}

        int skip_int; String skip_string; java.time.Duration skip_duration; byte[] skip_bytes;
        Leaf skip_leaf; Leaf[][] skip_leaves; Alone skip_alone; Circle skip_record; Two2 follow_record;
        Shape skip_sealed; Leaking follow_leaking; Two skip_two; Constant skip_enum;
        Extended follow_extended; Extended[] follow_extendedRow; ExtendedLater follow_extendedLater;
        Implemented follow_implemented; Anonymous follow_anonymous;
        Function follow_function; Marker follow_marker; OfString follow_functionTwice;
        Object follow_object; Object[] follow_objects; Runnable follow_runnable; Number follow_number;
        Comparable<Leaf> follow_comparable; Class<Leaf> follow_class; CharSequence follow_chars;
        AtomicReference<Leaf> follow_atomic; Optional<Leaf> skip_optional; Optional<Object> follow_optional;
        Box<Leaf> skip_box; Box<Object> follow_box; @SuppressWarnings("rawtypes") Box follow_boxRaw;
        Box<?> follow_boxAny; Box<? extends Leaf> skip_boxUpper; Box<? super Leaf> follow_boxLower;
        Box<Extended> follow_boxExtended; Box<Box<Leaf>> skip_boxBox; Box<Leaf>[] skip_boxRow; Box<Box<Runnable>> follow_boxBox;
        Bounded<?> skip_bounded; @SuppressWarnings("rawtypes") Bounded skip_boundedRaw;
        Row<Leaf> skip_row; Row<Object> follow_row; Grow<Leaf> follow_grow;
        Outer<Leaf> skip_outer; Outer<Leaf>.Deep skip_inner; Outer<Object>.Deep follow_inner;
        Base<Leaf> skip_base; Base<Object> follow_base; Below<Leaf> skip_below; Below<Object> follow_below;
        Mine follow_mine; Box<Mine> follow_boxMine; Box<List<Leaf>> follow_boxList;
        HashMap<String, Leaf> shell_hashMap; Map<String, Shape> shell_map; Map<Extended, Leaf> follow_mapKey;
        Map<String, Object> follow_mapValue; @SuppressWarnings("rawtypes") Map follow_mapRaw; Map<?, ?> follow_mapAny;
        List<? extends Leaf> shell_list; Iterable<Leaf> shell_iterable; List<List<Leaf>> follow_lists;
        EnumMap<Constant, Leaf> shell_enumMap; Collection<Leaf[]> shell_collection; List<Object> follow_list;
        static Leaf skip_static; static List<Leaf> shell_static; static Object follow_static;
      }
      """;

  private static final String CHANGED =
      """
      package p;
      public class Old extends k.Types.Extended implements k.Types.Implemented {
        public void a() {} public void b() {}
        public int id; public Object held;
        public static class OfLoose extends k.Types.Loose {}
        public static class Order implements java.util.Comparator<Object> {
          public int compare(Object a, Object b) { return a.toString().compareTo(b.toString()); }
        }
        public static class Many<A, B> extends java.util.HashMap<A, B> {}
        LATER
      }
      """;

  private static final String HOLDERS =
      """
      package k;
      import java.util.*;
      public class Holder {
        public Map<String, String> map; public Object open; public Set<String> set; public Collection<String> all;
        public k.Types.Box<String> box; public SortedMap<String, String> sorted; public Queue<String> queue;
        public enum Kept { ONE; public Object state; }
      }
      """;

  private static final TwoVersions VERSIONS =
      TwoVersions.of(
          new String[] {TYPES, HOLDERS},
          new String[] {CHANGED.replace("LATER", "")},
          new String[] {
            CHANGED.replace("LATER", "static class Later extends k.Types.ExtendedLater {}")
          });

  static Stream<String> fields() {
    return Arrays.stream(VERSIONS.keptClass("k.Types").getDeclaredFields())
        .map(Field::getName)
        .filter(name -> name.contains("_"));
  }

  @ParameterizedTest
  @MethodSource("fields")
  void edge_declaredType_isDecidedByIt(String name) throws NoSuchFieldException {
    Field field = VERSIONS.keptClass("k.Types").getDeclaredField(name);

    Pruning.Edge edge = new Pruning(VERSIONS, Set.of()).edge(field);

    assertThat(edge.name()).isEqualToIgnoringCase(name.substring(0, name.indexOf('_')));
  }

  @ParameterizedTest
  @ValueSource(strings = {"skip_leaf", "skip_alone", "skip_box", "skip_sealed", "skip_leaves"})
  void edge_objectWithKnownCounterpartBehind_isFollowed(String name) throws NoSuchFieldException {
    Class<?> leaf = VERSIONS.keptClass("k.Types$Leaf");
    Field field = VERSIONS.keptClass("k.Types").getDeclaredField(name);

    assertThat(new Pruning(VERSIONS, Set.of(leaf)).edge(field)).isEqualTo(Pruning.Edge.FOLLOW);
  }

  @Test
  void edge_boundArray_isFollowed() throws NoSuchFieldException {
    Field field = VERSIONS.keptClass("k.Types").getDeclaredField("skip_bytes");

    assertThat(new Pruning(VERSIONS, Set.of(byte[].class)).edge(field))
        .isEqualTo(Pruning.Edge.FOLLOW);
  }

  @Test
  void edge_programUsesProxies_onlySealedInterfacesAreKnown() throws NoSuchFieldException {
    TwoVersions versions =
        TwoVersions.over(
            TYPES,
            CHANGED.replace("LATER", ""),
            CHANGED.replace(
                "LATER", "static class Later { Object p = java.lang.reflect.Proxy.class; }"));
    Pruning pruning = new Pruning(versions, Set.of());
    Class<?> types = versions.keptClass("k.Types");

    assertThat(pruning.edge(types.getDeclaredField("skip_two"))).isEqualTo(Pruning.Edge.FOLLOW);
    assertThat(pruning.edge(types.getDeclaredField("skip_sealed"))).isEqualTo(Pruning.Edge.SKIP);
  }

  private final Object holder = Make.object(VERSIONS.keptClass("k.Holder"));
  private final Object old = Make.object(VERSIONS.oldClass("p.Old"));

  private Transformation update(Object root) {
    Transformation transformation = new Transformation(VERSIONS);
    transformation.root("root", root);
    transformation.run();
    transformation.apply();
    return transformation;
  }

  private static boolean isNew(Object object) {
    return object.getClass().getClassLoader() == VERSIONS.newClass("p.Old").getClassLoader();
  }

  @Test
  void walk_containerOfStrings_doesNotGrowWithIt() {
    Map<String, String> map = new HashMap<>();
    for (int i = 0; i < 1000; i++) {
      map.put("key " + i, "value");
    }
    assertThat(map.keySet()).hasSize(1000); // the map remembers the view
    set(holder, "map", Collections.unmodifiableMap(map));

    Counts counts = update(holder).counts();

    assertThat(counts.visited()).isEqualTo(3); // the holder, the wrapper, the map
    assertThat(counts.skipped()).isBetween(1L, 20L);
  }

  @Test
  void walk_prunedField_isCountedAsSkipped() {
    set(holder, "box", Make.object(VERSIONS.keptClass("k.Types$Box")));

    Counts counts = update(holder).counts();

    assertThat(counts.visited()).isEqualTo(1);
    assertThat(counts.skipped()).isEqualTo(1);
  }

  @SuppressWarnings("unchecked")
  @Test
  void walk_changedComparator_isReplacedAndTheMapSortedAgain() {
    Comparator<Object> order = (Comparator<Object>) Make.object(VERSIONS.oldClass("p.Old$Order"));
    TreeMap<String, String> map = new TreeMap<>(order);
    map.put("a", "1");
    map.put("b", "2");
    set(holder, "sorted", Collections.unmodifiableSortedMap(map));
    set(holder, "set", Collections.synchronizedSortedSet(new TreeSet<>(order)));
    java.util.PriorityQueue<String> queue = new java.util.PriorityQueue<>(order);
    queue.add("c");
    set(holder, "queue", queue);

    update(holder).finish();

    assertThat(isNew(map.comparator())).isTrue();
    assertThat(map).containsEntry("a", "1").containsEntry("b", "2");
    assertThat(isNew(((java.util.SortedSet<?>) get(holder, "set")).comparator())).isTrue();
    assertThat(isNew(queue.comparator())).isTrue();
    assertThat(queue).containsExactly("c");
  }

  @SuppressWarnings("unchecked")
  @Test
  void walk_changedSubclassOfAContainer_isCopied() {
    Map<String, String> many = (Map<String, String>) Make.object(VERSIONS.oldClass("p.Old$Many"));
    many.put("a", "b");
    set(holder, "map", Collections.synchronizedMap(many));
    set(holder, "sorted", new TreeMap<>(Map.of("x", "y")));

    update(holder).finish();

    assertThat(isNew(get(get(holder, "map"), "m"))).isTrue();
    assertThat((Map<String, String>) get(holder, "map")).containsEntry("a", "b");
  }

  @Test
  void walk_viewOfAMapThatHoldsMore_isFollowed() {
    Map<String, Object> map = new LinkedHashMap<>(Map.of("a", old));
    set(holder, "set", map.keySet());

    update(holder).finish();

    assertThat(isNew(map.get("a"))).isTrue();
  }

  @Test
  void walk_valuesBehindAWrapper_areFollowed() {
    Map<Object, String> map = new HashMap<>(Map.of(old, "a"));
    set(holder, "all", Collections.unmodifiableCollection(map.values()));

    update(holder).finish();

    assertThat(isNew(map.keySet().iterator().next())).isTrue();
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void walk_containerReachedByAnOpenPathToo_isFollowed(boolean openFirst) {
    Map<String, Object> map = new HashMap<>(Map.of("a", old));
    Set<Object> marked = new HashSet<>(List.of("b"));
    set(holder, "map", map); // as an unchecked cast would
    set(holder, "set", marked);
    Object[] state = {openFirst ? map : holder, openFirst ? holder : map, marked};

    Transformation transformation = update(state);

    assertThat(isNew(map.get("a"))).isTrue();
    assertThat(transformation.counts().visited()).isEqualTo(6); // the set's map, the old object
    transformation.undo();
    assertThat(map.get("a")).isSameAs(old);
  }

  @Test
  void walk_sortedShellReachedByAnOpenPathLater_isSortedOnce() {
    @SuppressWarnings("unchecked")
    Comparator<Object> order = (Comparator<Object>) Make.object(VERSIONS.oldClass("p.Old$Order"));
    TreeMap<String, String> map = new TreeMap<>(order);
    map.put("a", "1");
    set(holder, "sorted", map);
    Object late = Make.object(VERSIONS.keptClass("k.Holder"));
    set(late, "open", map);
    Object[] state = {holder, List.of(List.of(List.of(late)))};
    Object modCount = modCount(map);

    update(state).finish();

    assertThat(isNew(map.comparator())).isTrue();
    assertThat(modCount(map)).isEqualTo((Integer) modCount + 1);
  }

  private static Object modCount(TreeMap<?, ?> map) {
    return Access.slot(TreeMap.class, "modCount").get(map, -1);
  }

  @Test
  void walk_keptEnumConstant_isFollowedFromItsStatic() {
    Class<?> kept = VERSIONS.keptClass("k.Holder$Kept");
    Object constant = kept.getEnumConstants()[0];
    set(constant, "state", old);
    Transformation transformation = new Transformation(VERSIONS);
    transformation.keptStatics(kept);

    transformation.run();
    transformation.apply();
    transformation.finish();

    assertThat(isNew(get(constant, "state"))).isTrue();
    set(constant, "state", null);
  }

  @Test
  void undo_shells_leaveNothingBehind() {
    List<String> list = new ArrayList<>(List.of("a"));
    set(holder, "all", Collections.synchronizedList(list));
    set(holder, "map", new TreeMap<>(Map.of("k", "v")));
    set(holder, "open", old);
    List<String> before = Digest.of(holder);

    update(holder).undo();

    assertThat(Digest.of(holder)).isEqualTo(before);
  }
}
