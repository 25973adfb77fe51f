package dev.kitsune.eval.stats;

import java.util.Arrays;

/** Order statistics of small samples, as the papers on updating report them. */
public final class Statistics {

  private Statistics() {}

  /**
   * Returns the median.
   *
   * @throws IllegalArgumentException if there is no sample
   */
  public static double median(double... samples) {
    return quantile(0.5, samples);
  }

  /** Returns the semi-interquartile range: half the distance between the quartiles. */
  public static double siqr(double... samples) {
    return (quantile(0.75, samples) - quantile(0.25, samples)) / 2;
  }

  /**
   * Returns a quantile, linearly interpolated between the two nearest samples.
   *
   * @param p from 0 to 1
   * @throws IllegalArgumentException if there is no sample, or p is outside 0 to 1
   */
  public static double quantile(double p, double... samples) {
    if (samples.length == 0) {
      throw new IllegalArgumentException("expected at least one sample, found none");
    }
    if (!(p >= 0 && p <= 1)) {
      throw new IllegalArgumentException("expected a quantile from 0 to 1: p=" + p);
    }
    double[] sorted = samples.clone();
    Arrays.sort(sorted);
    double at = p * (sorted.length - 1);
    int below = (int) at;
    int above = Math.min(below + 1, sorted.length - 1);
    return sorted[below] + (at - below) * (sorted[above] - sorted[below]);
  }
}
