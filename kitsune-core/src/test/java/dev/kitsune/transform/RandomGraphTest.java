package dev.kitsune.transform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.Array;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Seeded random graphs: the same shape after, of new classes only; nothing changed after undo. */
class RandomGraphTest {

  private static final String KEY =
      """
      package p;
      public final class Key implements Comparable<Key> {
        public final int id; public Object held;
        public Key(int id) { this.id = id; }
        @Override public int hashCode() { return HASH; }
        @Override public boolean equals(Object o) { return o instanceof Key k && k.id == id; }
        @Override public int compareTo(Key k) { return ORDER; }
      }
      """;

  private static final TwoVersions VERSIONS =
      TwoVersions.of(
          new String[] {
            "package k; public class Box { public final int id; public Object content; public Box next;"
                + " public Iterable<Object> many; public Box(int id) { this.id = id; } }",
            "package k; public interface Shape {}",
            "package k; public final class Point implements Shape { public final int x; public final String s = \"p\";"
                + " public Point(int x) { this.x = x; } }",
            "package k; public class Pair<A> implements Shape { public A a; public Pair(A a) { this.a = a; } }",
          },
          new String[] {
            KEY.replace("HASH", "id").replace("ORDER", "Integer.compare(id, k.id)"),
            "package p; public class A implements k.Shape { private final int id; public long l; public Object x; public A peer;"
                + " public k.Box box; public A[] as; private Object dropped; public A(int id) { this.id = id; l = -id; } }",
            "package p; public class B extends A { private final int id; public double d; public java.util.Collection<?> c;"
                + " public k.Shape shape; public B(int id) { super(-id); this.id = id; d = id / 2.0; } }",
            "package p; public record R(int id, Object o, k.Point point) {}",
            "package p; public enum E { ONE, TWO, THREE { }; public int uses; }",
          },
          new String[] {
            KEY.replace("HASH", "1 << (id % 30)").replace("ORDER", "Integer.compare(k.id, id)"),
            "package p; public class A implements k.Shape { public A[] as; public long l; public k.Box box; public A peer; public Object x;"
                + " private final int id; public int added; public A(int id) { this.id = id; } }",
            "package p; public class Mid extends A { public Object addedMid; public Mid(int id) { super(id); } }",
            "package p; public class B extends Mid { public k.Shape shape; private final int id; public java.util.Collection<?> c;"
                + " public double d; public B(int id) { super(-id); this.id = id; } }",
            "package p; public record R(Object o, k.Point point, int id, String added) {}",
            "package p; public enum E { THREE { }, FOUR, TWO, ONE; public int uses; }",
          });

