package dev.kitsune.kv.paging;

import dev.kitsune.kv.data.Bytes;
import dev.kitsune.kv.data.SwappedValue;
import dev.kitsune.kv.store.Database;

/**
 * A value that is to be loaded, since clients wait for it.
 *
 * <pre>
 *   queued --(a thread reads it, or whoever needs it at once)--> done
 *      `-----(its key goes)--> called off
 * </pre>
 */
final class Load {

  final Database database;
  final Bytes key;
  final SwappedValue swapped;
  boolean calledOff;
  boolean done; // who waited for it may go on

  Load(Database database, Bytes key, SwappedValue swapped) {
    this.database = database;
    this.key = key;
    this.swapped = swapped;
  }
}
