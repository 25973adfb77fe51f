package dev.kitsune.kv.persistence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class LzfTest {

  private static final int ROUNDS = 500;

  static LongStream seeds() {
    return LongStream.range(0, 4);
  }

  /** The worked example of the release's own dump. */
  @Test
  void compress_givesTheReleasesBytes() {
    byte[] text = "ab".repeat(200).getBytes(StandardCharsets.US_ASCII);

    byte[] small = Lzf.compress(text, text.length - 4);

    assertThat(small).asHexString().isEqualToIgnoringCase("02616261E0FF01E07A01016162");
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void decompress_givesBackWhatWasCompressed(long seed) throws RdbException {
    Random random = new Random(seed);
    int compressed = 0;
    for (int round = 0; round < ROUNDS; round++) {
      byte[] original = new byte[random.nextInt(20_000)];
      int letters = 1 + random.nextInt(round % 2 == 0 ? 3 : 256);
      for (int i = 0; i < original.length; i++) {
        original[i] = (byte) random.nextInt(letters);
      }
      byte[] small = Lzf.compress(original, original.length - 4);
      if (small != null) {
        compressed++;
        assertThat(small.length).isLessThanOrEqualTo(original.length - 4);
        assertThat(Lzf.decompress(small, original.length)).isEqualTo(original);
      }
    }
    assertThat(compressed).isGreaterThan(ROUNDS / 3);
  }

  @Test
  void compress_ofWhatDoesNotShrink_givesNothing() {
    byte[] noise = new byte[1000];
    new Random(1).nextBytes(noise);

    assertThat(Lzf.compress(noise, noise.length - 4)).isNull();
    assertThat(Lzf.compress(new byte[0], -4)).isNull();
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void decompress_ofDamagedBytes_throwsOrGivesTheLength(long seed) {
    Random random = new Random(seed);
    byte[] text = "the quick brown fox ".repeat(50).getBytes(StandardCharsets.US_ASCII);
    byte[] small = Lzf.compress(text, text.length);
    assertThat(small).isNotNull();
    int refused = 0;
    for (int round = 0; round < 5_000; round++) {
      byte[] damaged = small.clone();
      for (int i = random.nextInt(3); i >= 0; i--) {
        damaged[random.nextInt(damaged.length)] = (byte) random.nextInt();
      }
      byte[] cut = Arrays.copyOf(damaged, 1 + random.nextInt(damaged.length));
      try {
        assertThat(Lzf.decompress(cut, text.length)).hasSize(text.length);
      } catch (RdbException e) {
        refused++;
        assertThat(e).hasMessageContaining("length=" + text.length);
      }
    }
    assertThat(refused).isGreaterThan(1_000);
  }

  @Test
  void decompress_ofAReferenceBeforeTheBeginning_isRefused() {
    byte[] before = HexFormat.of().parseHex("00612005");

    assertThatThrownBy(() -> Lzf.decompress(before, 4)).isInstanceOf(RdbException.class);
  }
}
