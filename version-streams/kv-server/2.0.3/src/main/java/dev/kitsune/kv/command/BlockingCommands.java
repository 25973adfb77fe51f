package dev.kitsune.kv.command;

import dev.kitsune.kv.data.Bytes;
import dev.kitsune.kv.data.ListValue;
import dev.kitsune.kv.data.NotAnIntegerException;
import dev.kitsune.kv.data.Numbers;
import dev.kitsune.kv.protocol.ReplyBuffer;
import dev.kitsune.kv.server.BlockedClients;
import dev.kitsune.kv.server.Client;
import java.util.Arrays;

/** BLPOP and BRPOP: {@code key... timeout}; and the push that gives to those who wait. */
final class BlockingCommands {

  private BlockingCommands() {}

  static void blpop(Call call, Bytes[] arguments) {
    pop(call, arguments, true);
  }

  static void brpop(Call call, Bytes[] arguments) {
    pop(call, arguments, false);
  }

  private static void pop(Call call, Bytes[] arguments, boolean atHead) {
    long timeout = timeout(arguments[arguments.length - 1]);
    for (int i = 1; i < arguments.length - 1; i++) {
      ListValue list = call.database().write(arguments[i], ListValue.class);
      if (list != null && list.elements().size() > 0) {
        call.reply().multiBulk(2);
        call.reply().bulk(arguments[i]);
        ListCommands.pop(call, arguments[i], list, atHead);
        return;
      }
    }
    if (call.client().transaction() != null) {
      call.reply().nilMultiBulk();
      return;
    }
    if (call.isReplay()) { // nobody waits there, and an element that is pushed later must stay
      return;
    }
    long deadline = timeout == 0 ? 0 : call.keyspace().now() + timeout;
    blocked(call)
        .block(call.client(), Arrays.asList(arguments).subList(1, arguments.length - 1), deadline);
  }

  private static long timeout(Bytes text) {
    long seconds;
    try {
      seconds = Numbers.parseStrictly(text);
    } catch (NotAnIntegerException e) {
      throw new CommandException("timeout is not an integer");
    }
    if (seconds < 0) {
      throw new CommandException("timeout is negative");
    }
    return seconds;
  }

  /**
   * Gives an element that is pushed to the client that has waited longest for the key; returns
   * whether there was one. The list is not touched then, and no change is counted.
   */
  static boolean giveToWaiting(Call call, Bytes key, Bytes element) {
    Client client = blocked(call).first(call.database().number(), key);
    if (client == null) {
      return false;
    }
    ReplyBuffer reply = new ReplyBuffer();
    reply.multiBulk(2);
    reply.bulk(key);
    reply.bulk(element);
    call.deliver(client, reply.take());
    blocked(call).unblock(client);
    return true;
  }

  private static BlockedClients blocked(Call call) {
    return call.server().clients().blocked();
  }
}
