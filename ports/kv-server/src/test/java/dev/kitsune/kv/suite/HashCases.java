package dev.kitsune.kv.suite;

import static org.assertj.core.api.Assertions.assertThat;

/** Hashes. */
final class HashCases {

  private HashCases() {}

  static void fields_areSetReadAndRemoved(Wire wire) {
    assertThat(wire.call("HSET", "h", "a", "1")).isEqualTo(":1");
    assertThat(wire.call("HSET", "h", "a", "2")).isEqualTo(":0");
    assertThat(wire.call("HSETNX", "h", "a", "3")).isEqualTo(":0");
    assertThat(wire.call("HSETNX", "h", "b", "x")).isEqualTo(":1");

    assertThat(wire.call("HGET", "h", "a")).isEqualTo("2");
    assertThat(wire.call("HGET", "h", "c")).isEqualTo("nil");
    assertThat(wire.call("HEXISTS", "h", "b")).isEqualTo(":1");
    assertThat(wire.call("HEXISTS", "h", "c")).isEqualTo(":0");
    assertThat(wire.call("HLEN", "h")).isEqualTo(":2");
    assertThat(wire.call("HKEYS", "h")).isEqualTo("[a, b]");
    assertThat(wire.call("HVALS", "h")).isEqualTo("[2, x]");
    assertThat(wire.call("HGETALL", "h")).isEqualTo("[a, 2, b, x]");
    assertThat(wire.call("TYPE", "h")).isEqualTo("+hash");
    assertThat(wire.call("HDEL", "h", "a")).isEqualTo(":1");
    assertThat(wire.call("HDEL", "h", "a")).isEqualTo(":0");
    assertThat(wire.call("HDEL", "h", "b")).isEqualTo(":1");
    assertThat(wire.call("EXISTS", "h")).isEqualTo(":0");
  }

  static void missingKeys_areEmpty(Wire wire) {
    assertThat(wire.call("HGET", "h", "f")).isEqualTo("nil");
    assertThat(wire.call("HMGET", "h", "f", "g")).isEqualTo("[nil, nil]");
    assertThat(wire.call("HLEN", "h")).isEqualTo(":0");
    assertThat(wire.call("HGETALL", "h")).isEqualTo("[]");
    assertThat(wire.call("HKEYS", "h")).isEqualTo("[]");
    assertThat(wire.call("HVALS", "h")).isEqualTo("[]");
    assertThat(wire.call("HDEL", "h", "f")).isEqualTo(":0");
    assertThat(wire.call("HEXISTS", "h", "f")).isEqualTo(":0");
    assertThat(wire.call("EXISTS", "h")).isEqualTo(":0");
  }

  static void hmset_setsPairs(Wire wire) {
    assertThat(wire.call("HMSET", "h", "a", "1", "b", "2", "a", "3")).isEqualTo("+OK");
    assertThat(wire.call("HMGET", "h", "b", "none", "a")).isEqualTo("[2, nil, 3]");
    assertThat(wire.call("HMSET", "h", "a", "1", "b"))
        .isEqualTo("-ERR wrong number of arguments for HMSET");
  }

  static void hincrby_countsAndWraps(Wire wire) {
    assertThat(wire.call("HINCRBY", "h", "n", "5")).isEqualTo(":5");
    assertThat(wire.call("HINCRBY", "h", "n", "-7")).isEqualTo(":-2");
    assertThat(wire.call("HINCRBY", "h", "n", "1.5")).isEqualTo("-ERR value is not an integer");
    wire.call("HSET", "h", "t", "x");
    assertThat(wire.call("HINCRBY", "h", "t", "1")).isEqualTo("-ERR hash value is not an integer");
    wire.call("HSET", "h", "n", "9223372036854775807");
    assertThat(wire.call("HINCRBY", "h", "n", "1")).isEqualTo(":-9223372036854775808");
  }

  static void otherKinds_areRefused(Wire wire) {
    wire.call("SET", "s", "x");

    for (String[] request :
        new String[][] {
          {"HSET", "s", "f", "v"},
          {"HSETNX", "s", "f", "v"},
          {"HGET", "s", "f"},
          {"HMSET", "s", "f", "v"},
          {"HINCRBY", "s", "f", "1"},
          {"HDEL", "s", "f"},
          {"HLEN", "s"},
          {"HKEYS", "s"},
          {"HVALS", "s"},
          {"HGETALL", "s"},
          {"HEXISTS", "s", "f"}
        }) {
      assertThat(wire.call(request)).as(request[0]).isEqualTo(Wire.WRONG_KIND);
    }
  }

  static void writes_beginAnewOnVolatileKeys(Wire wire) {
    wire.call("HSET", "h", "old", "1");
    wire.call("EXPIRE", "h", "100");

    assertThat(wire.call("HSET", "h", "new", "1")).isEqualTo(":1");
    assertThat(wire.call("HGETALL", "h")).isEqualTo("[new, 1]");
    assertThat(wire.call("TTL", "h")).isEqualTo(":-1");
  }

  /** The default limits: 64 fields, 512 bytes. */
  static void encoding_changesAtTheLimits_forGood(Wire wire) {
    for (int i = 0; i < 64; i++) {
      wire.call("HSET", "h", "f" + i, "v" + i);
    }
    assertThat(encoding(wire, "h")).isEqualTo("zipmap");
    wire.call("HSET", "h", "f64", "v64");
    assertThat(encoding(wire, "h")).isEqualTo("hashtable");
    for (int i = 0; i < 65; i++) {
      assertThat(wire.call("HGET", "h", "f" + i)).isEqualTo("v" + i);
    }
    wire.call("HDEL", "h", "f64");
    assertThat(encoding(wire, "h")).isEqualTo("hashtable");

    wire.call("HSET", "long", "f", "x".repeat(512));
    assertThat(encoding(wire, "long")).isEqualTo("zipmap");
    wire.call("HMSET", "long", "g", "x".repeat(513), "k", "1");
    assertThat(encoding(wire, "long")).isEqualTo("hashtable");
    assertThat(wire.call("HLEN", "long")).isEqualTo(":3");
  }

  private static String encoding(Wire wire, String key) {
    return wire.call("DEBUG", "OBJECT", key).replaceAll(".*encoding:(\\w+) .*", "$1");
  }
}
