package dev.kitsune.micro.cost;

import org.jspecify.annotations.Nullable;

/** The newer version with a field of another type; also what the hand-written loop makes. */
final class GramPart {

  @Nullable Object forward; // the next update's
  int number;
  long weight;
  final String name;

  GramPart(OldPart old) {
    this.number = old.number;
    this.weight = old.weight * 1000L;
    this.name = old.name;
  }
}
