package dev.kitsune.eval.stats;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;

/**
 * Percentile bootstrap (Efron, 1979): samples are drawn again with replacement many times, and the
 * interval is where the middle of the statistics lies. The same seed gives the same interval.
 */
public final class Bootstrap {

  private static final int RESAMPLES = 10_000;

  private Bootstrap() {}

  /** Returns the median's interval at 95% confidence. */
  public static Interval median95(long seed, double... samples) {
    return interval(0.95, seed, Statistics::median, samples);
  }

  /**
   * Returns the interval of a statistic.
   *
   * @param confidence for example 0.95
   * @throws IllegalArgumentException if there are fewer than two samples
   */
  public static Interval interval(
      double confidence, long seed, ToDoubleFunction<double[]> statistic, double... samples) {
    if (samples.length < 2) {
      throw new IllegalArgumentException(
          "expected at least two samples to draw from: samples=" + samples.length);
    }
    SplittableRandom random = new SplittableRandom(seed);
    double[] statistics = new double[RESAMPLES];
    double[] drawn = new double[samples.length];
    for (int i = 0; i < RESAMPLES; i++) {
      for (int j = 0; j < drawn.length; j++) {
        drawn[j] = samples[random.nextInt(samples.length)];
      }
      statistics[i] = statistic.applyAsDouble(drawn);
    }
    Arrays.sort(statistics);
    double tail = (1 - confidence) / 2;
    return new Interval(
        statistic.applyAsDouble(samples),
        Statistics.quantile(tail, statistics),
        Statistics.quantile(1 - tail, statistics));
  }
}
