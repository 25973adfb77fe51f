package dev.kitsune.stream;

import java.util.Optional;

/** What leads from one version to the next, or back where the running version allows it. */
public record Step(Version from, Version to) {

  /**
   * Returns the step between two versions of one program: forward when the target follows the
   * running version, backward when the running version is reversible and follows the target.
   */
  public static Optional<Step> between(Version running, Version target) {
    if (!running.program().equals(target.program())) {
      return Optional.empty();
    }
    boolean forward = running.version().equals(target.previous());
    boolean backward = running.reversible() && target.version().equals(running.previous());
    return forward || backward ? Optional.of(new Step(running, target)) : Optional.empty();
  }
}
