package dev.kitsune.eval.load;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class GapLogTest {

  private static final long MS = 1_000_000;

  @Test
  void longestTouching_gapOverlapsWindow_found() {
    GapLog log = new GapLog(2);

    log.answered(0);
    log.answered(1 * MS);
    log.answered(31 * MS);
    log.answered(32 * MS);
    log.answered(42 * MS);

    assertThat(log.longestTouching(10 * MS, 12 * MS)).isEqualTo(30);
    assertThat(log.longestApartFrom(0, 100 * MS, 10 * MS, 12 * MS)).isEqualTo(10);
    assertThat(log.longestTouching(50 * MS, 60 * MS)).isZero();
    assertThat(log.gaps()).hasSize(2);
  }

  @Test
  void rest_betweenTwoLoads_isNoGap() {
    GapLog log = new GapLog(2);

    log.answered(0);
    log.rest();
    log.answered(1000 * MS);

    assertThat(log.gaps()).isEmpty();
  }
}
