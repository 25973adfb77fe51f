package dev.kitsune.eval;

import dev.kitsune.eval.experiment.Size;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/** What a run consists of, by the names that {@code --only} takes. */
enum Experiment {
  STEPS,
  VERIFIED,
  RESTARTS,
  QUIESCENCE,
  STEADY,
  CONNECTIONS,
  CAPACITY,
  HOTSWAP,
  PEERS,
  MICRO;

  /** Returns what a size measures unless others are named. */
  static Set<Experiment> of(Size size) {
    return size == Size.QUICK
        ? EnumSet.of(STEPS, VERIFIED, RESTARTS, QUIESCENCE, HOTSWAP)
        : EnumSet.allOf(Experiment.class);
  }

  /** Returns the name on the command line. */
  String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
