package dev.kitsune.eval.stats;

/**
 * An estimate with its confidence interval.
 *
 * @param estimate the statistic of the samples themselves
 */
public record Interval(double estimate, double low, double high) {

  /** Returns half the width, the figure to judge the precision by. */
  public double halfWidth() {
    return (high - low) / 2;
  }

  /** Returns whether the value lies within the interval. */
  public boolean contains(double value) {
    return low <= value && value <= high;
  }
}
