package dev.kitsune.eval.page;

import com.fasterxml.jackson.databind.JsonNode;
import dev.kitsune.eval.stats.Statistics;
import java.util.Arrays;
import java.util.List;
import java.util.stream.StreamSupport;

/** Figures of one kind from several rows; those that are not there are left out. */
record Figures(double[] values) {

  /** Reads them. */
  static Figures of(List<Row> rows, String pointer) {
    return new Figures(
        rows.stream()
            .mapToDouble(row -> row.number(pointer))
            .filter(value -> !Double.isNaN(value))
            .toArray());
  }

  /** Reads the numbers of a list. */
  static Figures listed(Row row, String pointer) {
    return new Figures(
        StreamSupport.stream(row.node().at(pointer).spliterator(), false)
            .mapToDouble(JsonNode::asDouble)
            .toArray());
  }

  /** Returns the median, not a number if there are none. */
  double median() {
    return values.length == 0 ? Double.NaN : Statistics.median(values);
  }

  /** Returns half the interquartile range, not a number if there are none. */
  double siqr() {
    return values.length == 0 ? Double.NaN : Statistics.siqr(values);
  }

  /** Returns the largest, not a number if there are none. */
  double max() {
    return Arrays.stream(values).max().orElse(Double.NaN);
  }
}
