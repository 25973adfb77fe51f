package dev.kitsune.micro.cost;

import org.jspecify.annotations.Nullable;

/** The newer version with one more field; also what the hand-written loop makes. */
final class NewPart {

  @Nullable Object forward; // the next update's
  int number;
  int weight;
  final String name;
  long total;

  NewPart(OldPart old) {
    this.number = old.number;
    this.weight = old.weight;
    this.name = old.name;
  }
}
