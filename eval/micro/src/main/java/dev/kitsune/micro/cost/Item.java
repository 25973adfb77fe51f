package dev.kitsune.micro.cost;

import org.jspecify.annotations.Nullable;

/**
 * What is transformed: loaded woven under another name, as two versions, of which the newer has one
 * more field.
 */
public final class Item {

  /** Its number. */
  public final long id;

  int count;
  boolean flag;
  final String name;
  @Nullable Item next;

  private Item(long id) {
    this.id = id;
    this.count = (int) id;
    this.name = "item";
  }

  /** Makes one. */
  public static Object make(long id) {
    return new Item(id);
  }

  /** Makes a linked list; returns its head. */
  public static Object chain(long length) {
    Item head = new Item(length - 1);
    for (long id = length - 2; id >= 0; id--) {
      Item item = new Item(id);
      item.next = head;
      head = item;
    }
    return head;
  }
}
