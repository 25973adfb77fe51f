package dev.kitsune.kv.store;

import dev.kitsune.kv.data.Bytes;
import dev.kitsune.kv.data.SwappedValue;
import dev.kitsune.kv.data.Value;

/** Where values are that are not in memory. Called inside turns of the gate. */
public interface Pager {

  /** Returns a value, which stays where it is as well. */
  Value read(SwappedValue swapped);

  /** The value is in memory again: its pages are free. */
  void loaded(Database database, Bytes key, SwappedValue swapped);

  /** The key is about to go, or to get another value: the pages are free. */
  void removed(Database database, Bytes key, SwappedValue swapped);

  /** Returns whether the periodic search for keys whose time has passed may take this one. */
  boolean mayExpire(Database database, Bytes key);
}
