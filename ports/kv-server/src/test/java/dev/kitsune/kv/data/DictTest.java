package dev.kitsune.kv.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class DictTest {

  private final Dict<Integer> dict = new Dict<>();

  static LongStream seeds() {
    return LongStream.range(0, 20);
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void randomOperations_agreeWithAHashMap(long seed) {
    Random random = new Random(seed);
    Map<Bytes, Integer> model = new HashMap<>();

    for (int i = 0; i < 5_000; i++) {
      Bytes key = key(random.nextInt(300));
      switch (random.nextInt(6)) {
        case 0, 1 -> assertThat(dict.put(key, i)).isEqualTo(model.put(key, i) == null);
        case 2 -> assertThat(dict.putIfAbsent(key, i)).isEqualTo(model.putIfAbsent(key, i) == null);
        case 3 -> assertThat(dict.remove(key)).isEqualTo(model.remove(key) != null);
        case 4 -> assertThat(dict.get(key)).isEqualTo(model.get(key));
        default -> dict.shrinkIfSparse();
      }
      assertThat(dict.size()).isEqualTo(model.size());
    }

    assertThat(contents(dict)).isEqualTo(model);
  }

  @Test
  void growing_movesOneChainAtATime() {
    fill(8);
    dict.rehash(Long.MAX_VALUE);
    assertThat(dict.slots()).isEqualTo(8);

    dict.put(key(8), 8);

    assertThat(dict.isRehashing()).isTrue();
    assertThat(dict.slots()).isEqualTo(8 + 16);
    int accesses = 0;
    while (dict.isRehashing()) {
      dict.get(key(0));
      accesses++;
    }
    assertThat(accesses).isBetween(2, 8);
    assertThat(dict.slots()).isEqualTo(16);
    assertThat(contents(dict)).hasSize(9);
  }

  @Test
  void forEach_whileRehashing_visitsEachOnceAndMovesNothing() {
    fill(9);
    assertThat(dict.isRehashing()).isTrue();
    Set<Bytes> seen = new HashSet<>();

    dict.forEach((key, value) -> {
      assertThat(dict.get(key(value))).isEqualTo(value);
      assertThat(seen.add(key)).isTrue();
    });

    assertThat(seen).hasSize(9);
    assertThat(dict.isRehashing()).isTrue();
  }

  @Test
  void forEach_whoseVisitorRemoves_visitsAllOthers() {
    fill(100);

    dict.forEach((key, value) -> {
      if (value % 2 == 0) {
        dict.remove(key);
      }
    });

    assertThat(contents(dict)).hasSize(50).allSatisfy((key, value) -> assertThat(value).isOdd());
  }

  @Test
  void rehash_withTime_finishes() {
    fill(1_025);
    assertThat(dict.isRehashing()).isTrue();

    dict.rehash(Long.MAX_VALUE);

    assertThat(dict.isRehashing()).isFalse();
    assertThat(contents(dict)).hasSize(1_025);
  }

  @Test
  void shrink_ofNearlyEmptyTable_keepsTheRest() {
    fill(1_024);
    dict.rehash(Long.MAX_VALUE);
    for (int i = 10; i < 1_024; i++) {
      dict.remove(key(i));
    }

    dict.shrinkIfSparse();
    dict.rehash(Long.MAX_VALUE);

    assertThat(dict.slots()).isEqualTo(16);
    assertThat(contents(dict)).hasSize(10);
  }

  @Test
  void randomKey_inTheLongRun_isEveryKey() {
    fill(20);
    Random random = new Random(1);
    Set<Bytes> seen = new HashSet<>();

    for (int i = 0; i < 5_000; i++) {
      seen.add(dict.randomKey(random));
    }

    assertThat(seen).isEqualTo(contents(dict).keySet());
    dict.clear();
    assertThat(dict.randomKey(random)).isNull();
  }

  private void fill(int count) {
    for (int i = 0; i < count; i++) {
      dict.put(key(i), i);
    }
  }

  private static Bytes key(int number) {
    return Bytes.of("key" + number);
  }

  private static Map<Bytes, Integer> contents(Dict<Integer> dict) {
    Map<Bytes, Integer> contents = new HashMap<>();
    dict.forEach(contents::put);
    return contents;
  }
}
