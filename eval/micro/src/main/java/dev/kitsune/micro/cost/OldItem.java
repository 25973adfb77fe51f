package dev.kitsune.micro.cost;

import org.jspecify.annotations.Nullable;

/** {@link Item}'s older version as somebody would write it who updates by hand. */
final class OldItem {

  /** The new object, so that what is held twice stays one: as the runtime's hidden field. */
  @Nullable Object forward;

  final long id;
  int count;
  boolean flag;
  final String name;
  @Nullable OldItem next;

  OldItem(long id) {
    this.id = id;
    this.count = (int) id;
    this.name = "item";
  }

  static OldItem chain(long length) {
    OldItem head = new OldItem(length - 1);
    for (long id = length - 2; id >= 0; id--) {
      OldItem item = new OldItem(id);
      item.next = head;
      head = item;
    }
    return head;
  }
}
