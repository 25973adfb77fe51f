package dev.kitsune.kv.suite;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Sets. */
final class SetCases {

  private static final String WRONG_KIND =
      "-ERR Operation against a key holding the wrong kind of value";

  private SetCases() {}

  static void members_areKeptOnce(Wire wire) {
    add(wire, "s", "a", "b", "a");

    assertThat(wire.call("SCARD", "s")).isEqualTo(":2");
    assertThat(wire.call("SISMEMBER", "s", "a")).isEqualTo(":1");
    assertThat(wire.call("SISMEMBER", "s", "z")).isEqualTo(":0");
    assertThat(members(wire, "SMEMBERS", "s")).containsExactlyInAnyOrder("a", "b");
  }

  static void lastMember_takesItsKeyAlong(Wire wire) {
    add(wire, "s", "a");

    assertThat(wire.call("SREM", "s", "a")).isEqualTo(":1");
    assertThat(wire.call("EXISTS", "s")).isEqualTo(":0");
    assertThat(wire.call("SREM", "s", "a")).isEqualTo(":0");
  }

  static void spop_takesEachMemberOnce(Wire wire) {
    Set<String> expected = new HashSet<>();
    for (int i = 0; i < 100; i++) {
      wire.call("SADD", "s", "m" + i);
      expected.add("m" + i);
    }

    Set<String> popped = new HashSet<>();
    for (int i = 0; i < 100; i++) {
      assertThat(wire.call("SRANDMEMBER", "s")).isIn(expected);
      popped.add(wire.call("SPOP", "s"));
    }

    assertThat(popped).isEqualTo(expected);
    assertThat(wire.call("EXISTS", "s")).isEqualTo(":0");
  }

  static void smove_movesOneMember(Wire wire) {
    add(wire, "a", "x", "y");
    add(wire, "b", "z");
    wire.call("SET", "s", "v");

    assertThat(wire.call("SMOVE", "a", "b", "x")).isEqualTo(":1");
    assertThat(members(wire, "SMEMBERS", "b")).containsExactlyInAnyOrder("x", "z");
    assertThat(wire.call("SMOVE", "a", "b", "x")).isEqualTo(":0");
    assertThat(wire.call("SMOVE", "a", "s", "y")).isEqualTo(WRONG_KIND);
    assertThat(wire.call("SMOVE", "s", "a", "y")).isEqualTo(WRONG_KIND);
    assertThat(wire.call("SMOVE", "missing", "s", "y")).isEqualTo(":0");
    assertThat(wire.call("SMOVE", "a", "new", "y")).isEqualTo(":1");
    assertThat(wire.call("EXISTS", "a")).isEqualTo(":0");
  }

  static void algebra_answersAndStores(Wire wire) {
    add(wire, "a", "1", "2", "3", "4");
    add(wire, "b", "2", "3", "5");
    add(wire, "c", "3", "6");

    assertThat(members(wire, "SINTER", "a", "b", "c")).containsExactly("3");
    assertThat(members(wire, "SUNION", "b", "c", "none"))
        .containsExactlyInAnyOrder("2", "3", "5", "6");
    assertThat(members(wire, "SDIFF", "a", "b", "none", "c")).containsExactlyInAnyOrder("1", "4");

    assertThat(wire.call("SINTERSTORE", "d", "a", "b")).isEqualTo(":2");
    assertThat(members(wire, "SMEMBERS", "d")).containsExactlyInAnyOrder("2", "3");
    assertThat(wire.call("SUNIONSTORE", "d", "d", "c")).isEqualTo(":3");
    assertThat(members(wire, "SMEMBERS", "d")).containsExactlyInAnyOrder("2", "3", "6");
    assertThat(wire.call("SDIFFSTORE", "d", "a", "a")).isEqualTo(":0");
    assertThat(wire.call("EXISTS", "d")).isEqualTo(":0");
  }

  static void sinter_withMissingKey_looksNoFurther(Wire wire) {
    add(wire, "a", "1");
    wire.call("SET", "s", "v");

    assertThat(wire.call("SINTER", "a", "none", "s")).isEqualTo("[]");
    assertThat(wire.call("SINTER", "a", "s", "none")).isEqualTo(WRONG_KIND);
    assertThat(wire.call("SUNION", "a", "none", "s")).isEqualTo(WRONG_KIND);
    assertThat(wire.call("SDIFF", "none", "s")).isEqualTo(WRONG_KIND);
  }

  static void store_ofWrongKind_sparesTheDestination(Wire wire) {
    add(wire, "d", "old");
    wire.call("SET", "s", "v");

    assertThat(wire.call("SUNIONSTORE", "d", "s")).isEqualTo(WRONG_KIND);
    assertThat(members(wire, "SMEMBERS", "d")).containsExactly("old");
  }

  private static void add(Wire wire, String key, String... members) {
    for (String member : members) {
      wire.call("SADD", key, member);
    }
  }

  private static List<String> members(Wire wire, String... request) {
    wire.request(request);
    return wire.parts();
  }
}
