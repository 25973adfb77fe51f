package dev.kitsune.xf.syntax;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One rule of a specification.
 *
 * @param targets at least one
 * @param body the code that all targets share, or null
 */
public record Rule(List<Target> targets, @Nullable Block body) {

  /** Returns where the rule begins. */
  public Position at() {
    return targets.get(0).at();
  }
}
