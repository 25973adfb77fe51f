package dev.kitsune.kv.suite;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetSocketAddress;

/** MONITOR. */
final class MonitorCases {

  private static final String TIME = "\\+\\d+\\.\\d{1,6} ";

  private MonitorCases() {}

  static void commands_areShownAfterTheyRan(InetSocketAddress server) {
    try (Wire monitor = Wire.to(server);
        Wire other = Wire.to(server)) {
      assertThat(monitor.call("MONITOR")).isEqualTo("+OK");
      assertThat(monitor.reply()).matches(TIME + "\"MONITOR\"");

      other.call("SET", "k", "a\"b\\\n\r\t\u0007\b\u0000\u00ff ~");
      other.call("SELECT", "4");
      other.call("get", "k");

      assertThat(monitor.reply())
          .matches(
              TIME + "\"SET\" \"k\" \"a\\\\\"b\\\\\\\\\\\\n\\\\r\\\\t\\\\a\\\\b\\\\x00\\\\xff ~\"");
      assertThat(monitor.reply()).matches(TIME + "\\(db 4\\) \"SELECT\" \"4\"");
      assertThat(monitor.reply()).matches(TIME + "\\(db 4\\) \"get\" \"k\"");
    }
  }

  static void transactions_areShownAsTheyRun(InetSocketAddress server) {
    try (Wire monitor = Wire.to(server);
        Wire other = Wire.to(server)) {
      monitor.call("MONITOR");
      monitor.reply();

      other.call("MULTI");
      other.call("INCR", "n");
      other.call("NOSUCH");
      other.call("EXEC");

      assertThat(monitor.reply()).endsWith("\"MULTI\"");
      assertThat(monitor.reply()).endsWith("\"INCR\" \"n\"");
      assertThat(monitor.reply()).endsWith("\"EXEC\"");
    }
  }

  static void monitor_askedTwice_answersOnce(Wire wire) {
    wire.call("MONITOR");
    wire.reply();
    wire.request("MONITOR");
    assertThat(wire.reply()).matches(TIME + "\"MONITOR\"");
    wire.request("PING");
    assertThat(wire.reply()).isEqualTo("+PONG");
    assertThat(wire.reply()).matches(TIME + "\"PING\"");
  }
}
