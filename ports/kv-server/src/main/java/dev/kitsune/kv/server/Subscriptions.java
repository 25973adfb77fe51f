package dev.kitsune.kv.server;

import dev.kitsune.kv.data.Bytes;
import dev.kitsune.kv.data.Chain;
import dev.kitsune.kv.data.Dict;

/** What one client subscribed to; changed by {@link PubSub} alone. */
public final class Subscriptions {

  private final Dict<Boolean> channels = new Dict<>(); // always true
  private final Chain<Bytes> patterns = new Chain<>();

  Subscriptions() {}

  /** Returns how many channels and patterns there are. */
  public int count() {
    return channels.size() + patterns.size();
  }

  Dict<Boolean> channels() {
    return channels;
  }

  Chain<Bytes> patterns() {
    return patterns;
  }
}
