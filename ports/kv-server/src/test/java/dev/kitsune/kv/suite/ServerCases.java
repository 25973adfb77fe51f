package dev.kitsune.kv.suite;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;

/** INFO, CONFIG, DEBUG. */
final class ServerCases {

  private static final String NO_KEYS = "+" + "0".repeat(40);

  private ServerCases() {}

  static void info_hasTheReleasesLinesInOrder(Wire wire) {
    wire.call("SETEX", "k", "100", "v");
    wire.call("SET", "l", "v");

    List<String> lines = Arrays.asList(wire.call("INFO").split("\r\n"));

    assertThat(lines.stream().map(line -> line.substring(0, line.indexOf(':'))))
        .containsExactly(
            "redis_version",
            "redis_git_sha1",
            "redis_git_dirty",
            "arch_bits",
            "multiplexing_api",
            "process_id",
            "uptime_in_seconds",
            "uptime_in_days",
            "connected_clients",
            "connected_slaves",
            "blocked_clients",
            "used_memory",
            "used_memory_human",
            "changes_since_last_save",
            "bgsave_in_progress",
            "last_save_time",
            "bgrewriteaof_in_progress",
            "total_connections_received",
            "total_commands_processed",
            "expired_keys",
            "hash_max_zipmap_entries",
            "hash_max_zipmap_value",
            "pubsub_channels",
            "pubsub_patterns",
            "vm_enabled",
            "role",
            "db0");
    assertThat(lines).contains("role:master", "db0:keys=2,expires=1");
  }

  static void info_countsCommandsAndChanges(Wire wire) {
    long commands = number(wire, "total_commands_processed");
    long changes = number(wire, "changes_since_last_save");

    wire.call("SET", "k", "v");
    wire.call("GET", "k");

    assertThat(number(wire, "changes_since_last_save")).isEqualTo(changes + 1);
    assertThat(number(wire, "total_commands_processed")).isGreaterThanOrEqualTo(commands + 4);
  }

  static void config_getsByPattern(Wire wire) {
    assertThat(wire.call("CONFIG", "GET", "timeout")).matches("\\[timeout, \\d+]");
    assertThat(wire.call("CONFIG", "GET", "append*"))
        .isEqualTo("[appendonly, no, appendfsync, everysec]");
    assertThat(wire.call("CONFIG", "GET", "masterauth")).isEqualTo("[masterauth, nil]");
    wire.request("CONFIG", "GET", "*");
    assertThat(wire.parts()).hasSize(16);
  }

  static void config_setsTimeout(Wire wire) {
    String before = wire.call("CONFIG", "GET", "timeout");
    String seconds = before.replaceAll("\\D", "");

    try {
      assertThat(wire.call("CONFIG", "SET", "timeout", "1234")).isEqualTo("+OK");
      assertThat(wire.call("CONFIG", "GET", "timeout")).isEqualTo("[timeout, 1234]");
    } finally {
      assertThat(wire.call("CONFIG", "SET", "timeout", seconds)).isEqualTo("+OK");
    }
  }

  static void digest_ofNothing_isZero(Wire wire) {
    assertThat(wire.call("DEBUG", "DIGEST")).isEqualTo(NO_KEYS);
  }

  static void digest_isOfTheContents(Wire wire) {
    wire.call("SET", "a", "1");
    wire.call("SADD", "s", "x");
    wire.call("SADD", "s", "y");
    String first = wire.call("DEBUG", "DIGEST");
    wire.call("FLUSHALL");

    wire.call("SADD", "s", "y");
    wire.call("SADD", "s", "x");
    wire.call("SET", "a", "1");

    assertThat(wire.call("DEBUG", "DIGEST")).isEqualTo(first).isNotEqualTo(NO_KEYS);
    wire.call("EXPIRE", "a", "100");
    assertThat(wire.call("DEBUG", "DIGEST")).isNotEqualTo(first);
  }

