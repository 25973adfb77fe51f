package dev.kitsune.eval.experiment;

import java.time.Duration;

/**
 * How long the load runs around an update.
 *
 * @param first not counted, before the first update of a process, so that both sides are compiled
 * @param warmUp not counted, before each later one
 * @param window before and after the update
 */
public record Timing(Duration first, Duration warmUp, Duration window) {

  private static final Duration MOST_SHOWN = Duration.ofSeconds(10);

  /** Sets one time for all of that is not counted. */
  public Timing(Duration warmUp, Duration window) {
    this(warmUp, warmUp, window);
  }

  /** Returns the seconds that one step of a process takes, about. */
  double seconds() {
    return (warmUp.toMillis() + 2 * window.toMillis()) / 1e3;
  }

  /** Returns how much of the window is kept answer by answer, for the timeline. */
  Duration shown() {
    return window.compareTo(MOST_SHOWN) < 0 ? window : MOST_SHOWN;
  }
}
