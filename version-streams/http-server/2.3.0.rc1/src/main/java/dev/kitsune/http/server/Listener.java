package dev.kitsune.http.server;

import dev.kitsune.http.auth.Authenticator;
import dev.kitsune.http.connection.Client;
import dev.kitsune.http.format.Place;
import org.jspecify.annotations.Nullable;

/** A client that gets a stream. In the pending or the active listeners of exactly one source. */
public final class Listener {

  private static final long PAST = -1;

  private final Client client;
  private final @Nullable Authenticator authenticator;
  private final Place place = new Place(0);
  private final long endMillis;
  private boolean isGreeted; // the source's thread's own, as the next
  private long introOffset;
  private volatile boolean isKilled;

  /**
   * Makes a listener that has got nothing yet.
   *
   * @param authenticator who let it in, or null
   * @param endMillis when it is dropped, 0 for never
   */
  public Listener(Client client, @Nullable Authenticator authenticator, long endMillis) {
    this.client = client;
    this.authenticator = authenticator;
    this.endMillis = endMillis;
  }

  /** Returns the client. */
  public Client client() {
    return client;
  }

  /** Returns who let it in, or null. */
  @Nullable Authenticator authenticator() {
    return authenticator;
  }

  /** Returns how far it is. */
  Place place() {
    return place;
  }

  /** Returns whether the head of the answer is still to be sent, once. */
  boolean takeGreeting() {
    boolean isNew = !isGreeted;
    isGreeted = true;
    return isNew;
  }

  /** Returns how much of the intro file it has got; -1 for all. */
  long introOffset() {
    return introOffset;
  }

  /** Notes how much of the intro file it has got, a negative number for all. */
  void introOffset(long offset) {
    introOffset = offset < 0 ? PAST : offset;
  }

  /** Asks the source's thread to drop it. */
  void kill() {
    isKilled = true;
  }

  /** Returns whether it is to be dropped or is gone. */
  boolean isOver() {
    return isKilled
        || client.connection().isClosed()
        || endMillis > 0 && System.currentTimeMillis() >= endMillis;
  }
}
