package dev.kitsune.kv.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class SortedSetValueTest {

  /** Against a map that is sorted anew each time. */
  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2, 3})
  void randomChanges_keepBothOrders(long seed) {
    Random random = new Random(seed);
    SortedSetValue set = new SortedSetValue();
    Map<Bytes, Double> model = new HashMap<>();

    for (int i = 0; i < 3_000; i++) {
      Bytes member = Bytes.of("m" + random.nextInt(200));
      if (random.nextInt(3) == 0) {
        assertThat(set.remove(member)).isEqualTo(model.remove(member) != null);
      } else {
        double score = random.nextInt(20);
        assertThat(set.put(member, score)).isEqualTo(model.put(member, score) == null);
      }
      if (i % 50 == 0) {
        assertEqual(set, model);
      }
    }
    assertEqual(set, model);
    model.keySet().forEach(set::remove);
    assertThat(set.footprint()).isEqualTo(new SortedSetValue().footprint());
  }

  private static void assertEqual(SortedSetValue set, Map<Bytes, Double> model) {
    List<Bytes> expected = new ArrayList<>(model.keySet());
    expected.sort(Comparator.<Bytes, Double>comparing(model::get).thenComparing(m -> m));
    assertThat(set.size()).isEqualTo(expected.size()).isEqualTo(set.order().size());
    SkipList.Node forward = set.order().first();
    SkipList.Node backward = set.order().last();
    for (int i = 0; i < expected.size(); i++) {
      Bytes member = expected.get(i);
      double score = model.get(member);
      assertThat(set.score(member)).isEqualTo(score);
      assertThat(set.rank(member, score)).isEqualTo(i);
      assertThat(set.order().at(i).member()).isEqualTo(member);
      assertThat(forward.member()).isEqualTo(member);
      assertThat(backward.member()).isEqualTo(expected.get(expected.size() - 1 - i));
      forward = forward.next();
      backward = backward.previous();
    }
    assertThat(forward).isNull();
    assertThat(backward).isNull();
    assertThat(set.order().at(expected.size())).isNull();
    for (double bound = -1; bound < 21; bound += 0.5) {
      double least = bound;
      SkipList.Node first = set.order().firstFrom(new ScoreBound(least, false));
      assertThat(first == null ? null : first.member())
          .isEqualTo(expected.stream().filter(m -> model.get(m) >= least).findFirst().orElse(null));
      SkipList.Node above = set.order().firstFrom(new ScoreBound(least, true));
      assertThat(above == null ? null : above.member())
          .isEqualTo(expected.stream().filter(m -> model.get(m) > least).findFirst().orElse(null));
    }
  }
}
