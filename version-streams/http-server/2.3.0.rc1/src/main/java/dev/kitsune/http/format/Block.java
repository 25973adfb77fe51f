package dev.kitsune.http.format;

import org.jspecify.annotations.Nullable;

/**
 * A piece of a stream as all its listeners get it, linked to the one after it. Its bytes are never
 * changed.
 */
public final class Block {

  final byte[] data;
  final boolean isStart;

  /*
   * What goes with the data: a metadata block, or the header pages of Ogg. Told apart by identity:
   * a listener gets what differs from what it got last.
   */
  final byte @Nullable [] associated;

  long number; // set when it is queued, as the next; guarded by the queue's owner
  @Nullable Block next;

  /** Makes a block that is in no queue, of a file's bytes. */
  public static Block ofFile(byte[] data) {
    return new Block(data, /* isStart= */ true, null);
  }

  Block(byte[] data, boolean isStart, byte @Nullable [] associated) {
    this.data = data;
    this.isStart = isStart;
    this.associated = associated;
  }
}
