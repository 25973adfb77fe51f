package dev.kitsune.kv.suite;

import static org.assertj.core.api.Assertions.assertThat;

/** maxmemory, and the account of memory behind it. */
final class MemoryCases {

  private static final String REFUSED = "-ERR command not allowed when used memory > 'maxmemory'";

  private MemoryCases() {}

  static void volatileKeys_areEvictedUntilThereIsRoom(Wire wire) {
    for (int i = 0; i < 200; i++) {
      wire.call("SETEX", "k" + i, "1000", "x".repeat(1000));
    }
    wire.call("SET", "stays", "x");
    long limit = used(wire) - 50_000;
    wire.call("CONFIG", "SET", "maxmemory", "" + limit);
    try {
      assertThat(wire.call("PING")).isEqualTo("+PONG");
      assertThat(used(wire)).isLessThanOrEqualTo(limit);
      assertThat(Integer.parseInt(wire.call("DBSIZE").substring(1))).isBetween(140, 170);
      assertThat(wire.call("GET", "stays")).isEqualTo("x");
      assertThat(wire.call("CONFIG", "GET", "maxmemory")).isEqualTo("[maxmemory, " + limit + "]");
    } finally {
      wire.call("CONFIG", "SET", "maxmemory", "0");
    }
  }

  static void withoutVolatileKeys_writesAreRefused(Wire wire) {
    wire.call("SET", "k", "x");
    wire.call("MULTI");
    wire.call("SET", "k", "queued");
    wire.call("CONFIG", "SET", "maxmemory", "1000"); // is queued, too
    try (Wire other = wire.another()) {
      other.call("CONFIG", "SET", "maxmemory", "1000");
      try {
        assertThat(other.call("SET", "k", "y")).isEqualTo(REFUSED);
        assertThat(other.call("GET", "k")).isEqualTo("x");
        assertThat(wire.call("EXEC")).isEqualTo(REFUSED);
      } finally {
        other.call("CONFIG", "SET", "maxmemory", "0");
      }
    }
    assertThat(wire.call("EXEC")).isEqualTo("[+OK, +OK]");
    assertThat(wire.call("CONFIG", "SET", "maxmemory", "0")).isEqualTo("+OK");
    assertThat(wire.call("GET", "k")).isEqualTo("queued");
  }

  /** What is built up by any command and taken down by any other leaves nothing in the account. */
  static void account_isEvenAfterAll(Wire wire) {
    long empty = used(wire);
    String big = "x".repeat(600);
    for (int i = 0; i < 100; i++) {
      wire.call("SETEX", "s", "100", big + i);
      wire.call("APPEND", "t", big);
      wire.call("RPUSH", "l", big + i);
      wire.call("SADD", "set", big + i);
      wire.call("ZADD", "z", "" + i, big + i);
      wire.call("HSET", "h", "f" + i, i % 2 == 0 ? "" + i : big);
      wire.call("ZINCRBY", "z", "5", big + i / 2);
      wire.call("LSET", "l", "0", "short");
      wire.call("HSET", "h", "f" + i / 2, "other");
      wire.call("RPOPLPUSH", "l", "m");
      wire.call("SMOVE", "set", "set2", big + i / 3);
    }
    wire.call("SORT", "z", "ALPHA", "STORE", "sorted");
    wire.call("SUNIONSTORE", "union", "set", "set2");
    wire.call("ZUNIONSTORE", "zunion", "1", "z");
    wire.call("RENAME", "z", "renamed");
    wire.call("MOVE", "h", "9");
    wire.call("MSET", "set", "now a string", "l", "1");
    assertThat(used(wire) - empty).isGreaterThan(250_000);

    wire.call("ZREMRANGEBYRANK", "renamed", "0", "-1");
    wire.call("LTRIM", "m", "1000", "2000");
    for (String key : wire.keys()) {
      wire.call("DEL", key);
    }
    wire.call("SELECT", "9");
    for (int i = 0; i < 100; i++) {
      wire.call("HDEL", "h", "f" + i);
    }
    wire.call("SELECT", "0");

    assertThat(used(wire)).isEqualTo(empty);
  }

  private static long used(Wire wire) {
    return Long.parseLong(Info.of(wire, "used_memory"));
  }
}
