package dev.kitsune.ftp.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/** How long a transfer waits. */
final class RateLimitTest {

  private static final long SECOND = 1_000_000_000L;

  @Test
  void pause_withoutLimit_isNone() {
    RateLimit limit = new RateLimit(0);
    limit.moved(1_000_000, 0);
    limit.moved(1_000_000, 1);

    assertThat(limit.pause(1)).isZero();
  }

  @Test
  void pause_firstChunkIsFree_theNextWaitsForItsShare() {
    RateLimit limit = new RateLimit(1000);
    limit.moved(5000, 7 * SECOND);
    assertThat(limit.pause(7 * SECOND)).isZero();

    // 4000 bytes in one second, at 1000 a second: three seconds too early
    limit.moved(4000, 8 * SECOND);

    assertThat(limit.pause(8 * SECOND)).isEqualTo(Duration.ofSeconds(3));
    assertThat(limit.pause(10 * SECOND)).isEqualTo(Duration.ofSeconds(1));
    assertThat(limit.pause(11 * SECOND)).isZero();
  }
}
