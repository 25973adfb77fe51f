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

  /**
   * Returns the bytes for the file: a CR before an LF is taken away.
   *
   * @param isHeld whether the block before ended in a CR, which was kept back
   */
  static ByteBuffer fromWire(ByteBuffer wire, boolean isHeld) {
    ByteBuffer local = ByteBuffer.allocate(wire.remaining() + 1);
    boolean holds = isHeld;
    while (wire.hasRemaining()) {
      byte b = wire.get();
      if (holds && b != '\n') {
        local.put((byte) '\r');
      }
      holds = b == '\r';
      if (!holds) {
        local.put(b);
      }
    }
    return local.flip();
  }

  /** Returns whether a block ends in a CR, of which the next byte says what becomes of it. */
  static boolean endsInReturn(ByteBuffer wire) {
    return wire.get(wire.limit() - 1) == '\r';
  }
}
