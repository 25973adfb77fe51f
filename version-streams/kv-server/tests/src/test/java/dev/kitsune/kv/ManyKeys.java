package dev.kitsune.kv;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kitsune.kv.suite.Wire;
import java.util.ArrayList;
import java.util.List;

/** Keys of all types, and clients that are busy with them while something happens. */
final class ManyKeys {

  private static final int BATCH = 500;
  private static final int ROUNDS = 20;

  private final int keys;

  ManyKeys(int keys) {
    this.keys = keys;
  }

  /**
   * Does something while clients change values and change them back; their connections are of
   * before and are used after. When it returns, the contents are as they were.
   */
  void underLoad(UpdatableServer server, int clients, Runnable action) throws InterruptedException {
    List<BusyClient> busy = new ArrayList<>();
    for (int i = 0; i < clients; i++) {
      busy.add(BusyClient.start(server.address(), i, keys));
    }
    for (BusyClient client : busy) {
      client.awaitRounds(ROUNDS);
    }

    action.run();

    for (BusyClient client : busy) {
      client.awaitRounds(ROUNDS);
    }
    for (BusyClient client : busy) {
      client.stop();
    }
  }

  /** Makes them by one request each; each type has a seventh of them, volatile strings too. */
  void populate(Wire wire) {
    for (int start = 0; start < keys; start += BATCH) {
      int end = Math.min(start + BATCH, keys);
      for (int i = start; i < end; i++) {
        wire.request(creation(i));
      }
      for (int i = start; i < end; i++) {
        assertThat(wire.reply()).startsWith(i % 7 < 3 ? "+OK" : ":1");
      }
    }
  }

  /** Returns the request that makes a key; its name tells its type to {@link BusyClient}. */
  private static String[] creation(int number) {
    String key = "key:" + number;
    String value = "value " + number;
    return switch (number % 7) {
      case 0 -> new String[] {"SET", key, value};
      case 1 -> new String[] {"SET", key, Integer.toString(number)};
      case 2 -> new String[] {"SETEX", key, "1000000", value};
      case 3 -> new String[] {"RPUSH", key, value};
      case 4 -> new String[] {"SADD", key, value};
      case 5 -> new String[] {"ZADD", key, number + ".5", value};
      default -> new String[] {"HSET", key, "field", value};
    };
  }
}
