package dev.kitsune.kv.suite;

import static org.assertj.core.api.Assertions.assertThat;

/** Lists. */
final class ListCases {

  private static final String WRONG_KIND =
      "-ERR Operation against a key holding the wrong kind of value";

  private ListCases() {}

  static void pushes_atBothEnds_keepOrder(Wire wire) {
    assertThat(wire.call("RPUSH", "l", "b")).isEqualTo(":1");
    assertThat(wire.call("RPUSH", "l", "c")).isEqualTo(":2");
    assertThat(wire.call("LPUSH", "l", "a")).isEqualTo(":3");

    assertThat(wire.call("LRANGE", "l", "0", "-1")).isEqualTo("[a, b, c]");
    assertThat(wire.call("LLEN", "l")).isEqualTo(":3");
    assertThat(wire.call("LPOP", "l")).isEqualTo("a");
    assertThat(wire.call("RPOP", "l")).isEqualTo("c");
    assertThat(wire.call("RPOP", "l")).isEqualTo("b");
    assertThat(wire.call("EXISTS", "l")).isEqualTo(":0");
  }

  static void otherKinds_areRefused(Wire wire) {
    wire.call("SET", "s", "x");

    for (String[] request :
        new String[][] {
          {"LPUSH", "s", "x"},
          {"RPOP", "s"},
          {"LLEN", "s"},
          {"LINDEX", "s", "0"},
          {"LSET", "s", "0", "x"},
          {"LRANGE", "s", "0", "1"},
          {"LTRIM", "s", "0", "1"},
          {"LREM", "s", "0", "x"},
          {"RPOPLPUSH", "s", "t"}
        }) {
      assertThat(wire.call(request)).as(request[0]).isEqualTo(WRONG_KIND);
    }
  }

  static void lindex_countsFromBothEnds(Wire wire) {
    push(wire, "a", "b", "c", "d", "e");

    assertThat(wire.call("LINDEX", "l", "0")).isEqualTo("a");
    assertThat(wire.call("LINDEX", "l", "3")).isEqualTo("d");
    assertThat(wire.call("LINDEX", "l", "-1")).isEqualTo("e");
    assertThat(wire.call("LINDEX", "l", "-5")).isEqualTo("a");
    assertThat(wire.call("LINDEX", "l", "-6")).isEqualTo("nil");
    assertThat(wire.call("LINDEX", "l", "5")).isEqualTo("nil");
  }

  static void lset_replaces(Wire wire) {
    push(wire, "a", "b", "c");

    assertThat(wire.call("LSET", "l", "-1", "z")).isEqualTo("+OK");
    assertThat(wire.call("LSET", "l", "1", "y")).isEqualTo("+OK");
    assertThat(wire.call("LRANGE", "l", "0", "-1")).isEqualTo("[a, y, z]");
  }

  static void lrange_clampsItsEnds(Wire wire) {
    push(wire, "a", "b", "c", "d");

    assertThat(wire.call("LRANGE", "l", "1", "2")).isEqualTo("[b, c]");
    assertThat(wire.call("LRANGE", "l", "-2", "100")).isEqualTo("[c, d]");
    assertThat(wire.call("LRANGE", "l", "-100", "0")).isEqualTo("[a]");
    assertThat(wire.call("LRANGE", "l", "3", "2")).isEqualTo("[]");
    assertThat(wire.call("LRANGE", "l", "4", "9")).isEqualTo("[]");
  }

  static void ltrim_keepsThePart(Wire wire) {
    push(wire, "a", "b", "c", "d", "e");

    assertThat(wire.call("LTRIM", "l", "1", "-2")).isEqualTo("+OK");
    assertThat(wire.call("LRANGE", "l", "0", "-1")).isEqualTo("[b, c, d]");
    assertThat(wire.call("LTRIM", "l", "3", "1")).isEqualTo("+OK");
    assertThat(wire.call("EXISTS", "l")).isEqualTo(":0");
  }

  static void lrem_fromEitherEnd_removesSoMany(Wire wire) {
    push(wire, "x", "a", "x", "b", "x", "c", "x");

    assertThat(wire.call("LREM", "l", "1", "x")).isEqualTo(":1");
    assertThat(wire.call("LRANGE", "l", "0", "-1")).isEqualTo("[a, x, b, x, c, x]");
    assertThat(wire.call("LREM", "l", "-2", "x")).isEqualTo(":2");
    assertThat(wire.call("LRANGE", "l", "0", "-1")).isEqualTo("[a, x, b, c]");
    assertThat(wire.call("LREM", "l", "0", "x")).isEqualTo(":1");
    assertThat(wire.call("LREM", "l", "0", "missing")).isEqualTo(":0");
    assertThat(wire.call("LRANGE", "l", "0", "-1")).isEqualTo("[a, b, c]");
  }

  static void lrem_ofAll_removesTheKey(Wire wire) {
    push(wire, "x", "x");

    assertThat(wire.call("LREM", "l", "0", "x")).isEqualTo(":2");
    assertThat(wire.call("EXISTS", "l")).isEqualTo(":0");
  }

  static void rpoplpush_movesOrRotates(Wire wire) {
    push(wire, "a", "b", "c");

    assertThat(wire.call("RPOPLPUSH", "l", "m")).isEqualTo("c");
    assertThat(wire.call("RPOPLPUSH", "l", "l")).isEqualTo("b");
    assertThat(wire.call("LRANGE", "l", "0", "-1")).isEqualTo("[b, a]");
    assertThat(wire.call("LRANGE", "m", "0", "-1")).isEqualTo("[c]");
    assertThat(wire.call("RPOPLPUSH", "missing", "l")).isEqualTo("nil");
    assertThat(wire.call("RPOPLPUSH", "m", "m")).isEqualTo("c");
    assertThat(wire.call("LLEN", "m")).isEqualTo(":1");
  }

  static void rpoplpush_toOtherKind_changesNothing(Wire wire) {
    push(wire, "a");
    wire.call("SET", "s", "x");

    assertThat(wire.call("RPOPLPUSH", "l", "s")).isEqualTo(WRONG_KIND);
    assertThat(wire.call("LLEN", "l")).isEqualTo(":1");
  }

  private static void push(Wire wire, String... elements) {
    for (String element : elements) {
      wire.call("RPUSH", "l", element);
    }
  }
}
