package dev.kitsune.eval.report;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import org.HdrHistogram.Histogram;

/** The percentiles of a latency in milliseconds, by the names of the report. */
@JsonPropertyOrder({"count", "p50", "p99", "p99.9", "p99.99", "max"})
public record Percentiles(
    long count,
    double p50,
    double p99,
    @JsonProperty("p99.9") double p999,
    @JsonProperty("p99.99") double p9999,
    double max) {

  /** Reads them from a histogram of microseconds. */
  public static Percentiles of(Histogram micros) {
    return new Percentiles(
        micros.getTotalCount(),
        micros.getValueAtPercentile(50) / 1e3,
        micros.getValueAtPercentile(99) / 1e3,
        micros.getValueAtPercentile(99.9) / 1e3,
        micros.getValueAtPercentile(99.99) / 1e3,
        micros.getMaxValue() / 1e3);
  }
}
