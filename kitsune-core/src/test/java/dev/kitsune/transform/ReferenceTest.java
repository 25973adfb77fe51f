package dev.kitsune.transform;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kitsune.reference.Reference;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Random graphs of random classes become what the reference says, and are put back exactly. */
class ReferenceTest {

  private static final int GRAPHS = 4;

  static IntStream seeds() {
    return IntStream.range(0, Boolean.getBoolean("kitsune.full") ? 400 : 8);
  }

  private static ClassLoader loader(Class<?> type) {
    return type.getClassLoader();
  }

  private static List<String> expected(Object[] state, TwoVersions versions) {
    return Reference.expected(
        state,
        loader(versions.keptClass("k.Mark")),
        loader(versions.oldClass("p.Key")),
        loader(versions.newClass("p.Key")));
  }

  private static List<String> actual(Object[] state, TwoVersions versions) {
    return Reference.actual(
        state,
        loader(versions.keptClass("k.Mark")),
        loader(versions.oldClass("p.Key")),
        loader(versions.newClass("p.Key")));
  }

  private static Transformation begin(TwoVersions versions, Object[] state, boolean prunes) {
    Transformation transformation = new Transformation(versions, prunes);
    transformation.root("state", state);
    transformation.statics(versions.oldClass("p.E"), versions.newClass("p.E"));
    return transformation;
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void randomGraph_transformed_isWhatTheReferenceSays(int seed) {
    TwoVersions versions = new RandomClasses(seed).compile();
    for (int i = 0; i < GRAPHS; i++) {
      Object[] state = new RandomObjects(versions, seed * 1000L + i).make();
      List<String> before = Digest.of((Object) state);
      List<String> expected = expected(state, versions);

      Transformation transformation = begin(versions, state, i % 2 == 0);
      transformation.run();
      transformation.apply();

      assertThat(actual(state, versions)).as("graph %s", i).isEqualTo(expected);
      transformation.undo();
      assertThat(Digest.of((Object) state)).as("graph %s", i).isEqualTo(before);
    }
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void randomGraph_thatFailsWhileItIsWalked_isPutBack(int seed) {
    TwoVersions versions = new RandomClasses(seed).compile();
    int failed = 0;
    for (int i = 0; i < GRAPHS; i++) {
      RandomObjects objects = new RandomObjects(versions, seed * 1000L + i);
      Object[] state = objects.make();
      objects.poison();
      List<String> before = Digest.of((Object) state);

      Transformation transformation = begin(versions, state, true);
      failed += fails(transformation);

      transformation.undo();
      assertThat(Digest.of((Object) state)).as("graph %s", i).isEqualTo(before);
    }
    assertThat(failed).isPositive();
  }

  // The object whose class is gone need not be reachable.
  private static int fails(Transformation transformation) {
    try {
      transformation.run();
      return 0;
    } catch (TransformException e) {
      assertThat(e).hasMessageContaining("class p.Gone is gone").hasMessageContaining("; path: ");
      return 1;
    }
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void randomGraph_thatFailsAtTheNthWrite_isPutBack(int seed) {
    TwoVersions versions = new RandomClasses(seed).compile();
    Class<?> key = versions.newClass("p.Key");
    Object[] state = new RandomObjects(versions, seed).make();
    List<String> before = Digest.of((Object) state);
    Transformation whole = begin(versions, state, true);
    TwoVersions.setStatic(key, "calls", 0);
    whole.run();
    whole.apply();
    int calls = (Integer) TwoVersions.getStatic(key, "calls");
    whole.undo();
    assertThat(Digest.of((Object) state)).isEqualTo(before);
    assertThat(calls).isPositive();

    int failed = 0;
    for (int n = 1; n <= calls; n += 1 + calls / 8) {
      TwoVersions.setStatic(key, "calls", 0);
      TwoVersions.setStatic(key, "fails", n);
      Transformation transformation = begin(versions, state, true);
      transformation.run();
      failed += failsToApply(transformation, n);
      transformation.undo();

      TwoVersions.setStatic(key, "fails", -1);
      assertThat(Digest.of((Object) state)).as("failed at call %s", n).isEqualTo(before);
    }
    assertThat(failed).isPositive();
  }

  // Tables that are filled in another order need a few calls more or less.
  private static int failsToApply(Transformation transformation, int call) {
    try {
      transformation.apply();
      return 0;
    } catch (TransformException e) {
      assertThat(e).hasMessageContaining("call " + call);
      return 1;
    }
  }
}
