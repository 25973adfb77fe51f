package dev.kitsune.unit;

import java.util.ArrayList;
import java.util.List;

/**
 * Pairs what javac numbers (lambdas, anonymous and local classes) by what it is: where it stands
 * and of which types it is, then by its code. A number says nothing: one that is added shifts all
 * behind it.
 */
public final class Likeness {

  /**
   * One of them.
   *
   * @param name what javac calls it
   * @param kind where it stands and its types; unlike kinds are never paired
   * @param body digest of its code
   */
  public record Item(String name, String kind, String body) {}

  private Likeness() {}

  /**
   * Returns the item's counterparts: one if it is known, none if there is nothing of its kind, more
   * if it may be any of them.
   */
  public static List<Item> counterparts(Item old, List<Item> olds, List<Item> news) {
    List<Item> before = ofKind(old.kind(), olds);
    List<Item> after = ofKind(old.kind(), news);
    if (before.size() == 1 && after.size() <= 1) {
      return after;
    }
    List<Item> same = ofBody(old.body(), after);
    if (!same.isEmpty()) {
      return same.subList(0, 1); // with the same code, any is as good
    }
    before.removeIf(item -> !ofBody(item.body(), after).isEmpty());
    List<String> unchanged = ofKind(old.kind(), olds).stream().map(Item::body).toList();
    after.removeIf(item -> unchanged.contains(item.body()));
    return before.size() == 1 || after.size() != 1 ? after : twice(after);
  }

  // Several lost their counterparts: even if one is left, it may be another one's.
  private static List<Item> twice(List<Item> left) {
    List<Item> all = new ArrayList<>(left);
    all.addAll(left);
    return all;
  }

  private static List<Item> ofKind(String kind, List<Item> items) {
    List<Item> some = new ArrayList<>(items);
    some.removeIf(item -> !item.kind().equals(kind));
    return some;
  }

  private static List<Item> ofBody(String body, List<Item> items) {
    return items.stream().filter(item -> item.body().equals(body)).toList();
  }
}
