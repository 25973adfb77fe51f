package dev.kitsune.xf.model;

import dev.kitsune.xf.syntax.Block;
import dev.kitsune.xf.syntax.Position;
import dev.kitsune.xf.syntax.Target;
import org.jspecify.annotations.Nullable;

/**
 * One target of a rule, bound to what it names in the two versions.
 *
 * @param number counts the targets of a file from 0
 * @param from what it names in the old version, or null
 * @param to what it names in the new version, or null
 * @param body the rule's code, or null
 */
public record BoundRule(
    int number,
    Kind kind,
    Target target,
    @Nullable Item from,
    @Nullable Item to,
    @Nullable Block body) {

  /** What a rule does. */
  public enum Kind {
    MOVE,
    INIT,
    DROP,
    OPAQUE,
    PRE,
    POST
  }

  /** Returns where the target stands in its file. */
  public Position at() {
    return target.at();
  }

  /** Whether the rule has code that is more than comments. */
  public boolean hasCode() {
    return body != null && !body.isEmpty();
  }

  /** Whether the rule leaves what the new version's own code says, by an empty body. */
  public boolean acceptsOwn() {
    return body != null && body.isEmpty();
  }
}
