package dev.kitsune.kv.suite;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/** All contents of a server, ours or a real one, read by ordinary commands. */
public final class Readback {

  private static final int DATABASES = 4;

  private Readback() {}

  /** Returns each key, with its database before it, and what it holds in an order of its own. */
  public static Map<String, String> of(Wire wire) {
    Map<String, String> contents = new TreeMap<>();
    for (int database = 0; database < DATABASES; database++) {
      wire.call("SELECT", Integer.toString(database));
      wire.request("KEYS", "*");
      for (String key : wire.parts()) {
        contents.put(database + ":" + key, value(wire, key));
      }
    }
    wire.call("SELECT", "0");
    return contents;
  }

  /** Fills a server with keys of all types in several databases; every value can be read back. */
  public static void fill(Wire wire, int count) {
    for (int database = 0; database < DATABASES - 1; database++) {
      wire.call("SELECT", Integer.toString(database));
      for (int i = 0; i < count; i++) {
        String each = Integer.toString(i);
        wire.request(
            "SET", "string:" + i, i % 3 == 0 ? each : "text of many words ".repeat(i % 20));
        wire.request("RPUSH", "list:" + i % 17, "element " + i);
        wire.request("SADD", "set:" + i % 11, each);
        wire.request("ZADD", "sorted:" + i % 13, i % 5 == 0 ? "1.5e300" : i + ".25", "m" + i);
        wire.request("HSET", "hash:" + i % 3, "field " + i, "value " + i);
      }
      for (int i = 0; i < 5 * count; i++) {
        wire.reply();
      }
      wire.call("SETEX", "volatile", "100000", "x");
      wire.call("SET", "long", "ab".repeat(50_000));
      wire.call("ZADD", "sorted:0", "-inf", "least");
    }
    wire.call("SELECT", "0");
  }

  private static String value(Wire wire, String key) {
    String type = wire.call("TYPE", key);
    String value =
        switch (type) {
          case "+string" -> wire.call("GET", key);
          case "+list" -> wire.call("LRANGE", key, "0", "-1");
          case "+set" -> new TreeSet<>(parts(wire, "SMEMBERS", key)).toString();
          case "+zset" -> scores(parts(wire, "ZRANGE", key, "0", "-1", "WITHSCORES"));
          case "+hash" -> fields(parts(wire, "HGETALL", key));
          default -> throw new AssertionError("unknown type: key=" + key + ", type=" + type);
        };
    boolean expires = Long.parseLong(wire.call("TTL", key).substring(1)) > 0;
    return type + (expires ? " volatile " : " ") + value;
  }

  private static List<String> parts(Wire wire, String... request) {
    wire.request(request);
    return wire.parts();
  }

  /** Later releases print doubles otherwise. */
  private static String scores(List<String> parts) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < parts.size(); i += 2) {
      String score = parts.get(i + 1).replace("inf", "Infinity");
      text.append(parts.get(i)).append('=').append(Double.parseDouble(score)).append(' ');
    }
    return text.toString();
  }

  private static String fields(List<String> parts) {
    Map<String, String> fields = new TreeMap<>();
    for (int i = 0; i < parts.size(); i += 2) {
      fields.put(parts.get(i), parts.get(i + 1));
    }
    return fields.toString();
  }
}
