package dev.kitsune.ftp.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** Line ends in both directions. */
final class AsciiTest {

  private static ByteBuffer bytes(String text) {
    return ByteBuffer.wrap(text.getBytes(StandardCharsets.ISO_8859_1));
  }

  private static String text(ByteBuffer bytes) {
    return StandardCharsets.ISO_8859_1.decode(bytes).toString();
  }

  @Test
  void toWire_everyLineFeedGetsACarriageReturn() {
    assertThat(text(Ascii.toWire(bytes("a\nb\r\nc")))).isEqualTo("a\r\nb\r\r\nc");
  }

  @Test
  void fromWire_dropsEveryCarriageReturn() {
    ByteBuffer wire = bytes("x\r\ny\rz\r\r\n\r");

    Ascii.fromWire(wire);

    assertThat(text(wire)).isEqualTo("x\nyz\n");
  }
}
