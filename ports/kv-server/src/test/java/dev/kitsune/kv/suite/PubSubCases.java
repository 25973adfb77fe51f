package dev.kitsune.kv.suite;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetSocketAddress;

/** SUBSCRIBE, PSUBSCRIBE and PUBLISH. */
final class PubSubCases {

  private PubSubCases() {}

  static void messages_reachChannelsAndPatterns(InetSocketAddress server) {
    try (Wire one = Wire.to(server);
        Wire two = Wire.to(server);
        Wire publisher = Wire.to(server)) {
      assertThat(one.call("SUBSCRIBE", "news")).isEqualTo("[subscribe, news, :1]");
      assertThat(one.call("PSUBSCRIBE", "n*")).isEqualTo("[psubscribe, n*, :2]");
      assertThat(one.call("PSUBSCRIBE", "ne?s")).isEqualTo("[psubscribe, ne?s, :3]");
      assertThat(two.call("SUBSCRIBE", "news")).isEqualTo("[subscribe, news, :1]");

      assertThat(publisher.call("PUBLISH", "news", "hello")).isEqualTo(":4");
      assertThat(publisher.call("PUBLISH", "night", "dark")).isEqualTo(":1");
      assertThat(publisher.call("PUBLISH", "other", "x")).isEqualTo(":0");

      assertThat(one.reply()).isEqualTo("[message, news, hello]");
      assertThat(one.reply()).isEqualTo("[pmessage, n*, news, hello]");
      assertThat(one.reply()).isEqualTo("[pmessage, ne?s, news, hello]");
      assertThat(one.reply()).isEqualTo("[pmessage, n*, night, dark]");
      assertThat(two.reply()).isEqualTo("[message, news, hello]");
      assertThat(Info.of(publisher, "pubsub_channels")).isEqualTo("1");
      assertThat(Info.of(publisher, "pubsub_patterns")).isEqualTo("2");
    }
  }

  static void subscriptionsEnd_withTheConnectionOrByRequest(InetSocketAddress server) {
    try (Wire one = Wire.to(server);
        Wire publisher = Wire.to(server)) {
      one.call("SUBSCRIBE", "a");
      one.call("PSUBSCRIBE", "a*");
      try (Wire two = Wire.to(server)) {
        two.call("SUBSCRIBE", "a");
        assertThat(publisher.call("PUBLISH", "a", "1")).isEqualTo(":3");
      }
      Info.await(publisher, "connected_clients", "2");
      assertThat(publisher.call("PUBLISH", "a", "2")).isEqualTo(":2");
      assertThat(one.reply() + one.reply() + one.reply() + one.reply())
          .isEqualTo("[message, a, 1][pmessage, a*, a, 1][message, a, 2][pmessage, a*, a, 2]");

      assertThat(one.call("UNSUBSCRIBE")).isEqualTo("[unsubscribe, a, :1]");
      assertThat(one.call("GET", "x")).startsWith("-ERR only (P)SUBSCRIBE");
      assertThat(one.call("PUNSUBSCRIBE", "a*")).isEqualTo("[punsubscribe, a*, :0]");
      assertThat(one.call("GET", "x")).isEqualTo("nil");
      assertThat(publisher.call("PUBLISH", "a", "3")).isEqualTo(":0");
      assertThat(Info.of(publisher, "pubsub_channels")).isEqualTo("0");
    }
  }

  static void channels_areNotOfOneDatabase(InetSocketAddress server) {
    try (Wire subscriber = Wire.to(server);
        Wire publisher = Wire.to(server)) {
      subscriber.call("SELECT", "3");
      subscriber.call("SUBSCRIBE", "c");

      assertThat(publisher.call("PUBLISH", "c", "m")).isEqualTo(":1");
      assertThat(subscriber.reply()).isEqualTo("[message, c, m]");
    }
  }

  /** The message to oneself stands where the publishing is, before its reply. */
  static void publishToOneself_inATransaction_keepsItsPlace(Wire wire) {
    wire.call("MULTI");
    wire.call("SUBSCRIBE", "c");
    wire.call("PUBLISH", "c", "m");

    wire.send("EXEC\r\n");
    assertThat(wire.read(4)).isEqualTo("*2\r\n");
    assertThat(wire.reply()).isEqualTo("[subscribe, c, :1]");
    assertThat(wire.reply()).isEqualTo("[message, c, m]");
    assertThat(wire.reply()).isEqualTo(":1");
  }
}
