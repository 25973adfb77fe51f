package dev.kitsune.eval.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;

class StatisticsTest {

  @Test
  void median_oddAndEven_middle() {
    assertThat(Statistics.median(3, 1, 2)).isEqualTo(2);
    assertThat(Statistics.median(4, 1, 3, 2)).isEqualTo(2.5);
    assertThat(Statistics.median(5)).isEqualTo(5);
  }

  @Test
  void siqr_oneToFive_one() {
    assertThat(Statistics.siqr(5, 4, 3, 2, 1)).isEqualTo(1);
  }

  @Test
  void quantile_noSample_refused() {
    assertThatThrownBy(() -> Statistics.quantile(0.5))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("at least one sample");
  }

  @Test
  void quantile_outsideRange_refused() {
    assertThatThrownBy(() -> Statistics.quantile(1.5, 1)).hasMessageContaining("p=1.5");
  }

  @Test
  void median95_sameSeed_sameInterval() {
    double[] samples = {1, 2, 3, 4, 5, 6, 7};

    assertThat(Bootstrap.median95(1, samples)).isEqualTo(Bootstrap.median95(1, samples));
    assertThat(Bootstrap.median95(1, samples).estimate()).isEqualTo(4);
  }

  @Test
  void median95_constantSamples_noWidth() {
    Interval interval = Bootstrap.median95(1, 2, 2, 2);

    assertThat(interval.halfWidth()).isZero();
    assertThat(interval.contains(2)).isTrue();
    assertThat(interval.contains(2.1)).isFalse();
  }

  @Test
  void median95_manySamplesOfAKnownMedian_coversItAboutNineteenTimesInTwenty() {
    Random random = new Random(11);
    int covered = 0;

    for (int trial = 0; trial < 60; trial++) {
      double[] samples = random.doubles(25, 0, 2).toArray();
      covered += Bootstrap.median95(trial, samples).contains(1) ? 1 : 0;
    }

    assertThat(covered).isCloseTo(57, within(4));
  }

  @Test
  void interval_oneSample_refused() {
    assertThatThrownBy(() -> Bootstrap.median95(1, 3)).hasMessageContaining("samples=1");
  }
}
