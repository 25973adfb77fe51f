package dev.kitsune.kv.persistence;

import dev.kitsune.kv.data.Bytes;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Bytes on their way into a file. They are gathered by turns of the gate, and {@linkplain #take
 * taken} there to be written outside of it; what one turn gathers above a limit is written at once,
 * so that one large value does not need its size in memory again.
 */
public final class Output {

  /** Bytes, and where in the file they belong. */
  public record Chunk(@Nullable FileChannel channel, byte[] bytes, int length, long position) {

    /** Writes them. */
    public void write() throws IOException {
      if (channel == null) {
        return;
      }
      ByteBuffer buffer = ByteBuffer.wrap(bytes, 0, length);
      long at = position;
      while (buffer.hasRemaining()) {
        at += channel.write(buffer, at);
      }
    }
  }

  private static final int CAPACITY = 8 * 1024;
  private static final int SPILL_ABOVE = 8 * 1024 * 1024;

  private final @Nullable FileChannel channel; // null: the bytes are only counted
  private byte[] bytes = new byte[CAPACITY];
  private int length;
  private long position; // of the first byte, in the file
  private @Nullable IOException failure;

  /** Makes an output that begins at the start of a file. */
  public Output(@Nullable FileChannel channel) {
    this(channel, 0);
  }

  /** Makes an output that begins at a position of a file. */
  Output(@Nullable FileChannel channel, long position) {
    this.channel = channel;
    this.position = position;
  }

  /** Returns how many bytes there were, taken or not. */
  long total() {
    return position + length;
  }

  /** Returns how many bytes were not taken yet. */
  public int length() {
    return length;
  }

  /** Adds a byte. */
  void write(int octet) {
    reserve(1);
    bytes[length++] = (byte) octet;
  }

  /** Adds bytes. */
  public void write(byte[] source, int from, int count) {
    if (count > SPILL_ABOVE) {
      spill();
      writeChunk(
          new Chunk(channel, Arrays.copyOfRange(source, from, from + count), count, position));
      position += count;
      return;
    }
    reserve(count);
    System.arraycopy(source, from, bytes, length, count);
    length += count;
  }

  /** Adds bytes. */
  void write(Bytes source) {
    write(source.toArray(), 0, source.length());
  }

  /** Adds a text, one byte for each character. */
  void write(String text) {
    write(text.getBytes(StandardCharsets.ISO_8859_1), 0, text.length());
  }

  /** Returns the bytes so far, to be written by the caller, and begins anew. */
  public Chunk take() {
    Chunk chunk = new Chunk(channel, bytes, length, position);
    bytes = new byte[CAPACITY];
    position += length;
    length = 0;
    return chunk;
  }

  /** Writes what was not taken. */
  void flush() throws IOException {
    take().write();
    check();
  }

  /** Throws if something could not be written that was not taken. */
  void check() throws IOException {
    IOException first = failure;
    if (first != null) {
      throw first;
    }
  }

  private void reserve(int more) {
    if (length + more > SPILL_ABOVE) {
      spill();
    }
    if (length + more > bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.max(length + more, 2 * bytes.length));
    }
  }

  private void spill() {
    if (length > 0) {
      writeChunk(take());
    }
  }

  /** A command that changes a large value must not fail because a dump cannot be written. */
  private void writeChunk(Chunk chunk) {
    try {
      chunk.write();
    } catch (IOException e) {
      failure = e;
    }
  }
}
