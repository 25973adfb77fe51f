package dev.kitsune.micro.cost;

import org.jspecify.annotations.Nullable;

/** {@link Item}'s newer version as somebody would write it who updates by hand. */
final class NewItem {

  @Nullable Object forward; // the next update's
  final long id;
  int count;
  boolean flag;
  final String name;
  @Nullable NewItem next;
  long added;

  /** Copies all but {@link #next}. */
  NewItem(OldItem old) {
    this.id = old.id;
    this.count = old.count;
    this.flag = old.flag;
    this.name = old.name;
  }
}