  static IntStream seeds() {
    return IntStream.range(0, Boolean.getBoolean("kitsune.full") ? 1000 : 60);
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void randomGraph_isTransformedAndPutBack(int seed) {
    Object[] state = new Generator(seed).graph();
    ClassLoader oldLoader = VERSIONS.oldClass("p.A").getClassLoader();
    ClassLoader newLoader = VERSIONS.newClass("p.A").getClassLoader();
    List<String> shape = Shape.of(state, VERSIONS, oldLoader);
    List<String> before = Digest.of((Object) state);

    Transformation transformation = new Transformation(VERSIONS);
    transformation.root("state", state);
    transformation.statics(VERSIONS.oldClass("p.E"), VERSIONS.newClass("p.E"));
    transformation.run();
    transformation.apply();

    assertThat(Shape.of(state, VERSIONS, newLoader)).isEqualTo(shape);
    transformation.undo();
    assertThat(Digest.of((Object) state)).isEqualTo(before);
    assertThat(Shape.of(state, VERSIONS, oldLoader)).isEqualTo(shape);

    Transformation again = new Transformation(VERSIONS);
    again.root("state", state);
    again.run();
    again.apply();
    again.finish();
    assertThat(Shape.of(state, VERSIONS, newLoader)).isEqualTo(shape);
    assertThat(Digest.of((Object) state))
        .noneMatch(line ->
            line.matches(".*" + java.util.regex.Pattern.quote(Forwarding.FIELD) + "=[^n].*"));
  }

  @Test
  void shape_seesWhatItIsToSee() {
    Object[] state = new Generator(1).graph();
    ClassLoader loader = VERSIONS.oldClass("p.A").getClassLoader();
    List<String> shape = Shape.of(state, VERSIONS, loader);
    Object a = Make.object(VERSIONS.oldClass("p.A"), 5);
    Object b = Make.object(VERSIONS.oldClass("p.A"), 5);

    assertThat(Shape.of(new Generator(1).graph(), VERSIONS, loader)).isNotEqualTo(shape);
    assertThat(Shape.of(Map.of("1", a, "2", a), VERSIONS, loader))
        .isNotEqualTo(Shape.of(Map.of("1", a, "2", b), VERSIONS, loader));
    assertThatThrownBy(() -> Shape.of(state, VERSIONS, VERSIONS.newClass("p.A").getClassLoader()))
        .isInstanceOf(AssertionError.class);
  }

  /** Makes objects of all kinds first and links them at random after. */
  private static final class Generator {
    private static final int OBJECTS = 250;

    private final Random random;
    private final List<Object> pool = new ArrayList<>();
    private final List<Object> boxes = new ArrayList<>();
    private final List<Object> as = new ArrayList<>();
    private int ids;

    Generator(long seed) {
      this.random = new Random(seed);
    }

    Object[] graph() {
      for (int i = 0; i < OBJECTS; i++) {
        pool.add(make());
      }
      for (Object object : new ArrayList<>(pool)) {
        link(object);
      }
      Object[] roots = new Object[5];
      for (int i = 0; i < roots.length; i++) {
        roots[i] = any();
      }
      return roots;
    }

    private Object make() {
      int id = ids++;
      switch (random.nextInt(22)) {
        case 0, 1 -> {
          return keep(as, Make.object(VERSIONS.oldClass("p.A"), id));
        }
        case 2, 3 -> {
          return keep(as, Make.object(VERSIONS.oldClass("p.B"), id));
        }
        case 4 -> {
          return Make.object(
              VERSIONS.oldClass("p.R"), id, any(), Make.object(VERSIONS.keptClass("k.Point"), id));
        }
        case 5, 6 -> {
          return keep(boxes, Make.object(VERSIONS.keptClass("k.Box"), id));
        }
        case 7 -> {
          return Make.object(VERSIONS.keptClass("k.Pair"), new Object[] {any()});
        }
        case 8 -> {
          return VERSIONS.oldClass("p.E").getEnumConstants()[random.nextInt(3)];
        }
        case 9 -> {
          return new ArrayList<>();
        }
        case 10 -> {
          return new LinkedList<>();
        }
        case 11 -> {
          return random.nextBoolean() ? new ArrayDeque<>() : new CopyOnWriteArrayList<>();
        }
        case 12 -> {
          return random.nextBoolean() ? new HashMap<>() : new LinkedHashMap<>();
        }
        case 13 -> {
          return random.nextBoolean() ? new TreeMap<>() : new ConcurrentSkipListMap<>();
        }
        case 14 -> {
          return new ConcurrentHashMap<>();
        }
        case 15 -> {
          return random.nextBoolean() ? new HashSet<>() : new TreeSet<>();
        }
        case 16 -> {
          return new Object[1 + random.nextInt(5)];
        }
        case 17 -> {
          return Array.newInstance(VERSIONS.oldClass("p.A"), 1 + random.nextInt(4));
        }
        case 18 -> {
          return random.nextBoolean() ? VERSIONS.oldClass("p.A") : VERSIONS.oldClass("p.E");
        }
        case 19 -> {
          Object held = any();
          return held == null ? List.of() : Optional.of(held);
        }
        case 20 -> {
          return key();
        }
        default -> {
          return "text " + id;
        }
      }
    }

    private static Object keep(List<Object> some, Object object) {
      some.add(object);
      return object;
    }

    private Object key() {
      return Make.object(VERSIONS.oldClass("p.Key"), ids++);
    }

    private Object any() {
      return pool.isEmpty() || random.nextInt(12) == 0
          ? null
          : pool.get(random.nextInt(pool.size()));
    }

    private Object anyObject() {
      Object any = any();
      return any == null ? "none" : any;
    }

    private Object oneOf(List<Object> some) {
      return some.isEmpty() ? null : some.get(random.nextInt(some.size()));
    }

    @SuppressWarnings("unchecked")
    private void link(Object object) {
      String name = object.getClass().getName();
      if (name.equals("p.A") || name.equals("p.B")) {
        TwoVersions.set(object, "x", any());
        TwoVersions.set(object, "peer", oneOf(as));
        TwoVersions.set(object, "box", oneOf(boxes));
        TwoVersions.set(object, "as", random.nextBoolean() ? null : row());
        if (name.equals("p.B")) {
          TwoVersions.set(object, "c", any() instanceof Collection<?> c ? c : null);
          TwoVersions.set(object, "shape", oneOf(as));
        }
      } else if (name.equals("k.Box")) {
        TwoVersions.set(object, "content", any());
        TwoVersions.set(object, "next", oneOf(boxes));
        TwoVersions.set(object, "many", any() instanceof Iterable<?> i ? i : null);
      } else if (name.equals("p.Key")) {
        TwoVersions.set(object, "held", any());
      } else if (object instanceof Map<?, ?>) {
        int count = random.nextInt(12);
        for (int i = 0; i < count; i++) {
          ((Map<Object, Object>) object).put(key(), anyObject());
        }
      } else if (object instanceof Set<?> && !name.contains("Immutable")) {
        int count = random.nextInt(12);
        for (int i = 0; i < count; i++) {
          ((Set<Object>) object).add(key());
        }
      } else if (object instanceof Collection<?> all && !name.contains("Immutable")) {
        int count = random.nextInt(6);
        for (int i = 0; i < count; i++) {
          ((Collection<Object>) all).add(anyObject());
        }
      } else if (object instanceof Object[] array) {
        for (int i = 0; i < array.length; i++) {
          array[i] = name.equals("[Lp.A;") ? oneOf(as) : any();
        }
      }
    }

    private Object row() {
      Object[] row = (Object[]) Array.newInstance(VERSIONS.oldClass("p.A"), 2);
      row[0] = oneOf(as);
      return row;
    }
  }
}
