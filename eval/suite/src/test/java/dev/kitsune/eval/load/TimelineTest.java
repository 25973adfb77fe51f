package dev.kitsune.eval.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class TimelineTest {

  private static final long MS = 1_000_000;

  @Test
  void around_answersAndLatencies_inTheirBuckets() {
    Timeline timeline = new Timeline(0);
    timeline.answered(1000 * MS, 1001 * MS);
    timeline.answered(1012 * MS, 1055 * MS);
    timeline.answered(1013 * MS, 1055 * MS);

    Timeline.View view = timeline.around(1015 * MS, Duration.ofMillis(15), Duration.ofMillis(50));

    assertThat(view.bucketMs()).isEqualTo(10);
    assertThat(view.startMs()).isEqualTo(-15);
    assertThat(view.answered()).containsExactly(1, 0, 0, 0, 0, 2, 0);
    assertThat(view.maxLatencyMs()).containsExactly(1, 43, 0, 0, 0, 0, 0);
  }
}
