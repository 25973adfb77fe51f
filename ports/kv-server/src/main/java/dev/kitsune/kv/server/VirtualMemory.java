package dev.kitsune.kv.server;

import dev.kitsune.kv.data.Bytes;
import dev.kitsune.kv.store.Database;
import dev.kitsune.kv.store.Pager;
import java.util.List;
import java.util.function.BiConsumer;

/** Values in a swap file, and the clients that wait for them. Called inside turns of the gate. */
public interface VirtualMemory extends Pager {

  /** Puts a value into the swap file; returns whether it could be put there. */
  boolean swapOut(Database database, Bytes key);

  /**
   * Lets a client wait if values that its request needs are in the swap file, and are to be loaded
   * beside the commands.
   *
   * @param keys what the request needs
   */
  boolean postpones(Client client, Bytes[] request, List<Bytes> keys);

  /** Does a tick's work: puts values out while there are too many, and wakes who waits no more. */
  void tick();

  /** Tells the lines of {@code INFO}, in the release's order. */
  void describe(BiConsumer<String, Long> lines);
}
