package dev.kitsune.micro.cost;

/** What rules are applied to: loaded woven, under another name, as the older version. */
public final class Part {

  int number;
  int weight;
  final String name;

  private Part(int number) {
    this.number = number;
    this.weight = number % 100;
    this.name = "part";
  }

  /** Makes one. */
  public static Object make(long number) {
    return new Part((int) number);
  }
}
