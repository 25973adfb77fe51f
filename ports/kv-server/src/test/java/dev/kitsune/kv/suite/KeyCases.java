package dev.kitsune.kv.suite;

import static org.assertj.core.api.Assertions.assertThat;

/** Commands on keys of any kind. */
final class KeyCases {

  private KeyCases() {}

  static void del_countsWhatWasThere(Wire wire) {
    wire.call("MSET", "a", "1", "b", "2");

    assertThat(wire.call("DEL", "a", "b", "c")).isEqualTo(":2");
    assertThat(wire.call("EXISTS", "a")).isEqualTo(":0");
    assertThat(wire.call("DBSIZE")).isEqualTo(":0");
  }

  static void type_namesTheKind(Wire wire) {
    wire.call("SET", "s", "x");
    wire.call("RPUSH", "l", "x");
    wire.call("SADD", "t", "x");

    assertThat(wire.call("TYPE", "s")).isEqualTo("+string");
    assertThat(wire.call("TYPE", "l")).isEqualTo("+list");
    assertThat(wire.call("TYPE", "t")).isEqualTo("+set");
    assertThat(wire.call("TYPE", "none")).isEqualTo("+none");
  }

  static void keys_matchPatterns(Wire wire) {
    wire.call("MSET", "foo", "1", "fop", "2", "bar", "3", "b*r", "4", "", "5");

    wire.request("KEYS", "fo[a-p]");
    assertThat(wire.parts()).containsExactlyInAnyOrder("foo", "fop");
    wire.request("KEYS", "b\\*r");
    assertThat(wire.parts()).containsExactly("b*r");
    wire.request("KEYS", "b?r");
    assertThat(wire.parts()).containsExactlyInAnyOrder("bar", "b*r");
    wire.request("KEYS", "*");
    assertThat(wire.parts()).containsExactlyInAnyOrder("foo", "fop", "bar", "b*r", "");
    wire.request("KEYS", "FOO");
    assertThat(wire.parts()).isEmpty();
  }

  static void randomkey_isOneOfTheKeys(Wire wire) {
    assertThat(wire.call("RANDOMKEY")).isEqualTo("nil");
    wire.call("MSET", "a", "1", "b", "2", "c", "3");

    for (int i = 0; i < 20; i++) {
      assertThat(wire.call("RANDOMKEY")).isIn("a", "b", "c");
    }
  }

  static void rename_overwrites(Wire wire) {
    wire.call("MSET", "a", "1", "b", "2");

    assertThat(wire.call("RENAME", "a", "b")).isEqualTo("+OK");
    assertThat(wire.call("GET", "b")).isEqualTo("1");
    assertThat(wire.call("EXISTS", "a")).isEqualTo(":0");
  }

  static void renamenx_spares(Wire wire) {
    wire.call("MSET", "a", "1", "b", "2");

    assertThat(wire.call("RENAMENX", "a", "b")).isEqualTo(":0");
    assertThat(wire.call("GET", "b")).isEqualTo("2");
    assertThat(wire.call("RENAMENX", "a", "c")).isEqualTo(":1");
    assertThat(wire.call("GET", "c")).isEqualTo("1");
  }

  static void rename_toVolatileKey_takesItsDeadlineAway(Wire wire) {
    wire.call("SET", "a", "1");
    wire.call("SETEX", "b", "100", "2");

    assertThat(wire.call("RENAMENX", "a", "b")).isEqualTo(":1");
    assertThat(wire.call("TTL", "b")).isEqualTo(":-1");
  }

  static void move_toFreeKey_moves(Wire wire) {
    wire.call("SET", "k", "v");

    assertThat(wire.call("MOVE", "k", "5")).isEqualTo(":1");
    assertThat(wire.call("EXISTS", "k")).isEqualTo(":0");
    wire.call("SELECT", "5");
    assertThat(wire.call("GET", "k")).isEqualTo("v");
  }

  static void move_toTakenKey_doesNothing(Wire wire) {
    wire.call("SET", "k", "here");
    wire.call("SELECT", "5");
    wire.call("SET", "k", "there");

    assertThat(wire.call("MOVE", "k", "0")).isEqualTo(":0");
    assertThat(wire.call("MOVE", "missing", "0")).isEqualTo(":0");
    assertThat(wire.call("GET", "k")).isEqualTo("there");
  }

  static void flushdb_emptiesOneDatabase_flushallEmptiesAll(Wire wire) {
    wire.call("SET", "k", "v");
    wire.call("SELECT", "1");
    wire.call("SET", "k", "v");

    assertThat(wire.call("FLUSHDB")).isEqualTo("+OK");
    assertThat(wire.call("DBSIZE")).isEqualTo(":0");
    wire.call("SELECT", "0");
    assertThat(wire.call("DBSIZE")).isEqualTo(":1");
    assertThat(wire.call("FLUSHALL")).isEqualTo("+OK");
    assertThat(wire.call("DBSIZE")).isEqualTo(":0");
  }

  static void manyKeys_growAndShrinkTheTable(Wire wire) {
    for (int i = 0; i < 2_000; i++) {
      wire.request("SET", "k" + i, "v" + i);
    }
    for (int i = 0; i < 2_000; i++) {
      assertThat(wire.reply()).isEqualTo("+OK");
    }
    assertThat(wire.call("DBSIZE")).isEqualTo(":2000");

    for (int i = 10; i < 2_000; i++) {
      wire.request("DEL", "k" + i);
    }
    for (int i = 10; i < 2_000; i++) {
      assertThat(wire.reply()).isEqualTo(":1");
    }

    wire.request("MGET", "k0", "k9", "k10");
    assertThat(wire.parts()).containsExactly("v0", "v9", "nil");
  }
}
