package dev.kitsune.eval.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kitsune.eval.load.GapLog;
import dev.kitsune.eval.load.LatencyLog;
import dev.kitsune.eval.load.Segment;
import dev.kitsune.eval.load.Timeline;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;

class PaceTest {

  private static final long SECOND = 1_000_000_000L;

  @Test
  void recoverySeconds_backlogWorkedOffInTheSecondAfter_twoSeconds() {
    // An update at the start of second 2 stops answers for most of it; second 3 has the burst.
    Segment segment = answeredPerSecond(100, 100, 40, 160, 100, 101, 99);

    assertThat(Pace.recoverySeconds(segment, 2 * SECOND)).isEqualTo(2);
  }

  @Test
  void recoverySeconds_nothingHappened_zero() {
    Segment segment = answeredPerSecond(100, 100, 100, 100);

    assertThat(Pace.recoverySeconds(segment, 2 * SECOND)).isZero();
  }

  @Test
  void recoverySeconds_lastSecondStillBehind_null() {
    Segment segment = answeredPerSecond(100, 100, 40, 90);

    assertThat(Pace.recoverySeconds(segment, 2 * SECOND)).isNull();
  }

  private static Segment answeredPerSecond(int... answers) {
    LatencyLog log = new LatencyLog(0);
    for (int second = 0; second < answers.length; second++) {
      for (int i = 0; i < answers[second]; i++) {
        log.answered(second * SECOND, second * SECOND + i);
      }
    }
    long end = answers.length * SECOND;
    return new Segment(
        0, end, log, new LatencyLog(0), new GapLog(2), new Timeline(0), 100, new Histogram(3));
  }
}
