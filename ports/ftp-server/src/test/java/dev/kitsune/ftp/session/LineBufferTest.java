package dev.kitsune.ftp.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** How bytes become command lines. */
final class LineBufferTest {

  private final LineBuffer buffer = new LineBuffer();

  private void add(String bytes) {
    byte[] array = bytes.getBytes(StandardCharsets.ISO_8859_1);
    buffer.add(array, 0, array.length);
  }

  @Test
  void next_inPieces_isOneLine() {
    add("SI");
    assertThat(buffer.next()).isNull();

    add("ZE a.txt\r\nNOOP\n");

    assertThat(buffer.next()).isEqualTo("SIZE a.txt");
    assertThat(buffer.next()).isEqualTo("NOOP");
    assertThat(buffer.next()).isNull();
  }

  @Test
  void next_oneCarriageReturnIsOfTheEnd() {
    add("NOOP\r\r\n");

    assertThat(buffer.next()).isEqualTo("NOOP\r");
  }

  @Test
  void next_nulStandsForALineFeed() {
    add("DELE a\0b\r\n");

    assertThat(buffer.next()).isEqualTo("DELE a\nb");
  }

  @Test
  void next_tooLong_isAnEmptyLineAndTheRest() {
    add("x".repeat(5000) + "\r\n");

    assertThat(buffer.next()).isEmpty();
    assertThat(buffer.next()).hasSize(904);
    assertThat(buffer.next()).isNull();
  }

  @Test
  void add_manyTimes_keepsOrder() {
    StringBuilder expected = new StringBuilder();
    StringBuilder got = new StringBuilder();
    for (int i = 0; i < 1000; i++) {
      add("line " + i + "\r\nha");
      expected.append(i == 0 ? "" : "ha").append("line ").append(i).append('|');
      got.append(buffer.next()).append('|');
    }

    assertThat(got).hasToString(expected.toString());
    assertThat(buffer.size()).isEqualTo(2);
  }

  @Test
  void takeInterrupt_needsTelnetsMark() {
    add("ABOR\r\n");
    assertThat(buffer.takeInterrupt("ABOR")).isFalse();
    assertThat(buffer.next()).isEqualTo("ABOR");

    add("\u00ff\u00f4\u00ff\u00f2abor\r\nNOOP\r\n");
    assertThat(buffer.takeInterrupt("ABOR")).isTrue();
    assertThat(buffer.next()).isEqualTo("NOOP");
  }
}
