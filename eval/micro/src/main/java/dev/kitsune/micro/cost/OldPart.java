package dev.kitsune.micro.cost;

import org.jspecify.annotations.Nullable;

/** {@link Part} as somebody would write it who updates by hand. */
final class OldPart {

  /** The new object, so that what is held twice stays one: as the runtime's hidden field. */
  @Nullable Object forward;

  int number;
  int weight;
  final String name;

  OldPart(long number) {
    this.number = (int) number;
    this.weight = (int) number % 100;
    this.name = "part";
  }
}
