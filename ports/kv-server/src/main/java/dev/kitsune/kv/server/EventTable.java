package dev.kitsune.kv.server;

/**
 * How many connections the release's event loop has room for. Its table of events has a fixed size
 * and is indexed by file descriptor; the first six belong to the server itself, so the table is
 * full when the number of clients is six less than its size.
 */
public final class EventTable {

  /** The release's own size. */
  public static final int SIZE = 10_240;

  private static final int OWN_DESCRIPTORS = 6;

  private final int capacity;
  private int registered;

  /** Makes an empty table of a size. */
  public EventTable(int size) {
    capacity = size - OWN_DESCRIPTORS;
  }

  /** Registers one more connection; returns false, having done nothing, if there is no room. */
  public boolean register() {
    if (registered >= capacity) {
      return false;
    }
    registered++;
    return true;
  }

  /** Takes one registered connection out. */
  void unregister() {
    registered--;
  }
}
