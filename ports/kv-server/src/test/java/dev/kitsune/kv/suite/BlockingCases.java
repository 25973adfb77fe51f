package dev.kitsune.kv.suite;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetSocketAddress;

/** BLPOP and BRPOP. */
final class BlockingCases {

  private BlockingCases() {}

  static void elementsThatAreThere_arePoppedAtOnce(Wire wire) {
    wire.call("RPUSH", "b", "1");
    wire.call("RPUSH", "b", "2");
    wire.call("RPUSH", "b", "3");

    assertThat(wire.call("BLPOP", "a", "b", "1")).isEqualTo("[b, 1]");
    assertThat(wire.call("BRPOP", "a", "b", "1")).isEqualTo("[b, 3]");
    wire.call("SET", "s", "x");
    assertThat(wire.call("BLPOP", "b", "s", "1")).isEqualTo("[b, 2]");
    assertThat(wire.call("BLPOP", "b", "s", "1")).isEqualTo(Wire.WRONG_KIND);
    assertThat(wire.call("EXISTS", "b")).isEqualTo(":0");
  }

  static void pushes_wakeInTheOrderOfComing(InetSocketAddress server) {
    try (Wire first = Wire.to(server);
        Wire second = Wire.to(server);
        Wire pusher = Wire.to(server)) {
      block(pusher, first, 1, "BLPOP", "k", "l", "0");
      block(pusher, second, 2, "BRPOP", "l", "0");

      assertThat(pusher.call("LPUSH", "l", "a")).isEqualTo(":1");
      assertThat(pusher.call("EXISTS", "l")).isEqualTo(":0");
      assertThat(first.reply()).isEqualTo("[l, a]");
      assertThat(pusher.call("RPUSH", "l", "b")).isEqualTo(":1");
      assertThat(second.reply()).isEqualTo("[l, b]");
      assertThat(pusher.call("RPUSH", "l", "c")).isEqualTo(":1");
      assertThat(pusher.call("RPUSH", "k", "d")).isEqualTo(":1");
      assertThat(pusher.call("LLEN", "l")).isEqualTo(":1");
      assertThat(pusher.call("LLEN", "k")).isEqualTo(":1");
    }
  }

  static void pushToTheWaiting_isNoChange(InetSocketAddress server) {
    try (Wire blocked = Wire.to(server);
        Wire pusher = Wire.to(server)) {
      block(pusher, blocked, 1, "BLPOP", "l", "0");
      String changes = Info.of(pusher, "changes_since_last_save");

      pusher.call("RPUSH", "l", "a");

      assertThat(blocked.reply()).isEqualTo("[l, a]");
      assertThat(Info.of(pusher, "changes_since_last_save")).isEqualTo(changes);
    }
  }

  static void rpoplpush_wakes(InetSocketAddress server) {
    try (Wire blocked = Wire.to(server);
        Wire pusher = Wire.to(server)) {
      block(pusher, blocked, 1, "BLPOP", "to", "0");
      pusher.call("RPUSH", "from", "a");

      assertThat(pusher.call("RPOPLPUSH", "from", "to")).isEqualTo("a");
      assertThat(blocked.reply()).isEqualTo("[to, a]");
      assertThat(pusher.call("EXISTS", "to")).isEqualTo(":0");
    }
  }

  /** Between the waking push and the pusher's next request. */
  static void inputOfTheBlocked_isRunWhenItWakes(InetSocketAddress server) {
    try (Wire blocked = Wire.to(server);
        Wire pusher = Wire.to(server)) {
      pusher.call("SET", "k", "before");
      block(pusher, blocked, 1, "BLPOP", "l", "0");
      blocked.send("SET k 5\r\nafter\r\nGET k\r\nECHO 4\r\nha");

      pusher.send("GET k\r\nRPUSH l 1\r\na\r\nGET k\r\n");
      assertThat(pusher.reply()).isEqualTo("before");
      assertThat(pusher.reply()).isEqualTo(":1");
      assertThat(blocked.reply()).isEqualTo("[l, a]");
      assertThat(blocked.reply()).isEqualTo("+OK");
      assertThat(blocked.reply()).isEqualTo("after");
      assertThat(pusher.reply()).isIn("before", "after"); // the input may not have been there yet
      blocked.send("lf\r\n");
      assertThat(blocked.reply()).isEqualTo("half");
    }
  }

  static void closedWhileBlocked_isForgotten(InetSocketAddress server) {
    try (Wire pusher = Wire.to(server)) {
      try (Wire blocked = Wire.to(server)) {
        block(pusher, blocked, 1, "BLPOP", "l", "l", "0");
      }
      Info.await(pusher, "blocked_clients", "0");

      assertThat(pusher.call("RPUSH", "l", "a")).isEqualTo(":1");
      assertThat(pusher.call("LLEN", "l")).isEqualTo(":1");
    }
  }

  static void timeOut_answersNothing(Wire wire) {
    assertThat(wire.call("BLPOP", "none", "1")).isEqualTo("nil");
    assertThat(wire.call("PING")).isEqualTo("+PONG");
  }

  static void databases_areApart(InetSocketAddress server) {
    try (Wire blocked = Wire.to(server);
        Wire pusher = Wire.to(server)) {
      blocked.call("SELECT", "5");
      block(pusher, blocked, 1, "BLPOP", "l", "0");

      pusher.call("RPUSH", "l", "zero");
      pusher.call("SELECT", "5");
      pusher.call("RPUSH", "l", "five");

      assertThat(blocked.reply()).isEqualTo("[l, five]");
    }
  }

  /** Sends a blocking request and waits until the server has it. */
  private static void block(Wire observer, Wire blocked, int count, String... request) {
    blocked.request(request);
    Info.await(observer, "blocked_clients", "" + count);
  }
}
