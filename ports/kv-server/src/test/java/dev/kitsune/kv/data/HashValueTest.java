package dev.kitsune.kv.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class HashValueTest {

  private static final HashValue.Limits LIMITS = new HashValue.Limits(64, 512);

  /** Against a map; with lengths at which the small form writes its lengths in another way. */
  @ParameterizedTest(name = "{0} entries at most in the small form")
  @ValueSource(ints = {0, 10, 1_000})
  void randomChanges_inEitherForm_areThoseOfAMap(int entries) {
    Random random = new Random(entries);
    HashValue hash = new HashValue();
    Map<String, String> model = new LinkedHashMap<>();
    HashValue.Limits limits = new HashValue.Limits(entries, 70_000);
    int[] lengths = {0, 1, 252, 253, 254, 255, 300, 65_535, 66_000};

    for (int i = 0; i < 2_000; i++) {
      String field = "f" + random.nextInt(40);
      if (random.nextInt(4) == 0) {
        assertThat(hash.remove(Bytes.of(field))).isEqualTo(model.remove(field) != null);
      } else {
        String value = "x".repeat(lengths[random.nextInt(lengths.length)]);
        boolean added = model.put(field, value) == null;
        assertThat(hash.put(Bytes.of(field), StringValue.encode(Bytes.of(value)), limits))
            .isEqualTo(added);
      }
      assertThat(hash.size()).isEqualTo(model.size());
    }

    Map<String, String> found = new LinkedHashMap<>();
    hash.forEach((f, v) -> found.put(f.toString(), v.bytes().toString()));
    assertThat(found).isEqualTo(model);
    assertThat(hash.encoding()).isEqualTo(entries == 1_000 ? "zipmap" : "hashtable");
    model.keySet().forEach(field -> hash.remove(Bytes.of(field)));
    assertThat(hash.footprint()).isEqualTo(new HashValue().footprint());
  }

  @Test
  void smallForm_keepsTheOrderOfComing() {
    HashValue hash = new HashValue();
    for (String field : new String[] {"b", "a", "c"}) {
      hash.put(Bytes.of(field), Bytes.of("1"), LIMITS);
    }
    hash.put(Bytes.of("a"), Bytes.of("longer"), LIMITS);

    StringBuilder found = new StringBuilder();
    hash.forEach((field, value) -> found.append(field).append('=').append(value).append(' '));
    assertThat(found).hasToString("b=1 a=longer c=1 ");
  }

  @Test
  void oneFieldTooMany_makesATable_forGood() {
    HashValue hash = new HashValue();
    for (int i = 0; i < 64; i++) {
      hash.put(Bytes.of("f" + i), Bytes.of("v"), LIMITS);
    }
    assertThat(hash.encoding()).isEqualTo("zipmap");

    hash.put(Bytes.of("f64"), Bytes.of("v"), LIMITS);

    assertThat(hash.encoding()).isEqualTo("hashtable");
    hash.remove(Bytes.of("f64"));
    assertThat(hash.encoding()).isEqualTo("hashtable");
  }

  @Test
  void longValue_makesATable() {
    HashValue hash = new HashValue();
    hash.put(Bytes.of("f"), Bytes.of("v".repeat(512)), LIMITS);
    assertThat(hash.encoding()).isEqualTo("zipmap");

    hash.put(Bytes.of("f"), Bytes.of("v".repeat(513)), LIMITS);

    assertThat(hash.encoding()).isEqualTo("hashtable");
    assertThat(hash.get(Bytes.of("f")).bytes().length()).isEqualTo(513);
  }
}
