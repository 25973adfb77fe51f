package dev.kitsune.update;

import java.time.Duration;

/**
 * How long the parts of the pause may last (DESIGN 4); what is late is rolled back.
 *
 * @param quiescence until every thread stands at an update point and every gate is closed
 * @param transformation the new classes' initialisers and the walk
 * @param restart until every new thread has reached its point
 */
public record Deadlines(Duration quiescence, Duration transformation, Duration restart) {

  /** Five, thirty and two seconds. */
  public static final Deadlines DEFAULT =
      new Deadlines(Duration.ofSeconds(5), Duration.ofSeconds(30), Duration.ofSeconds(2));

  /** Returns the same with another deadline for quiescence. */
  public Deadlines quiescence(Duration other) {
    return new Deadlines(other, transformation, restart);
  }

  /** Returns the same with another deadline for the transformation. */
  public Deadlines transformation(Duration other) {
    return new Deadlines(quiescence, other, restart);
  }

  /** Returns the same with another deadline for the restart. */
  public Deadlines restart(Duration other) {
    return new Deadlines(quiescence, transformation, other);
  }

  /** Returns the sum. */
  public Duration total() {
    return quiescence.plus(transformation).plus(restart);
  }
}
