package dev.kitsune.kv.suite;

import static org.assertj.core.api.Assertions.assertThat;

/** SORT. */
final class SortCases {

  private SortCases() {}

  static void numbers_areSortedEitherWay(Wire wire) {
    push(wire, "3", "-1", "2.5", "10");

    assertThat(wire.call("SORT", "l")).isEqualTo("[-1, 2.5, 3, 10]");
    assertThat(wire.call("SORT", "l", "desc")).isEqualTo("[10, 3, 2.5, -1]");
    assertThat(wire.call("SORT", "l", "ALPHA")).isEqualTo("[-1, 10, 2.5, 3]");
    assertThat(wire.call("SORT", "l", "LIMIT", "1", "2")).isEqualTo("[2.5, 3]");
    assertThat(wire.call("SORT", "l", "LIMIT", "-3", "-1", "DESC")).isEqualTo("[10, 3, 2.5, -1]");
    assertThat(wire.call("SORT", "l", "LIMIT", "9", "1")).isEqualTo("[]");
  }

  static void setsOfBothKinds_areSorted(Wire wire) {
    for (String member : new String[] {"3", "1", "2"}) {
      wire.call("SADD", "s", member);
      wire.call("ZADD", "z", "0", member);
    }

    assertThat(wire.call("SORT", "s")).isEqualTo("[1, 2, 3]");
    assertThat(wire.call("SORT", "z", "DESC")).isEqualTo("[3, 2, 1]");
  }

  static void by_takesWeightsFromKeysAndFields(Wire wire) {
    push(wire, "a", "b", "c");
    wire.call("MSET", "w_a", "3", "w_b", "1", "w_c", "2");
    wire.call("HSET", "h_a", "w", "1");
    wire.call("HSET", "h_b", "w", "3");
    wire.call("HSET", "h_c", "w", "2");

    assertThat(wire.call("SORT", "l", "BY", "w_*")).isEqualTo("[b, c, a]");
    assertThat(wire.call("SORT", "l", "BY", "h_*->w")).isEqualTo("[a, c, b]");
    assertThat(wire.call("SORT", "l", "BY", "nosort", "DESC")).isEqualTo("[a, b, c]");
    wire.call("DEL", "w_a");
    assertThat(wire.call("SORT", "l", "BY", "w_*")).isEqualTo("[a, b, c]");
    assertThat(wire.call("SORT", "l", "BY", "w_*", "ALPHA", "DESC")).isEqualTo("[c, b, a]");
  }

  static void get_takesOtherValues(Wire wire) {
    push(wire, "2", "1");
    wire.call("MSET", "v_1", "one", "v_2", "two");
    wire.call("HSET", "h_1", "f", "field");

    assertThat(wire.call("SORT", "l", "GET", "v_*")).isEqualTo("[one, two]");
    assertThat(wire.call("SORT", "l", "GET", "#", "GET", "h_*->f", "GET", "nostar"))
        .isEqualTo("[1, field, nil, 2, nil, nil]");
    assertThat(wire.call("SORT", "l", "GET", "v_*->f")).isEqualTo("[nil, nil]");
    assertThat(wire.call("SORT", "l", "GET", "h_*")).isEqualTo("[nil, nil]");
  }

  static void store_makesAListThatKeepsItsDeadline(Wire wire) {
    push(wire, "2", "1");
    wire.call("SETEX", "d", "100", "x");

    assertThat(wire.call("SORT", "l", "STORE", "d")).isEqualTo(":2");
    assertThat(wire.call("LRANGE", "d", "0", "-1")).isEqualTo("[1, 2]");
    assertThat(wire.call("TTL", "d")).isNotEqualTo(":-1");
    assertThat(wire.call("SORT", "l", "GET", "none_*", "STORE", "e")).isEqualTo(":2");
    assertThat(wire.call("LRANGE", "e", "0", "-1")).isEqualTo("[, ]");
    assertThat(wire.call("SORT", "l", "LIMIT", "5", "1", "STORE", "empty")).isEqualTo(":0");
    assertThat(wire.call("TYPE", "empty")).isEqualTo("+list");
  }

  static void badOptions_areRefused(Wire wire) {
    push(wire, "1");

    for (String option : new String[] {"x", "LIMIT", "BY", "GET", "STORE"}) {
      assertThat(wire.call("SORT", "l", option)).as(option).isEqualTo("-ERR syntax error");
    }
    assertThat(wire.call("SORT", "none", "x")).isEqualTo("[]");
    wire.call("HSET", "h", "f", "v");
    assertThat(wire.call("SORT", "h")).isEqualTo(Wire.WRONG_KIND);
  }

  static void longPattern_findsNothing(Wire wire) {
    push(wire, "1");
    String prefix = "p".repeat(1022);
    wire.call("SET", prefix + "1", "found");

    assertThat(wire.call("SORT", "l", "GET", prefix + "*")).isEqualTo("[found]");
    wire.call("SET", "p" + prefix + "1", "found");
    assertThat(wire.call("SORT", "l", "GET", "p" + prefix + "*")).isEqualTo("[nil]");
  }

  private static void push(Wire wire, String... elements) {
    for (String element : elements) {
      wire.call("RPUSH", "l", element);
    }
  }
}
