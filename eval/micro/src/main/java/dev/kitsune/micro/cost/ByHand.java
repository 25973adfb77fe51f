package dev.kitsune.micro.cost;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import org.jspecify.annotations.Nullable;

/**
 * The hand-written loops. They keep sharing, through a forwarding field, and need no more than the
 * data at hand has: one class, values that are items, lists that end. They cannot be undone.
 */
final class ByHand {

  private ByHand() {}

  /** Returns the new item, made when it is first asked for; what follows it is moved too. */
  static NewItem move(OldItem first) {
    NewItem head = moveOne(first);
    NewItem last = head;
    OldItem item = first;
    while (item.next != null && last.next == null) {
      item = item.next;
      NewItem fresh = moveOne(item);
      last.next = fresh;
      last = fresh;
    }
    return head;
  }

  private static NewItem moveOne(OldItem old) {
    Object known = old.forward;
    if (known != null) {
      return (NewItem) known;
    }
    NewItem fresh = new NewItem(old);
    old.forward = fresh;
    return fresh;
  }

  static void map(HashMap<Object, Object> map) {
    for (Map.Entry<Object, Object> entry : map.entrySet()) {
      entry.setValue(move((OldItem) entry.getValue()));
    }
  }

  static void array(@Nullable Object[] array) {
    for (int i = 0; i < array.length; i++) {
      Object item = array[i];
      if (item != null) {
        array[i] = move((OldItem) item);
      }
    }
  }

  static void skipList(ConcurrentSkipListMap<Object, Object> map) {
    map.replaceAll((key, item) -> move((OldItem) item));
  }
}
