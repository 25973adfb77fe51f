package dev.kitsune.kv.command;

import dev.kitsune.kv.data.Bytes;
import dev.kitsune.kv.data.Numbers;
import dev.kitsune.kv.server.Transaction;
import dev.kitsune.kv.server.VirtualMemory;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The keys whose values a request needs in memory before it is executed, as the release has it. */
final class RequestKeys {

  private static final int FIRST_SOURCE = 3; // of ZUNIONSTORE and ZINTERSTORE

  private RequestKeys() {}

  /** Returns whether the client now waits for values that the request needs. */
  static boolean areAwaited(Call call, Bytes[] request) {
    VirtualMemory memory = call.server().virtualMemory();
    if (memory == null) {
      return false;
    }
    List<Bytes> keys = new ArrayList<>();
    Transaction transaction = call.client().transaction();
    if (transaction != null && request[0].equalsIgnoreCase(TransactionCommands.EXEC)) {
      transaction.requests().forEach(queued -> add(queued, keys));
    } else {
      add(request, keys);
    }
    return memory.postpones(call.client(), request, keys);
  }

  /** Adds one request's keys; what is no value's key does no harm, since nothing is found there. */
  private static void add(Bytes[] request, List<Bytes> keys) {
    switch (request[0].toString().toLowerCase(Locale.ROOT)) {
      case "set", "setnx", "setex", "del", "expire", "expireat", "select", "keys", "auth" -> {}
      case "echo", "slaveof", "debug", "config", "publish", "subscribe", "unsubscribe" -> {}
      case "psubscribe", "punsubscribe" -> {}
      case "mget", "sinter", "sunion", "sdiff" -> add(request, 1, request.length, 1, keys);
      case "sinterstore", "sunionstore", "sdiffstore" -> add(request, 2, request.length, 1, keys);
      case "rpoplpush", "smove" -> add(request, 1, FIRST_SOURCE, 1, keys);
      case "mset", "msetnx" -> add(request, 1, request.length, 2, keys);
      case "zunionstore", "zinterstore" -> {
        long end = (long) FIRST_SOURCE + Numbers.parseLoosely(request[2]);
        add(request, FIRST_SOURCE, (int) Math.min(end, request.length), 1, keys);
      }
      default -> add(request, 1, Math.min(2, request.length), 1, keys);
    }
  }

  private static void add(Bytes[] request, int from, int to, int step, List<Bytes> keys) {
    for (int i = from; i < to; i += step) {
      keys.add(request[i]);
    }
  }
}
