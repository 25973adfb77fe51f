package dev.kitsune.transform;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kitsune.transform.RandomProgram.Decl;
import dev.kitsune.transform.RandomProgram.Form;
import dev.kitsune.transform.RandomProgram.Ty;
import java.lang.reflect.Array;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Seeded random programs: what is skipped by type never leads to an old object. */
class RandomProgramTest {

  static IntStream seeds() {
    return IntStream.range(0, Boolean.getBoolean("kitsune.full") ? 300 : 20);
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void prunedWalk_findsWhatTheWholeWalkFinds(int seed) {
    State state = new State(seed);

    Transformation whole = new Transformation(state.versions, false);
    Set<Integer> expected = state.reachedBy(whole);
    long visited = whole.counts().visited();
    whole.undo();
    Transformation pruned = new Transformation(state.versions, true);
    Set<Integer> found = state.reachedBy(pruned);

    assertThat(found).isEqualTo(expected);
    assertThat(pruned.counts().visited()).isLessThanOrEqualTo(visited);
    pruned.apply();
    pruned.finish();
    assertThat(state.oldObjectsBehindRoots()).isEmpty();
  }

  @Test
  void seeds_pruneMuchAndReachMuch() {
    long whole = 0;
    long pruned = 0;
    int old = 0;
    for (int seed = 0; seed < 10; seed++) {
      State state = new State(seed);
      Transformation all = new Transformation(state.versions, false);
      old += state.reachedBy(all).size();
      whole += all.counts().visited();
      all.undo();
      Transformation some = new Transformation(state.versions, true);
      state.reachedBy(some);
      pruned += some.counts().visited();
      some.undo();
    }

    assertThat(old).isGreaterThan(100);
    assertThat(pruned).isLessThan(whole * 9 / 10);
  }

  /** Objects of a random program that fill each declaration with what it admits. */
  private static final class State {
    private static final int OBJECTS = 400;

    final TwoVersions versions;
    private final RandomProgram program;
    private final Random random;
    private final Map<Ty, List<Object>> made = new HashMap<>();
    private final List<Runnable> todo = new ArrayList<>();
    private final List<Object> olds = new ArrayList<>();
    private final Object[] roots = new Object[40];
    private int count;

    State(int seed) {
      program = new RandomProgram(seed);
      versions =
          TwoVersions.of(
              program.keptSources(),
              program.changedSources(""),
              program.changedSources("  int added;\n"));
      random = new Random(seed);
      for (int i = 0; i < roots.length; i++) {
        Decl decl = program.kept.get(i % program.kept.size());
        Ty type = decl.generic ? Ty.of(decl.name, anyType()) : Ty.of(decl.name);
        roots[i] = value(i % 4 == 3 ? RandomProgram.OBJECT : type);
        while (!todo.isEmpty()) {
          todo.remove(random.nextInt(todo.size())).run();
        }
      }
    }

    private Ty anyType() {
      List<Decl> plain = program.kept.stream().filter(d -> !d.generic).toList();
      return plain.isEmpty() || random.nextInt(4) == 0
          ? RandomProgram.OBJECT
          : Ty.of(plain.get(random.nextInt(plain.size())).name);
    }

    private @Nullable Object value(Ty wanted) {
      List<Object> known = made.getOrDefault(wanted, List.of());
      if (!known.isEmpty() && random.nextInt(3) == 0) {
        return known.get(random.nextInt(known.size()));
      }
      Object value = count > OBJECTS ? null : make(wanted);
      if (value != null) {
        made.computeIfAbsent(wanted, any -> new ArrayList<>()).add(value);
      }
      return value;
    }

    private @Nullable Object make(Ty wanted) {
      Ty arg = wanted.args().isEmpty() ? RandomProgram.OBJECT : last(wanted);
      switch (wanted.name()) {
        case "String" -> {
          return "text " + count;
        }
        case "?" -> {
          return make(wanted.args().isEmpty() ? RandomProgram.OBJECT : wanted.args().get(0));
        }
        case "[]" -> {
          Object[] row = (Object[]) Array.newInstance(erase(arg), 2);
          todo.add(() -> row[0] = value(arg));
          return row;
        }
        case "java.util.List" -> {
          List<Object> list = new ArrayList<>();
          todo.add(() -> list.add(value(arg)));
          return random.nextInt(3) == 0 ? Collections.unmodifiableList(list) : list;
        }
        case "java.util.Map" -> {
          Map<String, Object> map = new HashMap<>();
          todo.add(() -> map.put("key", value(arg)));
          return map;
        }
        case "java.util.Optional" -> {
          return Optional.ofNullable(value(arg));
        }
        default -> {
          return makeProgram(wanted);
        }
      }
    }

    private static Ty last(Ty type) {
      return type.args().get(type.args().size() - 1);
    }

    private Class<?> erase(Ty type) {
      return switch (type.name()) {
        case "Object", "T", "?" -> Object.class;
        case "String" -> String.class;
        case "[]" -> erase(type.args().get(0)).arrayType();
        case "java.util.List" -> List.class;
        case "java.util.Map" -> Map.class;
        case "java.util.Optional" -> Optional.class;
        default -> load(type.name());
      };
    }

    private Class<?> load(String name) {
      return versions.oldClass("r." + name); // its parent has the kept ones
    }

    private @Nullable Object makeProgram(Ty wanted) {
      count++;
      List<Ty> candidates = new ArrayList<>();
      List<Ty> args = new ArrayList<>(wanted.args());
      args.add(RandomProgram.OBJECT);
      args.add(RandomProgram.STRING);
      args.replaceAll(
          a -> a.isWild() ? a.args().isEmpty() ? RandomProgram.OBJECT : a.args().get(0) : a);
      for (Decl decl : program.decls.values()) {
        for (Ty arg : decl.generic ? args : args.subList(0, 1)) {
          Ty type = decl.generic ? Ty.of(decl.name, arg) : Ty.of(decl.name);
          boolean hasObjects = !decl.isInterface() || decl.form == Form.FUNCTION;
          if (hasObjects && program.admits(wanted, type)) {
            candidates.add(type);
          }
        }
      }
      if (candidates.isEmpty()) {
        return null;
      }
      candidates.sort(java.util.Comparator.comparing(Ty::text));
      List<Ty> changed = candidates.stream().filter(c -> c.name().startsWith("P")).toList();
      List<Ty> from = random.nextInt(3) > 0 || changed.isEmpty() ? candidates : changed;
      Ty type = from.get(random.nextInt(from.size()));
      Decl decl = program.decls.get(type.name());
      if (decl.form == Form.FUNCTION) {
        Object[] captured = new Object[1];
        todo.add(() -> captured[0] = value(RandomProgram.OBJECT));
        return TwoVersions.call(load(decl.name), "lambda" + decl.name, (Object) captured);
      }
      boolean anonymous =
          random.nextInt(3) == 0
              && Arrays.stream(load(decl.name).getDeclaredMethods())
                  .anyMatch(method -> method.getName().equals("anonymous" + decl.name));
      Object object =
          anonymous
              ? TwoVersions.call(
                  load(decl.name),
                  "anonymous" + decl.name,
                  Optional.ofNullable(value(RandomProgram.OBJECT)))
              : Make.object(load(decl.name));
      if (!decl.kept) {
        olds.add(object);
      }
      fill(object, type);
      return object;
    }

    private void fill(Object object, Ty type) {
      Decl decl = program.decls.get(type.name());
      Ty own = type.args().isEmpty() ? RandomProgram.OBJECT : type.args().get(0);
      decl.fields.forEach(
          (name, field) -> todo.add(() -> TwoVersions.set(object, name, value(field.with(own)))));
      for (Ty above : decl.supers) {
        if (!program.decls.get(above.name()).isInterface()) {
          fill(object, above.with(own));
        }
      }
    }

    /** Runs the walk and returns which old objects it reached. */
    Set<Integer> reachedBy(Transformation transformation) {
      transformation.root("roots", roots);
      transformation.run();
      return IntStream.range(0, olds.size())
          .filter(i -> isReached(transformation, olds.get(i)))
          .boxed()
          .collect(Collectors.toSet());
    }

    private static boolean isReached(Transformation transformation, Object old) {
      try {
        return transformation.fresh(old) != null;
      } catch (IllegalArgumentException e) {
        return false;
      }
    }

    /** Returns classes of old objects that are held, followed without regard to any type. */
    Set<String> oldObjectsBehindRoots() {
      Set<String> found = new java.util.TreeSet<>();
      IdentityHashMap<Object, Object> seen = new IdentityHashMap<>();
      ArrayDeque<Object> queue = new ArrayDeque<>(children(roots));
      while (!queue.isEmpty()) {
        Object object = queue.remove();
        if (object instanceof String
            || object instanceof Class
            || seen.put(object, object) != null) {
          continue;
        }
        Class<?> type = object.getClass();
        while (type.isArray()) {
          type = type.getComponentType();
        }
        if (versions.isOld(type)) {
          found.add(type.getName());
        }
        children(object).forEach(queue::add);
      }
      return found;
    }

    private static List<Object> children(Object object) {
      List<Object> children = new ArrayList<>();
      if (object instanceof Object[] array) {
        Collections.addAll(children, array);
      }
      for (Class<?> c = object.getClass(); c != null; c = c.getSuperclass()) {
        for (Field field : c.getDeclaredFields()) {
          if (!Modifier.isStatic(field.getModifiers())
              && !field.getType().isPrimitive()
              && field.trySetAccessible()) {
            try {
              children.add(field.get(object));
            } catch (IllegalAccessException e) {
              throw new AssertionError(e);
            }
          }
        }
      }
      children.removeIf(child -> child == null);
      return children;
    }
  }
}
