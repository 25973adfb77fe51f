package dev.kitsune.kv.suite;

import static org.assertj.core.api.Assertions.assertThat;

/** Strings and counters. */
final class StringCases {

  private static final String WRONG_KIND =
      "-ERR Operation against a key holding the wrong kind of value";

  private StringCases() {}

  static void set_replacesAnyKind(Wire wire) {
    wire.call("RPUSH", "k", "x");

    assertThat(wire.call("GET", "k")).isEqualTo(WRONG_KIND);
    assertThat(wire.call("SET", "k", "v")).isEqualTo("+OK");
    assertThat(wire.call("GET", "k")).isEqualTo("v");
  }

  static void integers_keepTheirSpelling(Wire wire) {
    for (String text :
        new String[] {
          "0",
          "-0",
          "+1",
          "01",
          "9999",
          "10000",
          "-1",
          "",
          "-",
          "9223372036854775807",
          "9223372036854775808",
          "-9223372036854775808",
          "-9223372036854775809",
          "1 ",
          " 1"
        }) {
      wire.call("SET", "k", text);
      assertThat(wire.call("GET", "k")).isEqualTo(text);
    }
  }

  static void setnx_onTakenKey_doesNothing(Wire wire) {
    assertThat(wire.call("SETNX", "k", "1")).isEqualTo(":1");
    assertThat(wire.call("SETNX", "k", "2")).isEqualTo(":0");
    assertThat(wire.call("GET", "k")).isEqualTo("1");
  }

  static void getset_ofWrongKind_setsNothing(Wire wire) {
    assertThat(wire.call("GETSET", "k", "a")).isEqualTo("nil");
    assertThat(wire.call("GETSET", "k", "b")).isEqualTo("a");

    wire.call("SADD", "s", "x");
    assertThat(wire.call("GETSET", "s", "v")).isEqualTo(WRONG_KIND);
    assertThat(wire.call("TYPE", "s")).isEqualTo("+set");
  }

  static void mget_givesNilForOtherKinds(Wire wire) {
    wire.call("MSET", "a", "1", "b", "two");
    wire.call("RPUSH", "l", "x");

    assertThat(wire.call("MGET", "a", "l", "missing", "b")).isEqualTo("[1, nil, nil, two]");
  }

  static void mset_ofOddWords_isRefused(Wire wire) {
    assertThat(wire.call("MSET", "a", "1", "b"))
        .isEqualTo("-ERR wrong number of arguments for MSET");
    assertThat(wire.call("MSETNX", "a", "1", "b"))
        .isEqualTo("-ERR wrong number of arguments for MSET");
    assertThat(wire.call("EXISTS", "a")).isEqualTo(":0");
  }

  static void msetnx_setsAllOrNone(Wire wire) {
    assertThat(wire.call("MSETNX", "a", "1", "b", "2")).isEqualTo(":1");
    assertThat(wire.call("MSETNX", "b", "3", "c", "4")).isEqualTo(":0");
    assertThat(wire.call("MGET", "a", "b", "c")).isEqualTo("[1, 2, nil]");
  }

  static void counters_addAndWrap(Wire wire) {
    assertThat(wire.call("INCR", "n")).isEqualTo(":1");
    assertThat(wire.call("INCRBY", "n", "9223372036854775807")).isEqualTo(":-9223372036854775808");
    assertThat(wire.call("DECR", "n")).isEqualTo(":9223372036854775807");
    assertThat(wire.call("GET", "n")).isEqualTo("9223372036854775807");
    assertThat(wire.call("DECRBY", "n", "x")).isEqualTo("-ERR value is not an integer");
  }

  static void counters_ofWrongKind_areRefused(Wire wire) {
    wire.call("SADD", "s", "1");
    wire.call("SET", "t", "abc");

    assertThat(wire.call("INCR", "s")).isEqualTo(WRONG_KIND);
    assertThat(wire.call("INCR", "t")).isEqualTo("-ERR value is not an integer");
  }

  static void append_growsStringsAndIntegers(Wire wire) {
    assertThat(wire.call("APPEND", "k", "10")).isEqualTo(":2");
    assertThat(wire.call("APPEND", "k", "0")).isEqualTo(":3");
    assertThat(wire.call("INCR", "k")).isEqualTo(":101");
    assertThat(wire.call("APPEND", "k", "x")).isEqualTo(":4");
    assertThat(wire.call("GET", "k")).isEqualTo("101x");
  }

  static void substr_ofInteger_isOfItsDigits(Wire wire) {
    wire.call("SET", "k", "12345");

    assertThat(wire.call("SUBSTR", "k", "1", "3")).isEqualTo("234");
    assertThat(wire.call("SUBSTR", "k", "-100", "100")).isEqualTo("12345");
    assertThat(wire.call("SUBSTR", "k", "0", "-6")).isEqualTo("nil");
  }
}
