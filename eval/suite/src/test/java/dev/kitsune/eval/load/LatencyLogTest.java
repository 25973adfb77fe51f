package dev.kitsune.eval.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.FileNotFoundException;
import java.nio.file.Path;
import org.HdrHistogram.EncodableHistogram;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.HistogramLogReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LatencyLogTest {

  private static final long SECOND = 1_000_000_000L;

  @TempDir Path folder;

  @Test
  void between_latencyCountsWhereItWasDue() {
    LatencyLog log = new LatencyLog(0);

    log.answered(SECOND / 2, SECOND / 2 + 5_000_000);
    log.answered(SECOND / 2, 3 * SECOND);

    assertThat(log.between(0, 1).getTotalCount()).isEqualTo(2);
    assertThat(log.between(1, 4).getTotalCount()).isZero();
    assertThat(log.answeredPerSecond()).containsExactly(1, 0, 0, 1);
    assertThat(log.total().getMaxValueAsDouble()).isBetween(2_500_000.0, 2_503_000.0);
  }

  @Test
  void writeTo_readBack_sameHistogramsASecond() throws FileNotFoundException {
    LatencyLog log = new LatencyLog(0);
    log.answered(0, 1_000_000);
    log.answered(SECOND, SECOND + 7_000_000);
    Path file = folder.resolve("x.hlog");

    log.writeTo(file);

    HistogramLogReader reader = new HistogramLogReader(file.toFile());
    EncodableHistogram first = reader.nextIntervalHistogram();
    EncodableHistogram second = reader.nextIntervalHistogram();
    assertThat(((Histogram) first).getMaxValue()).isBetween(1_000L, 1_001L);
    assertThat(((Histogram) second).getMaxValue()).isBetween(7_000L, 7_007L);
    assertThat(reader.nextIntervalHistogram()).isNull();
  }
}
