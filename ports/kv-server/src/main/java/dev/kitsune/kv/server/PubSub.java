package dev.kitsune.kv.server;

import dev.kitsune.kv.data.Bytes;
import dev.kitsune.kv.data.Chain;
import dev.kitsune.kv.data.Dict;
import dev.kitsune.kv.data.Glob;
import java.util.ArrayList;
import java.util.List;

/**
 * Who gets which messages. It is kept twice, as in the release: here by channel, and by client in
 * its {@link Subscriptions}; both change together.
 */
public final class PubSub {

  /** One client's subscription of one pattern. */
  public record PatternSubscription(Client client, Glob pattern) {}

  private final Dict<Chain<Client>> channels = new Dict<>();
  private final Chain<PatternSubscription> patterns = new Chain<>();

  /** Returns how many channels have subscribers. */
  public int channelCount() {
    return channels.size();
  }

  /** Returns how many subscriptions of patterns there are. */
  public int patternCount() {
    return patterns.size();
  }

  /** Returns the subscriptions of patterns, to be read. */
  public Chain<PatternSubscription> patterns() {
    return patterns;
  }

  /** Returns the channel's subscribers in the order of their coming. */
  public Chain<Client> subscribers(Bytes channel) {
    Chain<Client> clients = channels.get(channel);
    return clients == null ? new Chain<>() : clients;
  }

  /** Subscribes a channel, unless the client has it. */
  public void subscribe(Client client, Bytes channel) {
    if (client.subscriptions().channels().putIfAbsent(channel, true)) {
      Chain<Client> clients = channels.get(channel);
      if (clients == null) {
        clients = new Chain<>();
        channels.put(channel, clients);
      }
      clients.addLast(client);
    }
  }

  /** Ends the subscription of a channel, if the client has it. */
  public void unsubscribe(Client client, Bytes channel) {
    Chain<Client> clients = channels.get(channel);
    if (client.subscriptions().channels().remove(channel) && clients != null) {
      for (Chain.Link<Client> link = clients.first(); link != null; link = link.next()) {
        if (link.element() == client) {
          clients.remove(link);
          break;
        }
      }
      if (clients.size() == 0) {
        channels.remove(channel);
      }
    }
  }

  /** Subscribes a pattern, unless the client has it. */
  public void subscribePattern(Client client, Bytes pattern) {
    Chain<Bytes> own = client.subscriptions().patterns();
    for (Bytes other : own) {
      if (other.equals(pattern)) {
        return;
      }
    }
    own.addLast(pattern);
    patterns.addLast(new PatternSubscription(client, new Glob(pattern)));
  }

  /** Ends the subscription of a pattern, if the client has it. */
  public void unsubscribePattern(Client client, Bytes pattern) {
    Chain<Bytes> own = client.subscriptions().patterns();
    for (Chain.Link<Bytes> link = own.first(); link != null; link = link.next()) {
      if (link.element().equals(pattern)) {
        own.remove(link);
        break;
      }
    }
    Chain.Link<PatternSubscription> link = patterns.first();
    while (link != null
        && !(link.element().client() == client
            && link.element().pattern().pattern().equals(pattern))) {
      link = link.next();
    }
    if (link != null) {
      patterns.remove(link);
    }
  }

  /** Ends all subscriptions of a client whose connection ends. */
  void forget(Client client) {
    if (!client.isSubscriber()) {
      return;
    }
    channelsOf(client).forEach(channel -> unsubscribe(client, channel));
    patternsOf(client).forEach(pattern -> unsubscribePattern(client, pattern));
  }

  /** Returns the channels of a client, to be read while they change. */
  public List<Bytes> channelsOf(Client client) {
    List<Bytes> found = new ArrayList<>();
    client.subscriptions().channels().forEach((channel, present) -> found.add(channel));
    return found;
  }

  /** Returns the patterns of a client, to be read while they change. */
  public List<Bytes> patternsOf(Client client) {
    List<Bytes> found = new ArrayList<>();
    client.subscriptions().patterns().forEach(found::add);
    return found;
  }
}
