package dev.kitsune.kv.suite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;

/** Deadlines, and what writes do to keys that have one. */
final class ExpiryCases {

  private static final String LATER = "4102444800"; // the year 2100

  private ExpiryCases() {}

  static void setex_afterItsTime_isGone(Wire wire) {
    wire.call("SETEX", "k", "1", "v");
    assertThat(wire.call("GET", "k")).isEqualTo("v");

    await()
        .atMost(Duration.ofSeconds(20))
        .untilAsserted(() -> assertThat(wire.call("GET", "k")).isEqualTo("nil"));
    assertThat(wire.call("TTL", "k")).isEqualTo(":-1");
  }

  static void keyNobodyAsksFor_afterItsTime_isRemoved(Wire wire) {
    wire.call("SETEX", "k", "1", "v");

    await()
        .atMost(Duration.ofSeconds(20))
        .untilAsserted(() -> assertThat(wire.call("DBSIZE")).isEqualTo(":0"));
  }

  static void expireat_givesTheDeadline(Wire wire) {
    wire.call("SET", "k", "v");

    assertThat(wire.call("EXPIREAT", "k", LATER)).isEqualTo(":1");
    assertThat(Long.parseLong(wire.call("TTL", "k").substring(1))).isGreaterThan(1_000_000L);
    assertThat(wire.call("EXPIREAT", "k", LATER)).isEqualTo(":0");
    assertThat(wire.call("EXPIREAT", "missing", LATER)).isEqualTo(":0");
  }

  static void writes_onVolatileKeys_beginWithNothing(Wire wire) {
    wire.call("SETEX", "n", "100", "41");
    assertThat(wire.call("INCR", "n")).isEqualTo(":1");

    wire.call("RPUSH", "l", "a");
    wire.call("EXPIRE", "l", "100");
    assertThat(wire.call("LPOP", "l")).isEqualTo("nil");
    assertThat(wire.call("EXISTS", "l")).isEqualTo(":0");

    wire.call("SADD", "s", "a");
    wire.call("EXPIRE", "s", "100");
    assertThat(wire.call("SADD", "s", "b")).isEqualTo(":1");
    assertThat(wire.call("SMEMBERS", "s")).isEqualTo("[b]");
  }

  static void msetnx_whoseAnswerIsNo_stillRemovesVolatileKeys(Wire wire) {
    wire.call("SETEX", "v", "100", "x");
    wire.call("SET", "taken", "x");

    assertThat(wire.call("MSETNX", "v", "1", "taken", "1")).isEqualTo(":0");
    assertThat(wire.call("EXISTS", "v")).isEqualTo(":0");
    assertThat(wire.call("GET", "taken")).isEqualTo("x");
  }

  static void setnx_onVolatileKey_sets(Wire wire) {
    wire.call("SETEX", "k", "100", "old");

    assertThat(wire.call("SETNX", "k", "new")).isEqualTo(":1");
    assertThat(wire.call("TTL", "k")).isEqualTo(":-1");
  }

  static void set_takesTheDeadlineAway(Wire wire) {
    wire.call("SETEX", "k", "100", "old");
    wire.call("SET", "k", "new");

    assertThat(wire.call("TTL", "k")).isEqualTo(":-1");

    wire.call("SETEX", "k", "100", "old");
    wire.call("MSET", "k", "new");
    assertThat(wire.call("TTL", "k")).isEqualTo(":-1");
  }

  static void sinterstore_ofVolatileSources_seesNone(Wire wire) {
    wire.call("SADD", "a", "x");
    wire.call("SADD", "b", "x");
    wire.call("EXPIRE", "b", "100");

    assertThat(wire.call("SINTER", "a", "b")).isEqualTo("[x]");
    assertThat(wire.call("SINTERSTORE", "d", "a", "b")).isEqualTo(":0");
    assertThat(wire.call("EXISTS", "b")).isEqualTo(":0");
  }
}
