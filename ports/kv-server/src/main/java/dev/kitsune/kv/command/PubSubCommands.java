package dev.kitsune.kv.command;

import dev.kitsune.kv.data.Bytes;
import dev.kitsune.kv.protocol.ReplyBuffer;
import dev.kitsune.kv.server.Client;
import dev.kitsune.kv.server.PubSub;
import dev.kitsune.kv.server.PubSub.PatternSubscription;
import java.util.Arrays;
import java.util.List;

/** SUBSCRIBE, PSUBSCRIBE, their opposites, and PUBLISH. */
final class PubSubCommands {

  private PubSubCommands() {}

  /** Returns whether a client that is subscribed to something may run the command. */
  static boolean isForSubscribers(Command command) {
    return command.name().endsWith("subscribe");
  }

  static void subscribe(Call call, Bytes[] arguments) {
    for (Bytes channel : names(arguments)) {
      pubSub(call).subscribe(call.client(), channel);
      answer(call, "subscribe", channel);
    }
  }

  static void psubscribe(Call call, Bytes[] arguments) {
    for (Bytes pattern : names(arguments)) {
      pubSub(call).subscribePattern(call.client(), pattern);
      answer(call, "psubscribe", pattern);
    }
  }

  /** Ends the named subscriptions, or all; of none there is no answer. */
  static void unsubscribe(Call call, Bytes[] arguments) {
    List<Bytes> channels =
        arguments.length > 1 ? names(arguments) : pubSub(call).channelsOf(call.client());
    for (Bytes channel : channels) {
      pubSub(call).unsubscribe(call.client(), channel);
      answer(call, "unsubscribe", channel);
    }
  }

  /** As {@link #unsubscribe}, of patterns. */
  static void punsubscribe(Call call, Bytes[] arguments) {
    List<Bytes> patterns =
        arguments.length > 1 ? names(arguments) : pubSub(call).patternsOf(call.client());
    for (Bytes pattern : patterns) {
      pubSub(call).unsubscribePattern(call.client(), pattern);
      answer(call, "punsubscribe", pattern);
    }
  }

  static void publish(Call call, Bytes[] arguments) {
    Bytes channel = arguments[1];
    Bytes payload = arguments[2];
    int deliveries = 0;
    ReplyBuffer message = new ReplyBuffer();
    message.multiBulk(3);
    message.bulk("message");
    message.bulk(channel);
    message.bulk(payload);
    byte[] frame = message.take();
    for (Client client : pubSub(call).subscribers(channel)) {
      call.deliver(client, frame);
      deliveries++;
    }
    for (PatternSubscription subscription : pubSub(call).patterns()) {
      if (subscription.pattern().matches(channel)) {
        message.multiBulk(4);
        message.bulk("pmessage");
        message.bulk(subscription.pattern().pattern());
        message.bulk(channel);
        message.bulk(payload);
        call.deliver(subscription.client(), message.take());
        deliveries++;
      }
    }
    call.feedSlaves(arguments);
    call.reply().integer(deliveries);
  }

  private static void answer(Call call, String kind, Bytes name) {
    call.reply().multiBulk(3);
    call.reply().bulk(kind);
    call.reply().bulk(name);
    call.reply().integer(call.client().subscriptions().count());
  }

  private static PubSub pubSub(Call call) {
    return call.server().clients().pubSub();
  }

  private static List<Bytes> names(Bytes[] arguments) {
    return Arrays.asList(arguments).subList(1, arguments.length);
  }
}
