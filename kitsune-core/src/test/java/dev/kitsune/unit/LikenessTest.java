package dev.kitsune.unit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kitsune.unit.Likeness.Item;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Pairs by kind and code; items are written as {@code kind:body}. */
class LikenessTest {

  private static List<Item> items(String text) {
    return Stream.of(text.split(" "))
        .filter(item -> !item.isEmpty())
        .map(item -> item.split(":"))
        .map(parts -> new Item(parts[0] + parts[1], parts[0], parts[1]))
        .toList();
  }

  @ParameterizedTest(name = "{0} -> {1}: {2}")
  @CsvSource({
    "k:a, k:a, 1", // the same
    "k:a, k:b, 1", // the only one of its kind, with other code
    "k:a, j:a, 0", // the same code elsewhere is another one
    "k:a, '', 0",
    "k:a k:b, k:b k:a, 1", // by code
    "k:a k:b, k:b k:c, 1", // what is left on each side
    "k:a k:b, k:c k:d, 2", // both with other code
    "k:a, k:b k:c, 2", // one was added, and the old one changed
    "k:a, k:b k:a, 1",
    "k:a k:b, k:b, 0", // the first is gone
    "k:a k:b, k:c, 2", // which of them is gone?
    "k:a k:b k:c, k:b k:d, 2", // likewise, beside one that is known
    "k:a k:a, k:a k:a, 1", // with the same code, any is as good
    "k:a k:a, k:b k:a, 1",
  })
  void counterparts_ofTheFirst(String olds, String news, int expected) {
    List<Item> before = items(olds);

    List<Item> found = Likeness.counterparts(before.get(0), before, items(news));

    assertThat(found).hasSize(expected);
  }

  @ParameterizedTest(name = "{0} -> {1}: {2}")
  @CsvSource({
    "k:a k:b, k:b k:a, ka",
    "k:a k:b, k:c k:b, kc",
    "k:a, k:b, kb",
    "k:a j:a, j:a k:c, kc"
  })
  void counterparts_one_isTheRightOne(String olds, String news, String expected) {
    List<Item> before = items(olds);

    List<Item> found = Likeness.counterparts(before.get(0), before, items(news));

    assertThat(found).extracting(Item::name).containsExactly(expected);
  }
}
