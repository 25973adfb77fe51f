package dev.kitsune.verify;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.LinkedList;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A digest finds every change, names it, and takes it back; and finds none where none is. */
class StateDigestTest {

  private static final long PLENTY = 1 << 20;

  /** A change of an object that a list holds. */
  record Change(String name, Object subject, Runnable change) {
    @Override
    public String toString() {
      return name;
    }
  }

  static Stream<Change> changes() {
    Map<Object, Object> hash = new HashMap<>(Map.of("a", 1));
    Map<Object, Object> linked = new LinkedHashMap<>(16, 0.75f, true);
    linked.put("a", 1);
    linked.put("b", 2);
    Map<Object, Object> tree = new TreeMap<>(Map.of("a", 1, "b", 2));
    Map<Object, Object> identity = new IdentityHashMap<>(Map.of("a", 1));
    Map<TimeUnit, Object> enums = new EnumMap<>(Map.of(TimeUnit.DAYS, 1));
    Map<Object, Object> concurrent = new ConcurrentHashMap<>(Map.of("a", 1));
    Map<Object, Object> skip = new ConcurrentSkipListMap<>(Map.of("a", 1));
    List<Object> array = new ArrayList<>(List.of("a", "b"));
    List<Object> chain = new LinkedList<>(List.of("a", "b"));
    List<Object> copying = new CopyOnWriteArrayList<>(List.of("a"));
    PriorityQueue<Integer> queue = new PriorityQueue<>(List.of(3, 1, 2));
    BitSet bits = BitSet.valueOf(new long[] {5});
    StringBuilder text = new StringBuilder("abc");
    AtomicLong atomic = new AtomicLong(5);
    LongAdder adder = new LongAdder();
    ReentrantLock lock = new ReentrantLock();
    int[] ints = {1, 2, 3};
    byte[] bytes = {1, 2, 3};
    double[] doubles = {0.0};
    Object[][] nested = {{"a"}, {"b"}};
    return Stream.of(
        new Change("HashMap.put", hash, () -> hash.put("b", 2)),
        new Change("HashMap.replace", hash, () -> hash.put("a", 2)),
        new Change("LinkedHashMap.get, by access", linked, () -> linked.get("a")),
        new Change("TreeMap.remove", tree, () -> tree.remove("b")),
        new Change("IdentityHashMap.put", identity, () -> identity.put("b", 2)),
        new Change("EnumMap.put", enums, () -> enums.put(TimeUnit.HOURS, 2)),
        new Change("ConcurrentHashMap.put", concurrent, () -> concurrent.put("b", 2)),
        new Change("ConcurrentSkipListMap.put", skip, () -> skip.put("b", 2)),
        new Change("ArrayList.add", array, () -> array.add("c")),
        new Change("LinkedList.remove", chain, () -> chain.remove("a")),
        new Change("CopyOnWriteArrayList.set", copying, () -> copying.set(0, "b")),
        new Change("PriorityQueue.poll", queue, queue::poll),
        new Change("BitSet.flip", bits, () -> bits.flip(1)),
        new Change("StringBuilder.append", text, () -> text.append('d')),
        new Change("AtomicLong.set", atomic, () -> atomic.set(6)),
        new Change("LongAdder.add", adder, () -> adder.add(1)),
        new Change("ReentrantLock.lock", lock, lock::lock),
        new Change("int[]", ints, () -> ints[1] = 7),
        new Change("byte[]", bytes, () -> bytes[2] = -1),
        new Change("double[] to -0.0", doubles, () -> doubles[0] = -0.0),
        new Change("Object[][], shared in place of equal", nested, () -> nested[1] = nested[0]));
  }

  @ParameterizedTest
  @MethodSource("changes")
  void difference_changed_isNamedAndTakenBack(Change change) {
    List<Root> roots = List.of(new Root("root", change.subject()));
    StateDigest before = StateDigest.of(List.of(), roots, PLENTY);
    assertThat(before.difference(roots, List.of())).isEmpty();

    change.change().run();

    assertThat(before.difference(roots, List.of()))
        .hasValueSatisfying(found -> assertThat(found.path()).startsWith("root"));
    assertThat(StateDigest.of(List.of(), roots, PLENTY).value()).isNotEqualTo(before.value());
    assertThat(before.restore(100)).isNotEmpty();
    assertThat(before.difference(roots, List.of())).isEmpty();
    assertThat(StateDigest.of(List.of(), roots, PLENTY).value()).isEqualTo(before.value());
  }

  @ParameterizedTest
  @MethodSource("changes")
  void difference_noRoomForValues_isFoundAllTheSame(Change change) {
    List<Root> roots = List.of(new Root("root", change.subject()));
    StateDigest before = StateDigest.of(List.of(), roots, 0);
    assertThat(before.difference(roots, List.of())).isEmpty();

    change.change().run();

    assertThat(before.difference(roots, List.of()))
        .hasValueSatisfying(found -> assertThat(found.before()).startsWith("not kept"));
  }

  @Test
  void difference_anotherRoot_isNamed() {
    Root before = new Root("thread main: state", new int[] {1});
    StateDigest digest = StateDigest.of(List.of(), List.of(before), PLENTY);

    Root now = new Root("thread main: state", new int[] {1});

    assertThat(digest.difference(List.of(now), List.of()))
        .hasValueSatisfying(found -> assertThat(found.path()).isEqualTo("thread main: state"));
  }

  @Test
  void difference_heldRootGone_isNone_andAdded_isOne() {
    Object session = new int[] {1};
    List<Root> held = List.of(new Root("gate: root", session));
    StateDigest digest = StateDigest.of(List.of(), List.of(), held, java.util.Set.of());

    assertThat(digest.difference(List.of(), List.of())).isEmpty();
    assertThat(digest.difference(List.of(), List.of(new Root("gate: root", new int[] {1}))))
        .isPresent();
  }

  @Test
  void value_equalGraphs_isEqual_andSharingCounts() {
    List<Object> one = new ArrayList<>(List.of("a"));
    Object[] shared = {one, one};
    Object[] apart = {new ArrayList<>(List.of("a")), new ArrayList<>(List.of("a"))};

    assertThat(valueOf(new Object[] {new ArrayList<>(one), new ArrayList<>(one)}))
        .isEqualTo(valueOf(apart));
    assertThat(valueOf(shared)).isNotEqualTo(valueOf(apart));
    assertThat(valueOf(new String[] {"a"})).isNotEqualTo(valueOf(new String[] {"b"}));
  }

  private static long valueOf(Object root) {
    return StateDigest.of(List.of(), List.of(new Root("root", root)), PLENTY).value();
  }

  @Test
  void of_longChain_needsNoStack() {
    Object[] first = new Object[1];
    Object[] last = first;
    for (int i = 0; i < 300_000; i++) {
      last[0] = new Object[1];
      last = (Object[]) last[0];
    }
    List<Root> roots = List.of(new Root("chain", first));
    StateDigest digest = StateDigest.of(List.of(), roots, PLENTY);

    last[0] = "end";

    assertThat(digest.difference(roots, List.of()))
        .hasValueSatisfying(found -> assertThat(found.path()).contains("steps)"));
    assertThat(Arrays.asList(first)).isNotEmpty();
  }
}
