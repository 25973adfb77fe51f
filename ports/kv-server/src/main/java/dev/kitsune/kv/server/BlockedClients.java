package dev.kitsune.kv.server;

import dev.kitsune.kv.data.Bytes;
import dev.kitsune.kv.data.Chain;
import dev.kitsune.kv.data.Dict;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The clients that wait for an element of a list, by database and key, each key's in the order of
 * their coming.
 *
 * <pre>
 *   served --(block)--> blocked --(element, deadline)--> unblocked --(its input is run)--> served
 * </pre>
 */
public final class BlockedClients {

  /**
   * What a client waits for. The order of its keys no longer matters.
   *
   * @param database where the keys are
   * @param deadline in seconds since 1970; 0 means for ever
   */
  record Wait(int database, List<Bytes> keys, long deadline) {}

  private final List<Dict<Chain<Client>>> waiting = new ArrayList<>(); // by database
  private final Chain<Client> unblocked = new Chain<>();
  private int count;

  BlockedClients(int databases) {
    for (int i = 0; i < databases; i++) {
      waiting.add(new Dict<>());
    }
  }

  /** Returns how many clients wait. */
  public int count() {
    return count;
  }

  /**
   * Makes the client wait for any of the keys in its database.
   *
   * @param deadline in seconds since 1970; 0 means for ever
   */
  public void block(Client client, List<Bytes> keys, long deadline) {
    int database = client.database().number();
    client.setWait(new Wait(database, keys, deadline));
    for (Bytes key : keys) {
      Chain<Client> clients = waiting.get(database).get(key);
      if (clients == null) {
        clients = new Chain<>();
        waiting.get(database).put(key, clients);
      }
      clients.addLast(client);
    }
    count++;
  }

  /** Returns the client that has waited longest for a key, or null. */
  public @Nullable Client first(int database, Bytes key) {
    if (count == 0) {
      return null;
    }
    Chain<Client> clients = waiting.get(database).get(key);
    Chain.Link<Client> first = clients == null ? null : clients.first();
    return first == null ? null : first.element();
  }

  /** Ends a client's wait. What it sent meanwhile is to be run: see {@link #nextUnblocked}. */
  public void unblock(Client client) {
    forget(client);
    unblocked.addLast(client);
  }

  /** Lets the request be run that a client had to postpone: see {@link #nextUnblocked}. */
  public void resume(Client client) {
    unblocked.addLast(client);
  }

  /** Takes a client, blocked or not, out of all that is here, since its connection ends. */
  void forget(Client client) {
    Wait wait = client.waitState();
    if (wait == null) {
      return;
    }
    Dict<Chain<Client>> byKey = waiting.get(wait.database());
    for (Bytes key : wait.keys()) {
      Chain<Client> clients = byKey.get(key);
      if (clients != null) {
        removeOne(clients, client);
        if (clients.size() == 0) {
          byKey.remove(key);
        }
      }
    }
    client.setWait(null);
    count--;
  }

  private static void removeOne(Chain<Client> clients, Client client) {
    Chain.Link<Client> link = clients.first();
    while (link != null && link.element() != client) {
      link = link.next();
    }
    if (link != null) {
      clients.remove(link);
    }
  }

  /** Returns whether there are clients whose wait ended and whose input was not run since. */
  public boolean hasUnblocked() {
    return unblocked.size() > 0;
  }

  /** Returns a client whose wait ended and whose input was not run since, and forgets it. */
  public @Nullable Client nextUnblocked() {
    Chain.Link<Client> first = unblocked.first();
    if (first == null) {
      return null;
    }
    unblocked.remove(first);
    return first.element();
  }
}
