package dev.kitsune.kv.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class ChainTest {

  static LongStream seeds() {
    return LongStream.range(0, 10);
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void randomOperations_agreeWithAnArrayList(long seed) {
    Random random = new Random(seed);
    Chain<Integer> chain = new Chain<>();
    List<Integer> model = new ArrayList<>();

    for (int i = 0; i < 500; i++) {
      int at = model.isEmpty() ? 0 : random.nextInt(model.size());
      switch (random.nextInt(4)) {
        case 0 -> {
          chain.addFirst(i);
          model.add(0, i);
        }
        case 1 -> {
          chain.addLast(i);
          model.add(i);
        }
        case 2 -> {
          if (!model.isEmpty()) {
            chain.remove(chain.at(at));
            model.remove(at);
          }
        }
        default -> {
          if (!model.isEmpty()) {
            chain.at(at).replace(-i);
            model.set(at, -i);
          }
        }
      }
      assertThat(chain).containsExactlyElementsOf(model);
      assertThat(chain.size()).isEqualTo(model.size());
      assertThat(backwards(chain)).containsExactlyElementsOf(model);
    }

    assertThat(chain.at(-1)).isNull();
    assertThat(chain.at(model.size())).isNull();
  }

  private static List<Integer> backwards(Chain<Integer> chain) {
    List<Integer> elements = new ArrayList<>();
    for (Chain.Link<Integer> link = chain.last(); link != null; link = link.previous()) {
      elements.add(0, link.element());
    }
    return elements;
  }
}