  /** What a real server (7.0.15, whose rule is the same) gives for these contents. */
  static void digest_ofEachType_isTheRealOne(Wire wire) {
    wire.call("SET", "foo", "bar");
    assertThat(wire.call("DEBUG", "DIGEST")).isEqualTo("+d2ab4820c1be0580ea28efbfe8bfa1dc05bb802a");

    wire.call("FLUSHALL");
    wire.call("ZADD", "z", "1.5", "a");
    wire.call("ZADD", "z", "2", "b");
    assertThat(wire.call("DEBUG", "DIGEST")).isEqualTo("+9d37b7bbdea52371d1631f35af3d74a1ba408f4e");

    wire.call("FLUSHALL");
    wire.call("HSET", "h", "f", "v");
    wire.call("HSET", "h", "g", "w");
    assertThat(wire.call("DEBUG", "DIGEST")).isEqualTo("+90400f735197c1bc4dfddf674dd10ac5935c084a");

    wire.call("FLUSHALL");
    wire.call("SADD", "s", "x");
    wire.call("SETEX", "e", "100", "x");
    assertThat(wire.call("DEBUG", "DIGEST")).isEqualTo("+e41476551959b51f9d083a1eefe7b852612bcdd0");
  }

  static void populate_setsKeysThatAreMissing(Wire wire) {
    wire.call("SET", "key:7", "mine");

    assertThat(wire.call("DEBUG", "POPULATE", "100")).isEqualTo("+OK");
    assertThat(wire.call("DBSIZE")).isEqualTo(":100");
    assertThat(wire.call("MGET", "key:0", "key:7", "key:99"))
        .isEqualTo("[value:0, mine, value:99]");
  }

  static void debugObject_tellsFormAndLength(Wire wire) {
    String pattern = "\\+Key at:0x[0-9a-f]+ refcount:1, value at:0x[0-9a-f]+ refcount:1 ";
    wire.call("SET", "int", "12345");
    wire.call("SET", "raw", "x".repeat(10));
    wire.call("SET", "long", "x".repeat(400));
    wire.call("RPUSH", "list", "a");
    wire.call("ZADD", "zset", "1.5", "m");
    wire.call("HSET", "hash", "f", "v");

    assertThat(wire.call("DEBUG", "OBJECT", "int"))
        .matches(pattern + "encoding:int serializedlength:3");
    assertThat(wire.call("DEBUG", "OBJECT", "raw"))
        .matches(pattern + "encoding:raw serializedlength:11");
    assertThat(wire.call("DEBUG", "OBJECT", "long"))
        .matches(pattern + "encoding:raw serializedlength:\\d\\d");
    assertThat(wire.call("DEBUG", "OBJECT", "list"))
        .matches(pattern + "encoding:raw serializedlength:3");
    assertThat(wire.call("DEBUG", "OBJECT", "zset"))
        .matches(pattern + "encoding:raw serializedlength:7");
    assertThat(wire.call("DEBUG", "OBJECT", "hash"))
        .matches(pattern + "encoding:zipmap serializedlength:5");
    assertThat(wire.call("DEBUG", "OBJECT", "none")).isEqualTo("-ERR no such key");
    assertThat(wire.call("DEBUG", "SWAPOUT", "int")).isEqualTo("-ERR Virtual Memory is disabled");
  }

  static void debug_ofAnythingElse_tellsWhatThereIs(Wire wire) {
    assertThat(wire.call("DEBUG", "FOO"))
        .isEqualTo(
            "-ERR Syntax error, try DEBUG [SEGFAULT|OBJECT <key>|SWAPIN <key>|SWAPOUT"
                + " <key>|RELOAD]");
  }

  private static long number(Wire wire, String field) {
    for (String line : wire.call("INFO").split("\r\n")) {
      if (line.startsWith(field + ":")) {
        return Long.parseLong(line.substring(field.length() + 1));
      }
    }
    throw new AssertionError("no such field in INFO: name=" + field);
  }
}
