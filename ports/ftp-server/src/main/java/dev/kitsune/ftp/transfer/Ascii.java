package dev.kitsune.ftp.transfer;

import java.nio.ByteBuffer;

/** Line ends on their way: LF here, CR LF on the wire. */
final class Ascii {

  private Ascii() {}

  /** Returns the bytes for the wire: every LF gets a CR, also one that has it already. */
  static ByteBuffer toWire(ByteBuffer local) {
    ByteBuffer wire = ByteBuffer.allocate(2 * local.remaining());
    while (local.hasRemaining()) {
      byte b = local.get();
      if (b == '\n') {
        wire.put((byte) '\r');
      }
      wire.put(b);
    }
    return wire.flip();
  }

  /** Takes every CR away, in place. vsftpd 1.1.0: also one that no LF follows. */
  static void fromWire(ByteBuffer wire) {
    int to = wire.position();
    for (int i = wire.position(); i < wire.limit(); i++) {
      byte b = wire.get(i);
      if (b != '\r') {
        wire.put(to++, b);
      }
    }
    wire.limit(to);
  }
}
