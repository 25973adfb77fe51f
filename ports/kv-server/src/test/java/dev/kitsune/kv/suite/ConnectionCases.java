package dev.kitsune.kv.suite;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetSocketAddress;

/** PING, ECHO, AUTH, SELECT, QUIT. */
final class ConnectionCases {

  private ConnectionCases() {}

  static void echo_givesItsArgument(Wire wire) {
    assertThat(wire.call("ECHO", "hello")).isEqualTo("hello");
    assertThat(wire.call("ECHO", "")).isEmpty();
  }

  static void select_separatesKeys(Wire wire) {
    wire.call("SET", "k", "zero");

    assertThat(wire.call("SELECT", "9")).isEqualTo("+OK");
    assertThat(wire.call("GET", "k")).isEqualTo("nil");
    assertThat(wire.call("DBSIZE")).isEqualTo(":0");

    wire.call("SELECT", "0");
    assertThat(wire.call("GET", "k")).isEqualTo("zero");
  }

  static void select_isOfTheConnection(InetSocketAddress server) {
    try (Wire first = Wire.to(server);
        Wire second = Wire.to(server)) {
      first.call("SELECT", "3");
      first.call("SET", "k", "three");

      assertThat(second.call("GET", "k")).isEqualTo("nil");
      assertThat(first.call("GET", "k")).isEqualTo("three");
    }
  }

  static void quit_withArguments_closes(Wire wire) {
    wire.send("quit now please\r\n");

    assertThat(wire.readToEnd()).isEmpty();
  }

  static void quit_afterReply_losesNothingThatWasRead(Wire wire) {
    assertThat(wire.call("PING")).isEqualTo("+PONG");

    wire.request("QUIT");

    assertThat(wire.readToEnd()).isEmpty();
  }

  static void auth_withPassword_isNeededForAllButErrors(InetSocketAddress server) {
    try (Wire admin = Wire.to(server);
        Wire wire = Wire.to(server)) {
      admin.call("AUTH", "anything");
      admin.call("CONFIG", "SET", "requirepass", "secret");

      try {
        assertThat(wire.call("PING")).isEqualTo("-ERR operation not permitted");
        assertThat(wire.call("FOO")).isEqualTo("-ERR unknown command 'FOO'");
        assertThat(wire.call("GET")).isEqualTo("-ERR wrong number of arguments for 'get' command");
        assertThat(wire.call("AUTH", "wrong")).isEqualTo("-ERR invalid password");
        assertThat(wire.call("AUTH", "secret")).isEqualTo("+OK");
        assertThat(wire.call("PING")).isEqualTo("+PONG");
        assertThat(wire.call("AUTH", "wrong")).isEqualTo("-ERR invalid password");
        assertThat(wire.call("PING")).isEqualTo("-ERR operation not permitted");
      } finally {
        assertThat(admin.call("CONFIG", "SET", "requirepass", "")).isEqualTo("+OK");
      }
    }
  }
}
