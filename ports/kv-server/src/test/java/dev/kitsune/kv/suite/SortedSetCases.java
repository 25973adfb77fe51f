package dev.kitsune.kv.suite;

import static org.assertj.core.api.Assertions.assertThat;

/** Sorted sets. */
final class SortedSetCases {

  private SortedSetCases() {}

  static void members_areOrderedByScoreThenBytes(Wire wire) {
    add(wire, "z", "2", "c", "1", "b", "1", "a", "-inf", "least", "+inf", "most");

    assertThat(wire.call("ZRANGE", "z", "0", "-1")).isEqualTo("[least, a, b, c, most]");
    assertThat(wire.call("ZREVRANGE", "z", "0", "1", "withscores")).isEqualTo("[most, inf, c, 2]");
    assertThat(wire.call("ZADD", "z", "3", "a")).isEqualTo(":0");
    assertThat(wire.call("ZRANGE", "z", "1", "-2", "WITHSCORES")).isEqualTo("[b, 1, c, 2, a, 3]");
    assertThat(wire.call("ZRANK", "z", "a")).isEqualTo(":3");
    assertThat(wire.call("ZREVRANK", "z", "a")).isEqualTo(":1");
    assertThat(wire.call("ZCARD", "z")).isEqualTo(":5");
    assertThat(wire.call("ZSCORE", "z", "least")).isEqualTo("-inf");
    assertThat(wire.call("TYPE", "z")).isEqualTo("+zset");
  }

  static void ranges_areClamped(Wire wire) {
    add(wire, "z", "1", "a", "2", "b", "3", "c");

    assertThat(wire.call("ZRANGE", "z", "-100", "100")).isEqualTo("[a, b, c]");
    assertThat(wire.call("ZRANGE", "z", "2", "1")).isEqualTo("[]");
    assertThat(wire.call("ZRANGE", "z", "3", "9")).isEqualTo("[]");
    assertThat(wire.call("ZREVRANGE", "z", "-1", "-1")).isEqualTo("[a]");
    assertThat(wire.call("ZRANGE", "none", "0", "1")).isEqualTo("[]");
  }

  static void zincrby_movesTheMember(Wire wire) {
    add(wire, "z", "1", "a", "2", "b");

    assertThat(wire.call("ZINCRBY", "z", "1.5", "a")).isEqualTo("2.5");
    assertThat(wire.call("ZINCRBY", "z", "4", "new")).isEqualTo("4");
    assertThat(wire.call("ZRANGE", "z", "0", "-1")).isEqualTo("[b, a, new]");
    wire.call("ZADD", "z", "inf", "i");
    assertThat(wire.call("ZINCRBY", "z", "-inf", "i"))
        .isEqualTo("-ERR resulting score is not a number (NaN)");
    assertThat(wire.call("ZINCRBY", "z", "x", "a")).isEqualTo("-ERR value is not a double");
    assertThat(wire.call("ZADD", "z", "nan", "a")).isEqualTo("-ERR value is not a double");
  }

  static void zrem_ofTheLast_removesTheKey(Wire wire) {
    add(wire, "z", "1", "a", "2", "b");

    assertThat(wire.call("ZREM", "z", "c")).isEqualTo(":0");
    assertThat(wire.call("ZREM", "z", "a")).isEqualTo(":1");
    assertThat(wire.call("ZREM", "z", "b")).isEqualTo(":1");
    assertThat(wire.call("EXISTS", "z")).isEqualTo(":0");
    assertThat(wire.call("ZREM", "z", "b")).isEqualTo(":0");
  }

  static void zrangebyscore_takesBoundsAndLimits(Wire wire) {
    add(wire, "z", "1", "a", "2", "b", "2", "c", "3", "d", "inf", "e");

    assertThat(wire.call("ZRANGEBYSCORE", "z", "2", "3")).isEqualTo("[b, c, d]");
    assertThat(wire.call("ZRANGEBYSCORE", "z", "(1", "(3")).isEqualTo("[b, c]");
    assertThat(wire.call("ZRANGEBYSCORE", "z", "-inf", "+inf", "limit", "1", "2"))
        .isEqualTo("[b, c]");
    assertThat(wire.call("ZRANGEBYSCORE", "z", "2", "inf", "LIMIT", "-5", "-1", "WITHSCORES"))
        .isEqualTo("[b, 2, c, 2, d, 3, e, inf]");
    assertThat(wire.call("ZRANGEBYSCORE", "z", "0", "9", "LIMIT", "0", "0")).isEqualTo("[]");
    assertThat(wire.call("ZRANGEBYSCORE", "z", "0", "9", "LIMIT", "9", "1")).isEqualTo("[]");
    assertThat(wire.call("ZRANGEBYSCORE", "z", "5", "4")).isEqualTo("[]");
    assertThat(wire.call("ZRANGEBYSCORE", "none", "0", "1")).isEqualTo("[]");
    assertThat(wire.call("ZRANGEBYSCORE", "z", "0", "1", "LIMIT", "0", "1", "x"))
        .isEqualTo("-ERR wrong number of arguments for ZRANGEBYSCORE");
    assertThat(wire.call("ZRANGEBYSCORE", "z", "0", "1", "x", "0", "1", "withscores"))
        .isEqualTo("-ERR syntax error");
    assertThat(wire.call("ZCOUNT", "z", "2", "(inf")).isEqualTo(":3");
    assertThat(wire.call("ZCOUNT", "none", "0", "1")).isEqualTo(":0");
  }

