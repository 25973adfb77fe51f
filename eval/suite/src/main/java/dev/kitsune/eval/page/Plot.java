package dev.kitsune.eval.page;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What a plot shows, as the page's script reads it.
 *
 * @param kind how marks are laid out
 * @param categories what stands at the places of the first axis, where that has no numbers
 */
record Plot(
    String id,
    String title,
    String note,
    Kind kind,
    List<String> categories,
    Axis x,
    Axis y,
    List<Series> series,
    List<Marker> markers) {

  /** The kinds of plots. */
  enum Kind {
    /** Points with numbers on both axes. */
    XY,
    /** Points over categories. */
    POINTS,
    /** Lying bars, one behind the other; a bar for each category. */
    STACK,
    /** From low to high, with the estimate between; a bar for each category. */
    INTERVALS
  }

  /** How an axis is divided. */
  enum Scale {
    LINEAR,
    LOG,
    /** Of 1 / (1 - p): each further nine of a percentile takes the same room. */
    PERCENTILE
  }

  /** An axis, its unit in its title. */
  record Axis(String title, Scale scale) {}

  /**
   * Marks of one meaning.
   *
   * @param points {@code [x, y]}; of intervals {@code [low, estimate, high]}; else {@code [y]}
   * @param joined whether a line goes through them
   * @param second whether they belong to the axis on the right, which is linear
   */
  record Series(String name, List<double[]> points, boolean joined, boolean second) {}

  /** An upright line at a place of the first axis. */
  record Marker(String name, double at) {}

  /** Returns how many marks must be seen. */
  @JsonIgnore
  int marks() {
    return (int)
        series.stream()
            .flatMap(each -> each.points().stream())
            .filter(point -> Arrays.stream(point).noneMatch(Double::isNaN))
            .count();
  }

  /** Begins a plot over categories. */
  static Plot over(
      String id, String title, String note, Kind kind, List<String> categories, Axis y) {
    return new Plot(
        id,
        title,
        note,
        kind,
        List.copyOf(categories),
        new Axis("", Scale.LINEAR),
        y,
        new ArrayList<>(),
        new ArrayList<>());
  }

  /** Begins a plot with numbers on both axes. */
  static Plot xy(String id, String title, String note, Axis x, Axis y) {
    return new Plot(
        id, title, note, Kind.XY, List.of(), x, y, new ArrayList<>(), new ArrayList<>());
  }

  /**
   * Adds marks.
   *
   * @return this
   */
  Plot with(Series more) {
    series.add(more);
    return this;
  }
}
