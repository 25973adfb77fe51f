package dev.kitsune.http.server;

import dev.kitsune.http.connection.Client;
import dev.kitsune.http.format.Place;

/** A client that gets a stream. In the pending or the active listeners of exactly one source. */
public final class Listener {

  private final Client client;
  private final Place place;
  private volatile boolean isKilled;

  /** Makes a listener that has got nothing yet. */
  public Listener(Client client, boolean wantsMetadata) {
    this.client = client;
    place = new Place(wantsMetadata);
  }

  /** Returns the client. */
  public Client client() {
    return client;
  }

  /** Returns how far it is. */
  Place place() {
    return place;
  }

  /** Asks the source's thread to drop it. */
  void kill() {
    isKilled = true;
  }

  /** Returns whether it is to be dropped or is gone. */
  boolean isOver() {
    return isKilled || client.connection().isClosed();
  }
}
