package dev.kitsune.micro.cost;

import java.util.Arrays;
import java.util.Locale;
import java.util.SplittableRandom;

/** How two series of times compare. */
final class Ratios {

  private static final int RESAMPLES = 2000;

  private Ratios() {}

  /** Returns the ratio of the second median to the first, with its 95% bootstrap interval. */
  static String ofMedians(double[] first, double[] second, long seed) {
    double[] ratios = new double[RESAMPLES];
    SplittableRandom random = new SplittableRandom(seed);
    for (int i = 0; i < RESAMPLES; i++) {
      ratios[i] = median(drawn(second, random)) / median(drawn(first, random));
    }
    Arrays.sort(ratios);
    return String.format(
        Locale.ROOT,
        "%8.2f [%.2f, %.2f]",
        median(second) / median(first),
        ratios[RESAMPLES / 40],
        ratios[RESAMPLES - 1 - RESAMPLES / 40]);
  }

  private static double[] drawn(double[] samples, SplittableRandom random) {
    double[] drawn = new double[samples.length];
    for (int i = 0; i < drawn.length; i++) {
      drawn[i] = samples[random.nextInt(samples.length)];
    }
    return drawn;
  }

  static double median(double[] samples) {
    double[] sorted = samples.clone();
    Arrays.sort(sorted);
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }
}
