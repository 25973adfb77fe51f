package dev.kitsune.kv.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kitsune.kv.data.Bytes;
import dev.kitsune.kv.data.IntValue;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ReplyBufferTest {

  private final ReplyBuffer reply = new ReplyBuffer();

  @ParameterizedTest
  @ValueSource(
      longs = {0, 1, 9, 10, 99, 100, -1, -9, -10, 1234567890123L, Long.MAX_VALUE, Long.MIN_VALUE})
  void integers_arePrintedAsTheJdkDoes(long number) {
    reply.integer(number);
    reply.bulk(IntValue.of(number));

    String digits = Long.toString(number);
    assertThat(text())
        .isEqualTo(":" + digits + "\r\n$" + digits.length() + "\r\n" + digits + "\r\n");
  }

  @Test
  void replies_areAppendedUntilTaken() {
    reply.status("OK");
    reply.error("no");
    reply.multiBulk(2);
    reply.nil();
    reply.bulk(Bytes.of("a\u00ff"));

    assertThat(text()).isEqualTo("+OK\r\n-ERR no\r\n*2\r\n$-1\r\n$2\r\na\u00ff\r\n");
    assertThat(reply.length()).isZero();
  }

  @Test
  void replies_ofAnySize_fit() {
    String large = "x".repeat(3_000_000);

    reply.bulk(large);
    reply.status(large);

    assertThat(text()).isEqualTo("$3000000\r\n" + large + "\r\n+" + large + "\r\n");
  }

  private String text() {
    return new String(reply.take(), StandardCharsets.ISO_8859_1);
  }
}
