package dev.kitsune.kv.suite;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetSocketAddress;

/** MULTI, EXEC, DISCARD. */
final class TransactionCases {

  private TransactionCases() {}

  static void exec_runsTheQueueInOrder(Wire wire) {
    assertThat(wire.call("MULTI")).isEqualTo("+OK");
    assertThat(wire.call("INCR", "n")).isEqualTo("+QUEUED");
    assertThat(wire.call("INCR", "n")).isEqualTo("+QUEUED");
    assertThat(wire.call("GET", "n")).isEqualTo("+QUEUED");

    assertThat(wire.call("EXEC")).isEqualTo("[:1, :2, 2]");
    assertThat(wire.call("PING")).isEqualTo("+PONG");
  }

  static void queue_isUnseenByOthersUntilExec(InetSocketAddress server) {
    try (Wire one = Wire.to(server);
        Wire other = Wire.to(server)) {
      one.call("MULTI");
      one.call("SET", "k", "v");
      assertThat(other.call("GET", "k")).isEqualTo("nil");

      one.call("EXEC");

      assertThat(other.call("GET", "k")).isEqualTo("v");
    }
  }

  static void discard_forgetsTheQueue(Wire wire) {
    wire.call("MULTI");
    wire.call("SET", "k", "v");

    assertThat(wire.call("DISCARD")).isEqualTo("+OK");
    assertThat(wire.call("GET", "k")).isEqualTo("nil");
    assertThat(wire.call("EXEC")).isEqualTo("-ERR EXEC without MULTI");
  }

  static void select_inTransaction_holdsAfterIt(Wire wire) {
    wire.call("MULTI");
    wire.call("SELECT", "2");
    wire.call("SET", "k", "two");

    assertThat(wire.call("EXEC")).isEqualTo("[+OK, +OK]");
    assertThat(wire.call("GET", "k")).isEqualTo("two");
  }
}