  static void zremrange_removesParts(Wire wire) {
    add(wire, "z", "1", "a", "2", "b", "3", "c", "4", "d", "5", "e");

    assertThat(wire.call("ZREMRANGEBYSCORE", "z", "2", "3")).isEqualTo(":2");
    assertThat(wire.call("ZREMRANGEBYSCORE", "z", "(4", "9"))
        .isEqualTo("-ERR value is not a double");
    assertThat(wire.call("ZREMRANGEBYRANK", "z", "-1", "-1")).isEqualTo(":1");
    assertThat(wire.call("ZREMRANGEBYRANK", "z", "5", "9")).isEqualTo(":0");
    assertThat(wire.call("ZREMRANGEBYRANK", "z", "x", "9"))
        .isEqualTo("-ERR value is not an integer");
    assertThat(wire.call("ZRANGE", "z", "0", "-1")).isEqualTo("[a, d]");
    assertThat(wire.call("ZREMRANGEBYRANK", "z", "0", "-1")).isEqualTo(":2");
    assertThat(wire.call("EXISTS", "z")).isEqualTo(":0");
    assertThat(wire.call("ZREMRANGEBYSCORE", "z", "0", "1")).isEqualTo(":0");
  }

  static void zunionstore_weighsAndAggregates(Wire wire) {
    add(wire, "x", "1", "a", "2", "b");
    add(wire, "y", "10", "b", "20", "c");

    assertThat(wire.call("ZUNIONSTORE", "d", "2", "x", "y")).isEqualTo(":3");
    assertThat(all(wire, "d")).isEqualTo("[a, 1, b, 12, c, 20]");
    assertThat(wire.call("ZUNIONSTORE", "d", "3", "x", "none", "y", "WEIGHTS", "2", "1", "0.5"))
        .isEqualTo(":3");
    assertThat(all(wire, "d")).isEqualTo("[a, 2, b, 9, c, 10]");
    assertThat(wire.call("ZUNIONSTORE", "d", "2", "x", "y", "AGGREGATE", "MAX")).isEqualTo(":3");
    assertThat(all(wire, "d")).isEqualTo("[a, 1, b, 10, c, 20]");
    assertThat(
            wire.call("ZUNIONSTORE", "d", "2", "x", "y", "aggregate", "min", "weights", "1", "-1"))
        .isEqualTo(":3");
    assertThat(all(wire, "d")).isEqualTo("[c, -20, b, -10, a, 1]");
    assertThat(wire.call("ZUNIONSTORE", "d", "1", "none")).isEqualTo(":0");
    assertThat(wire.call("EXISTS", "d")).isEqualTo(":0");
  }

  static void zinterstore_keepsWhatAllHave(Wire wire) {
    add(wire, "x", "1", "a", "2", "b", "inf", "i");
    add(wire, "y", "10", "b", "20", "c", "-inf", "i");

    assertThat(wire.call("ZINTERSTORE", "d", "2", "x", "y")).isEqualTo(":2");
    assertThat(all(wire, "d")).isEqualTo("[i, 0, b, 12]");
    assertThat(wire.call("ZINTERSTORE", "d", "2", "x", "y", "weights", "3", "1")).isEqualTo(":2");
    assertThat(all(wire, "d")).isEqualTo("[i, 0, b, 16]");
    assertThat(wire.call("ZINTERSTORE", "d", "2", "x", "none")).isEqualTo(":0");
    assertThat(wire.call("EXISTS", "d")).isEqualTo(":0");
  }

  static void zstores_refuseSetsAndRemoveVolatileSources(Wire wire) {
    add(wire, "x", "1", "a");
    wire.call("SADD", "set", "a");
    assertThat(wire.call("ZUNIONSTORE", "d", "2", "x", "set")).isEqualTo(Wire.WRONG_KIND);
    wire.call("EXPIRE", "x", "100");

    assertThat(wire.call("ZUNIONSTORE", "d", "1", "x")).isEqualTo(":0");
    assertThat(wire.call("EXISTS", "x")).isEqualTo(":0");
  }

  static void otherKinds_areRefused(Wire wire) {
    wire.call("SET", "s", "x");

    for (String[] request :
        new String[][] {
          {"ZADD", "s", "1", "m"},
          {"ZINCRBY", "s", "1", "m"},
          {"ZREM", "s", "m"},
          {"ZREMRANGEBYSCORE", "s", "1", "2"},
          {"ZREMRANGEBYRANK", "s", "1", "2"},
          {"ZRANGE", "s", "0", "1"},
          {"ZREVRANGE", "s", "0", "1"},
          {"ZRANGEBYSCORE", "s", "0", "1"},
          {"ZCOUNT", "s", "0", "1"},
          {"ZCARD", "s"},
          {"ZSCORE", "s", "m"},
          {"ZRANK", "s", "m"},
          {"ZREVRANK", "s", "m"},
          {"ZINTERSTORE", "d", "1", "s"}
        }) {
      assertThat(wire.call(request)).as(request[0]).isEqualTo(Wire.WRONG_KIND);
    }
  }

  private static void add(Wire wire, String key, String... scoresAndMembers) {
    for (int i = 0; i < scoresAndMembers.length; i += 2) {
      assertThat(wire.call("ZADD", key, scoresAndMembers[i], scoresAndMembers[i + 1]))
          .isEqualTo(":1");
    }
  }

  private static String all(Wire wire, String key) {
    return wire.call("ZRANGE", key, "0", "-1", "WITHSCORES");
  }
}
