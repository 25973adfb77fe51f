package dev.kitsune.kv.suite;

import static org.assertj.core.api.Assertions.assertThat;

/** The three forms of requests, and what is not one. */
final class RequestCases {

  private RequestCases() {}

  static void threeForms_onOneConnection_areAnsweredInOrder(Wire wire) {
    wire.send("SET k 5\r\nhello\r\n*2\r\n$3\r\nGET\r\n$1\r\nk\r\nGET k\r\nPING\n");

    assertThat(wire.read(5)).isEqualTo("+OK\r\n");
    assertThat(wire.reply()).isEqualTo("hello");
    assertThat(wire.reply()).isEqualTo("hello");
    assertThat(wire.reply()).isEqualTo("+PONG");
  }

  static void requests_byteForByte_areAnswered(Wire wire) {
    for (char c : "SET k 3\r\nabc\r\n*2\r\n$3\r\nGET\r\n$1\r\nk\r\n".toCharArray()) {
      wire.send(String.valueOf(c));
    }

    assertThat(wire.reply()).isEqualTo("+OK");
    assertThat(wire.reply()).isEqualTo("abc");
  }

  static void pipeline_ofManyRequests_isAnsweredInOrder(Wire wire) {
    StringBuilder requests = new StringBuilder();
    for (int i = 0; i < 5_000; i++) {
      requests.append("*2\r\n$4\r\nECHO\r\n$4\r\n").append(1000 + i).append("\r\n");
    }

    wire.send(requests.toString());

    for (int i = 0; i < 5_000; i++) {
      assertThat(wire.reply()).isEqualTo(Integer.toString(1000 + i));
    }
  }

  static void payload_withLineEndsAndNuls_isKept(Wire wire) {
    String payload = "a\r\nb\0c\n\n\u00ff";

    assertThat(wire.call("SET", "k", payload)).isEqualTo("+OK");
    assertThat(wire.call("GET", "k")).isEqualTo(payload);
  }

  static void payload_ofMegabytes_isKept(Wire wire) {
    String payload = "0123456789abcdef".repeat(200_000);

    assertThat(wire.call("SET", "k", payload)).isEqualTo("+OK");
    assertThat(wire.call("GET", "k")).isEqualTo(payload);
  }

  static void manyArguments_areTaken(Wire wire) {
    String[] arguments = new String[1_001];
    arguments[0] = "MGET";
    for (int i = 1; i < arguments.length; i++) {
      arguments[i] = "missing" + i;
    }

    wire.request(arguments);

    assertThat(wire.parts()).hasSize(1_000).containsOnly("nil");
  }

  static void line_withNulBeforeItsEnd_isNotSeen(Wire wire) {
    wire.send("PI\0NG\r\n");
    wire.send("PING\r\n");
    wire.endOfRequests();

    assertThat(wire.readToEnd()).isEmpty();
  }

  static void unknownCommand_whoseNameHasSpaces_isNamedAsSent(Wire wire) {
    assertThat(wire.call("No Such", "x")).isEqualTo("-ERR unknown command 'No Such'");
  }

  static void words_betweenManySpaces_areSplit(Wire wire) {
    wire.send("  SET   k  2 \r\nhi\r\n   GET  k \r\n\r\n\r\nPING\r\n");

    assertThat(wire.reply()).isEqualTo("+OK");
    assertThat(wire.reply()).isEqualTo("hi");
    assertThat(wire.reply()).isEqualTo("+PONG");
  }

  static void lengthWithGarbage_isReadUpToIt(Wire wire) {
    wire.send("*2x\r\n$4abc\r\nECHO\r\n$ 2\r\nhi\r\n");

    // The last length is the word "$", so zero: "hi" stands where its line end should.
    assertThat(wire.reply()).isEmpty();
    assertThat(wire.call("PING")).isEqualTo("+PONG");
  }

  static void errorInCountedForm_forgetsItsArguments(Wire wire) {
    wire.send("*3\r\n$3\r\nSET\r\n$1\r\nk\r\nPING\r\nPING\r\n");

    assertThat(wire.reply()).isEqualTo("-ERR multi bulk protocol error");
    assertThat(wire.reply()).isEqualTo("+PONG");
    assertThat(wire.call("EXISTS", "k")).isEqualTo(":0");
  }
}
