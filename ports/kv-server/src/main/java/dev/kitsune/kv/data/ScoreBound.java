package dev.kitsune.kv.data;

/**
 * One end of a range of scores.
 *
 * @param score where it lies
 * @param exclusive whether that score itself is outside
 */
public record ScoreBound(double score, boolean exclusive) {

  /** Reads a bound loosely: what is no number is 0, and {@code (} before it excludes it. */
  public static ScoreBound parse(Bytes text) {
    boolean exclusive = text.length() > 0 && text.at(0) == '(';
    return new ScoreBound(
        Doubles.parseLoosely(exclusive ? text.slice(1, text.length()) : text), exclusive);
  }

  /** Returns whether a score lies before a range that begins here. */
  public boolean isAbove(double other) {
    return exclusive ? other <= score : other < score;
  }

  /** Returns whether a score lies behind a range that ends here. */
  public boolean isBelow(double other) {
    return exclusive ? other >= score : other > score;
  }
}
