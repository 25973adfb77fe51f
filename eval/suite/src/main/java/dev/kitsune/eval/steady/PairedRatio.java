package dev.kitsune.eval.steady;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.kitsune.eval.stats.Bootstrap;
import dev.kitsune.eval.stats.Interval;
import dev.kitsune.eval.stats.Statistics;
import java.util.List;

/**
 * A comparison of two builds on one operation. Each pair gives one ratio of the two sides measured
 * close together, so that the machine's drift drops out; the interval is of the ratios' median.
 *
 * @param subjects answers a second of the subject, by pair
 * @param references those of the reference, by pair
 */
public record PairedRatio(
    String operation, List<Double> subjects, List<Double> references, long seed) {

  /** The aim: equal within two in a hundred. */
  private static final double TOLERANCE = 0.02;

  /** What the interval says. */
  public enum Verdict {
    /** The interval is too wide to say anything within the tolerance. */
    NOT_SHOWN,
    EQUAL_WITHIN_2_PERCENT,
    /** Narrow enough, and not within the tolerance, but 1 is not excluded. */
    OPEN,
    SLOWER,
    FASTER
  }

  /** Returns the median ratio, subject to reference, with its 95% interval. */
  @JsonProperty
  public Interval ratio() {
    double[] ratios = new double[subjects.size()];
    for (int i = 0; i < ratios.length; i++) {
      ratios[i] = subjects.get(i) / references.get(i);
    }
    return Bootstrap.median95(seed, ratios);
  }

  /** Returns half the interval's width, relative to the ratio. */
  @JsonProperty
  public double halfWidth() {
    Interval ratio = ratio();
    return ratio.halfWidth() / ratio.estimate();
  }

  /** Returns what the interval says. */
  @JsonProperty
  public Verdict verdict() {
    Interval ratio = ratio();
    if (halfWidth() > TOLERANCE) {
      return Verdict.NOT_SHOWN;
    }
    if (ratio.low() >= 1 - TOLERANCE && ratio.high() <= 1 + TOLERANCE) {
      return Verdict.EQUAL_WITHIN_2_PERCENT;
    }
    if (ratio.high() < 1) {
      return Verdict.SLOWER;
    }
    return ratio.low() > 1 ? Verdict.FASTER : Verdict.OPEN;
  }

  /** Returns whether the interval lies below 1: the subject is slower. */
  @JsonProperty
  public boolean findsSlower() {
    return ratio().high() < 1;
  }

  /** Returns the subject's median answers a second. */
  @JsonProperty
  public double subjectMedian() {
    return median(subjects);
  }

  /** Returns the reference's median answers a second. */
  @JsonProperty
  public double referenceMedian() {
    return median(references);
  }

  private static double median(List<Double> values) {
    return Statistics.median(values.stream().mapToDouble(Double::doubleValue).toArray());
  }
}
